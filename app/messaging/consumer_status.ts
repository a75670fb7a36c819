import type { Consumer } from '#app/messaging/consumer'
import { leases, type LeaseState } from '#app/messaging/outbox_status'
import { consumerLags, type ConsumerLag } from '#app/messaging/status_queries'
import { type Client, rows } from '#app/shared/database'

/** How a consumer is doing. `position` and `lag` are of the embedded platform: with Dapr, Kafka keeps them. */
export interface ConsumerStatus {
  consumer: string
  /** Null: the code has no consumer of this name (any more). */
  role: string | null
  topic: string | null
  position: number | null
  lag: number | null
  lease: LeaseState | null
  /** Events that failed for a reason of their own and are being tried again. */
  retrying: number
  dead_letters: number
}

/** Of every consumer of the code, and of each name of which a cursor is left. */
export async function consumerStatus(
  client: Client,
  known: readonly Consumer[]
): Promise<ConsumerStatus[]> {
  const cursors = await consumerLags(client)
  const names = [...new Set([...known.map(({ name }) => name), ...cursors.map((c) => c.consumer)])]
  const held = await leases(client, names.map(leaseName))
  const failures = await failuresOf(client, names)
  return names.sort().map((name) => {
    const consumer = known.find((each) => each.name === name)
    const cursor = cursors.find((each) => each.consumer === name)
    const failed = failures.find((each) => each.consumer === name)
    return {
      consumer: name,
      role: consumer?.role ?? null,
      topic: consumer?.topic ?? null,
      position: cursor?.position ?? null,
      lag: cursor?.lag ?? null,
      lease: held.find((lease) => lease.name === leaseName(name)) ?? null,
      retrying: failed?.retrying ?? 0,
      dead_letters: failed?.dead_letters ?? 0,
    }
  })
}

/** The cursor of a name that the code no longer has; undefined when there is none. */
export async function staleCursor(
  client: Client,
  name: string,
  known: readonly Consumer[]
): Promise<ConsumerStatus | undefined> {
  if (known.some((consumer) => consumer.name === name)) return undefined
  const all = await consumerStatus(client, known)
  return all.find(({ consumer }) => consumer === name)
}

/** The events that only this cursor kept can go now. Answers where it stood. */
export async function forgetCursor(client: Client, name: string): Promise<ConsumerLag | undefined> {
  const [forgotten] = await rows<ConsumerLag>(
    client,
    `WITH lease AS (DELETE FROM leases WHERE name = :lease AND expires_at <= clock_timestamp())
     DELETE FROM consumer_cursors WHERE consumer = :name RETURNING consumer, position::float AS position, 0 AS lag`,
    { name, lease: leaseName(name) }
  )
  return forgotten
}

function leaseName(consumer: string) {
  return `consumer:${consumer}`
}

async function failuresOf(client: Client, names: readonly string[]) {
  return rows<{ consumer: string; retrying: number; dead_letters: number }>(
    client,
    `SELECT name AS consumer,
       (SELECT count(*)::int FROM event_failures f WHERE f.consumer = name AND NOT EXISTS (
          SELECT FROM processed_events p WHERE p.consumer = f.consumer AND p.event_id = f.event_id)) AS retrying,
       (SELECT count(*)::int FROM dead_letters d WHERE d.consumer = name) AS dead_letters
     FROM unnest(:names::text[]) AS given (name)`,
    { names }
  )
}

import type { EventEnvelope } from '#app/messaging/event'
import { type Client, rows } from '#app/shared/database'

/** A dead letter as `dead-letters:list` shows it. */
export interface DeadLetterSummary {
  id: string
  /** Null: a record of the broker's dead-letter topic, which no consumer came to see. */
  consumer: string | null
  event_id: string | null
  event_type: string | null
  user_id: string | null
  topic: string | null
  partition: number | null
  record_offset: string | null
  error: string
  tries: number
  /** RFC 3339, UTC. */
  created_at: string
}

export interface DeadLetter extends DeadLetterSummary {
  /** What the consumer gave up. */
  event: EventEnvelope | null
  /** What the broker gave up. */
  record: Buffer | null
}

/** Which letters; an empty one is all of them. */
export interface DeadLetterFilter {
  consumer?: string | undefined
  type?: string | undefined
  topic?: string | undefined
}

const SUMMARY = `id::text AS id, consumer, event_id, event_type, user_id, topic, partition,
  record_offset::text AS record_offset, error, tries,
  to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS created_at`

const MATCHES = `(:consumer::text IS NULL OR consumer = :consumer) AND (:type::text IS NULL OR event_type = :type)
  AND (:topic::text IS NULL OR topic = :topic)`

/** Newest first. */
export async function listDeadLetters(
  client: Client,
  filter: DeadLetterFilter,
  limit: number
): Promise<DeadLetterSummary[]> {
  return rows<DeadLetterSummary>(
    client,
    `SELECT ${SUMMARY} FROM dead_letters WHERE ${MATCHES} ORDER BY dead_letters.id DESC LIMIT :limit`,
    { ...bound(filter), limit }
  )
}

export async function countDeadLetters(client: Client, filter: DeadLetterFilter): Promise<number> {
  const [found] = await rows<{ count: number }>(
    client,
    `SELECT count(*)::int AS count FROM dead_letters WHERE ${MATCHES}`,
    bound(filter)
  )
  return found?.count ?? 0
}

/** How many of these letters a consumer gave up. */
export async function countOfConsumer(
  client: Client,
  ids: readonly string[],
  consumer: string
): Promise<number> {
  const [found] = await rows<{ count: number }>(
    client,
    `SELECT count(*)::int AS count FROM dead_letters WHERE id = ANY(:ids::bigint[]) AND consumer = :consumer`,
    { ids, consumer }
  )
  return found?.count ?? 0
}

export async function findDeadLetter(client: Client, id: string): Promise<DeadLetter | undefined> {
  const [letter] = await rows<DeadLetter>(
    client,
    `SELECT ${SUMMARY}, event, record FROM dead_letters WHERE id = :id::bigint`,
    { id }
  )
  return letter
}

/** Which of these there are, or all that match, in the order in which their events happened. */
export async function deadLetterIds(
  client: Client,
  which: { ids: readonly string[] } | DeadLetterFilter
): Promise<string[]> {
  const [condition, bindings] =
    'ids' in which
      ? ['dead_letters.id = ANY(:ids::bigint[])', { ids: which.ids }]
      : [MATCHES, bound(which)]
  const found = await rows<{ id: string }>(
    client,
    `SELECT id::text AS id FROM dead_letters WHERE ${condition}
     ORDER BY (event->>'position')::bigint NULLS LAST, dead_letters.id`,
    bindings
  )
  return found.map(({ id }) => id)
}

/**
 * Gives letters up for good; answers how many there still were. Their events count as handled from now on: one that the
 * broker delivers again must not come back to life.
 */
export async function discardDeadLetters(client: Client, ids: readonly string[]): Promise<number> {
  const [gone] = await rows<{ count: number }>(
    client,
    `WITH gone AS (DELETE FROM dead_letters WHERE id = ANY(:ids::bigint[]) RETURNING consumer, event_id),
     remembered AS (
       INSERT INTO processed_events (consumer, event_id)
       SELECT consumer, event_id FROM gone WHERE consumer IS NOT NULL AND event_id IS NOT NULL
       ON CONFLICT DO NOTHING)
     SELECT count(*)::int AS count FROM gone`,
    { ids }
  )
  return gone?.count ?? 0
}

function bound({ consumer, type, topic }: DeadLetterFilter) {
  return { consumer: consumer ?? null, type: type ?? null, topic: topic ?? null }
}

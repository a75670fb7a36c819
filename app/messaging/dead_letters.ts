import type { EventEnvelope } from '#app/messaging/event'
import { type Client, rows, type Trx } from '#app/shared/database'

/** How often a consumer tries an event that fails for a reason of its own, before it gives the event up. */
export const TRIES = 5

/**
 * Counts one more failure of an event's own; answers how many there are. The text is for the administrator who looks into
 * it, so it is the error's and not a general one.
 */
export async function countFailure(
  client: Client,
  consumer: string,
  eventId: string,
  error: string
): Promise<number> {
  const [counted] = await rows<{ tries: number }>(
    client,
    `INSERT INTO event_failures AS f (consumer, event_id, tries, error, failed_at)
     VALUES (:consumer, :eventId, 1, :error, clock_timestamp())
     ON CONFLICT (consumer, event_id) DO UPDATE SET tries = f.tries + 1, error = excluded.error, failed_at = excluded.failed_at
     RETURNING tries`,
    { consumer, eventId, error }
  )
  return counted?.tries ?? TRIES
}

/** Gives an event up for one consumer: it is kept here until somebody replays or discards it. */
export async function keepDeadLetter(
  trx: Trx,
  consumer: string,
  event: EventEnvelope,
  { error, topic }: { error: string; topic: string }
) {
  await rows(
    trx,
    `WITH failures AS (
       DELETE FROM event_failures WHERE consumer = :consumer AND event_id = :eventId RETURNING tries)
     INSERT INTO dead_letters AS d (consumer, event_id, event_type, user_id, event, topic, error, tries, created_at)
     VALUES (:consumer, :eventId, :type, :userId, :event, :topic, :error,
       coalesce((SELECT tries FROM failures), 1), clock_timestamp())
     ON CONFLICT (consumer, event_id) DO UPDATE SET error = excluded.error, tries = d.tries + excluded.tries`,
    {
      consumer,
      error,
      topic,
      eventId: event.event_id,
      type: event.event_type,
      userId: event.user_id,
      event: JSON.stringify(event),
    }
  )
}

/** Lets go of what is kept of a person whose account is deleted: it counts as handled, for there is nothing to do any more. */
export async function forgetDeadLetters(trx: Trx, userId: string) {
  await rows(
    trx,
    `WITH gone AS (DELETE FROM dead_letters WHERE user_id = :userId RETURNING consumer, event_id)
     INSERT INTO processed_events (consumer, event_id)
     SELECT consumer, event_id FROM gone WHERE consumer IS NOT NULL AND event_id IS NOT NULL ON CONFLICT DO NOTHING`,
    { userId }
  )
}

/** A record of the broker's dead-letter topic, which nobody could read or whose retries were used up. */
export interface DeadRecord {
  topic: string
  partition: number
  offset: string
  bytes: Buffer
  error: string
}

/** Once for each place in the broker, however often it is delivered. */
export async function keepDeadRecord(client: Client, record: DeadRecord) {
  await rows(
    client,
    `INSERT INTO dead_letters (record, topic, partition, record_offset, error, tries, created_at)
     VALUES (:bytes, :topic, :partition, :offset, :error, 1, clock_timestamp())
     ON CONFLICT DO NOTHING`,
    { ...record }
  )
}

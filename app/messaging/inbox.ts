import { rows, type Trx } from '#app/shared/database'

/** An event that is older is refused: nobody could tell any more whether it was handled (ARCHITECTURE.md, "Retention"). */
export const INBOX_DAYS = 30

/**
 * Writes down that a consumer handles these events, in the transaction of their effect; answers those that it has neither
 * handled nor given up before. Another process with the same event waits here until this transaction ends.
 */
export async function claimEvents(
  trx: Trx,
  consumer: string,
  eventIds: readonly string[]
): Promise<Set<string>> {
  const claimed = await rows<{ event_id: string }>(
    trx,
    `INSERT INTO processed_events (consumer, event_id)
     SELECT :consumer, event_id FROM unnest(:eventIds::uuid[]) AS given (event_id)
     WHERE NOT EXISTS (SELECT FROM dead_letters d WHERE d.consumer = :consumer AND d.event_id = given.event_id)
     ORDER BY event_id
     ON CONFLICT DO NOTHING RETURNING event_id`,
    { consumer, eventIds }
  )
  return new Set(claimed.map((row) => row.event_id))
}

/** Takes back what was claimed and not come to, in the same transaction. */
export async function unclaimEvents(trx: Trx, consumer: string, eventIds: readonly string[]) {
  await rows(
    trx,
    'DELETE FROM processed_events WHERE consumer = :consumer AND event_id = ANY(:eventIds::uuid[])',
    { consumer, eventIds }
  )
}

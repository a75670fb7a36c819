import { handle, Rejected } from '#app/messaging/consume'
import type { Consumer } from '#app/messaging/consumer'
import { findDeadLetter } from '#app/messaging/dead_letter_admin'
import { readiness } from '#app/messaging/dead_letter_admin_event'
import type { EventEnvelope } from '#app/messaging/event'
import { isPassing } from '#app/messaging/failure_kind'
import { claimEvents } from '#app/messaging/inbox'
import { limitTransaction, TRANSACTION_TIMEOUT_MS } from '#app/messaging/transaction_limits'
import { database, inBoundedTransaction, rows } from '#app/shared/database'

/** What became of a dead letter that was replayed. */
export type Replayed =
  /** Its effect is there; `by` is empty when it was there before. */
  | { outcome: 'replayed'; by: string[] }
  /** Somebody else replayed or discarded it meanwhile. */
  | { outcome: 'gone' }
  /** It can never be replayed. */
  | { outcome: 'refused'; reason: string }
  /** It stays; `passing` when the cause is not in the event, so that others will fail likewise. */
  | { outcome: 'failed'; consumer: string; reason: string; passing: boolean }

/**
 * Hands the event of a letter to its consumer and to nobody else, or that of a broker's record to every consumer of its
 * topic that has not handled it. Effect, inbox and the end of the letter are one transaction: a failure leaves it.
 *
 * @param known the consumers of every role
 */
export async function replay(id: string, known: readonly Consumer[]): Promise<Replayed> {
  const letter = await findDeadLetter(database(), id)
  if (!letter) return { outcome: 'gone' }
  const able = readiness(letter, known)
  if (!able.ready) return { outcome: 'refused', reason: able.reason }
  const by: string[] = []
  for (const consumer of able.consumers) {
    const endsLetter = consumer === able.consumers.at(-1)
    try {
      const handed = await handOver({ id, endsLetter }, consumer, able.event)
      if (handed === 'gone') return { outcome: 'gone' }
      if (handed === 'handled') by.push(consumer.name)
    } catch (error) {
      return failed(id, consumer, error)
    }
  }
  return { outcome: 'replayed', by }
}

/** A letter's row is locked or removed first: of two that replay it at once, the second finds it gone. */
function handOver(
  letter: { id: string; endsLetter: boolean },
  consumer: Consumer,
  event: EventEnvelope
): Promise<'handled' | 'repeated' | 'gone'> {
  return inBoundedTransaction(TRANSACTION_TIMEOUT_MS, async (trx) => {
    await limitTransaction(trx)
    const there = await rows(trx, letter.endsLetter ? REMOVE : LOCK, { id: letter.id })
    if (there.length === 0) return 'gone'
    const claimed = await claimEvents(trx, consumer.name, [event.event_id])
    if (claimed.size === 0) return 'repeated'
    await handle(consumer, event, trx)
    return 'handled'
  })
}

const LOCK = 'SELECT 1 AS one FROM dead_letters WHERE id = :id::bigint FOR UPDATE'
const REMOVE = 'DELETE FROM dead_letters WHERE id = :id::bigint RETURNING 1 AS one'

/** A peer that is away is no news about the event: the letter keeps the error that it died of. */
async function failed(id: string, { name }: Consumer, error: unknown): Promise<Replayed> {
  const rejected = error instanceof Rejected ? error.result : undefined
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const reason = rejected?.reason ?? message
  const passing = rejected ? rejected.outcome === 'retry' : isPassing(error)
  await rows(
    database(),
    `UPDATE dead_letters SET tries = least(tries + 1, 32767), error = CASE WHEN :passing THEN error ELSE :reason END
     WHERE id = :id::bigint`,
    { id, passing, reason }
  ).catch(() => undefined) // the database itself may be what is away
  return { outcome: 'failed', consumer: name, reason, passing }
}

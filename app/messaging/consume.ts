import { setTimeout as delay } from 'node:timers/promises'
import { topicOf } from '#app/messaging/catalogue'
import {
  type Consumer,
  DONE,
  HANDLER_TIMEOUT_MS,
  type Handling,
  type Outcome,
} from '#app/messaging/consumer'
import { countFailure, keepDeadLetter, TRIES } from '#app/messaging/dead_letters'
import type { EventEnvelope } from '#app/messaging/event'
import { isPassing } from '#app/messaging/failure_kind'
import { isKnownEvent, type TypedEvent } from '#app/messaging/parse_envelope'
import { LeaseLost } from '#app/messaging/lease'
import { limitTransaction, TRANSACTION_TIMEOUT_MS } from '#app/messaging/transaction_limits'
import { claimEvents } from '#app/messaging/inbox'
import { PassingFailure } from '#app/platform/ports/passing_failure'
import { database, inBoundedTransaction, inTime, type Trx } from '#app/shared/database'

/** What became of an event with one consumer. */
export type Consumed =
  /** Its effect is there, now or since an earlier delivery. */
  | { outcome: 'done'; repeated: boolean }
  /** Passed over: the consumer does not handle its type. */
  | { outcome: 'ignored' }
  /** Try again: `passing` for as long as it takes, otherwise the next try is counted. */
  | { outcome: 'retry'; passing: boolean; error: string }
  | { outcome: 'dead_letter'; error: string }

/** Joined to the transaction of the effect: the cursor of an embedded consumer, under its lease. */
export interface Along {
  /** Instead of `limitTransaction`; sets the same limits. */
  first: (trx: Trx) => Promise<void>
  last: (trx: Trx) => Promise<void>
}

const ALONE: Along = { first: limitTransaction, last: async () => {} }

/** A whole transaction, rolled back by this, so that nothing of a failed handler stays. */
export class Rejected extends Error {
  constructor(readonly result: Exclude<Outcome, { outcome: 'done' }>) {
    super(result.reason)
  }
}

/** Handles one event: effect, inbox and whatever goes along are one transaction. Never throws for a handler's failure. */
export async function consume(
  consumer: Consumer,
  event: EventEnvelope,
  along: Along = ALONE
): Promise<Consumed> {
  if (!handlesEvent(consumer, event)) return { outcome: 'ignored' }
  try {
    const fresh = await together(along, async (trx) => {
      const claimed = await claimEvents(trx, consumer.name, [event.event_id])
      if (claimed.size > 0) await handle(consumer, event, trx)
      return claimed.size > 0
    })
    return { outcome: 'done', repeated: !fresh }
  } catch (error) {
    if (error instanceof LeaseLost) throw error
    return failed(consumer, event, error, along)
  }
}

function together<T>({ first, last }: Along, work: (trx: Trx) => Promise<T>): Promise<T> {
  return inBoundedTransaction(TRANSACTION_TIMEOUT_MS, async (trx) => {
    await first(trx)
    const answer = await work(trx)
    await last(trx)
    return answer
  })
}

/** Runs the handler within its time. @throws Rejected, or what the handler threw */
export async function handle(consumer: Consumer, event: EventEnvelope, trx: Trx) {
  const timeoutMs = consumer.timeoutMs ?? HANDLER_TIMEOUT_MS
  const time = new AbortController()
  const up = delay(timeoutMs, undefined, { signal: time.signal }).then(() => {
    time.abort()
    throw new PassingFailure(`${consumer.name} took more than ${timeoutMs} ms`)
  })
  try {
    const handling: Handling = { trx, signal: time.signal }
    const outcome = (await Promise.race([consumer.handler(event, handling), up])) ?? DONE
    if (outcome.outcome !== 'done') throw new Rejected(outcome)
  } finally {
    up.catch(() => undefined)
    time.abort()
  }
}

/** Whether an event is for the consumer. */
export function isOf(consumer: Consumer, event: EventEnvelope): boolean {
  return topicOf(event.event_type) === consumer.topic && handlesEvent(consumer, event)
}

/** Whether an event of its topic is one that it handles: who handles all gets those of a newer release, too. */
export function handlesEvent({ handles }: Consumer, event: TypedEvent): boolean {
  return handles === 'all' || (isKnownEvent(event) && handles.includes(event.event_type))
}

async function failed(
  consumer: Consumer,
  event: EventEnvelope,
  error: unknown,
  along: Along
): Promise<Consumed> {
  const message = textOf(error)
  const rejected = error instanceof Rejected ? error.result : undefined
  if (rejected?.outcome === 'retry') {
    return { outcome: 'retry', passing: true, error: rejected.reason }
  }
  if (!rejected && isPassing(error)) return { outcome: 'retry', passing: true, error: message }
  try {
    if (!rejected) {
      const { name } = consumer
      const counting = countFailure(database(), name, event.event_id, message)
      const tries = await inTime(TRANSACTION_TIMEOUT_MS, counting)
      if (tries < TRIES) return { outcome: 'retry', passing: false, error: message }
    }
    const reason = rejected?.reason ?? message
    await together(along, (trx) =>
      keepDeadLetter(trx, consumer.name, event, { error: reason, topic: consumer.topic })
    )
    return { outcome: 'dead_letter', error: reason }
  } catch (failure) {
    if (failure instanceof LeaseLost) throw failure
    // It could not be written down: the database is away after all.
    return { outcome: 'retry', passing: true, error: String(failure) }
  }
}

/** What PostgreSQL takes as text: no U+0000. */
function textOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return text.replaceAll('\u0000', '')
}

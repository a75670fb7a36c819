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
import { claimEvents } from '#app/messaging/inbox'
import { PassingFailure } from '#app/platform/ports/passing_failure'
import { database, inTransaction, type Trx } from '#app/shared/database'

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
  first?: (trx: Trx) => Promise<void>
  last?: (trx: Trx) => Promise<void>
}

/** Longer than the handler and its statements may take: a transaction that has not ended by then never will. */
const TRANSACTION_TIMEOUT_MS = HANDLER_TIMEOUT_MS + 1000

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
  along: Along = {}
): Promise<Consumed> {
  if (!isOf(consumer, event)) {
    if (along.first || along.last) await withAlong(along)
    return { outcome: 'ignored' }
  }
  try {
    const fresh = await bounded(
      inTransaction(async (trx) => {
        await along.first?.(trx)
        const claimed = await claimEvents(trx, consumer.name, [event.event_id])
        if (claimed.size > 0) await handle(consumer, event, trx)
        await along.last?.(trx)
        return claimed.size > 0
      })
    )
    return { outcome: 'done', repeated: !fresh }
  } catch (error) {
    return failed(consumer, event, error, along)
  }
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

/** Whether an event is one that the consumer handles: who handles all gets those of a newer release, too. */
export function isOf({ topic, handles }: Consumer, { event_type: type }: EventEnvelope): boolean {
  return topicOf(type) === topic && (handles === 'all' || handles.includes(type))
}

async function failed(
  consumer: Consumer,
  event: EventEnvelope,
  error: unknown,
  along: Along
): Promise<Consumed> {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const rejected = error instanceof Rejected ? error.result : undefined
  if (rejected?.outcome === 'retry') {
    return { outcome: 'retry', passing: true, error: rejected.reason }
  }
  if (!rejected && isPassing(error)) return { outcome: 'retry', passing: true, error: message }
  try {
    if (!rejected) {
      const tries = await countFailure(database(), consumer.name, event.event_id, message)
      if (tries < TRIES) return { outcome: 'retry', passing: false, error: message }
    }
    const reason = rejected?.reason ?? message
    await inTransaction(async (trx) => {
      await along.first?.(trx)
      await keepDeadLetter(trx, consumer.name, event, { error: reason, topic: consumer.topic })
      await along.last?.(trx)
    })
    return { outcome: 'dead_letter', error: reason }
  } catch (failure) {
    // The failure could not be written down: the database is away after all.
    return { outcome: 'retry', passing: true, error: String(failure) }
  }
}

function withAlong(along: Along) {
  return inTransaction(async (trx) => {
    await along.first?.(trx)
    await along.last?.(trx)
  })
}

/** A connection whose other end is gone says nothing for a quarter of an hour; the event can be handled elsewhere by then. */
export async function bounded<T>(work: Promise<T>, timeoutMs = TRANSACTION_TIMEOUT_MS): Promise<T> {
  const ended = new AbortController()
  const up = delay(timeoutMs, undefined, { signal: ended.signal }).then(() => {
    throw new PassingFailure(`the database gave no answer in ${timeoutMs} ms`)
  })
  up.catch(() => undefined)
  work.catch(() => undefined)
  try {
    return await Promise.race([work, up])
  } finally {
    ended.abort()
  }
}

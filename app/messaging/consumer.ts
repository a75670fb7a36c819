import type { EventType } from '#app/messaging/catalogue'
import type { EventEnvelope } from '#app/messaging/event'
import type { TopicName } from '#app/messaging/topics'
import type { Role } from '#app/platform/role'
import type { Trx } from '#app/shared/database'

/** A handler that takes longer is stopped and counts as a passing failure: leases are of 3 s (lease.ts). */
export const HANDLER_TIMEOUT_MS = 2000

export interface Handling {
  /** The effect belongs in here: the inbox row that makes it happen once is written in the same transaction. */
  trx: Trx
  /** Aborted when the time of the handler is up. */
  signal: AbortSignal
}

/**
 * What became of an event. Anything thrown is judged by its kind (failure_kind.ts): a database or peer that is away
 * is `retry`, for as long as it takes; everything else is tried a few times and then a dead letter.
 */
export type Outcome =
  | { outcome: 'done' }
  | { outcome: 'retry'; reason: string }
  | { outcome: 'dead_letter'; reason: string }

export const DONE: Outcome = { outcome: 'done' }

/** A named reader of a topic, which handles each event's effect exactly once. */
export interface Consumer<Type extends EventType = EventType> {
  /** Stable for ever: the inbox and the cursor know it by its name. */
  name: string
  role: Role
  topic: TopicName
  /** The types that it handles; others are passed over. */
  handles: readonly Type[] | 'all'
  /** At most `HANDLER_TIMEOUT_MS`; less when it needs less. */
  timeoutMs?: number
  handler: (event: EventEnvelope<Type>, handling: Handling) => Promise<Outcome | void>
}

/** @throws at start when the consumer asks for more time than a lease allows */
export function defineConsumer<Type extends EventType>(consumer: Consumer<Type>): Consumer {
  const timeoutMs = consumer.timeoutMs ?? HANDLER_TIMEOUT_MS
  if (!(timeoutMs > 0 && timeoutMs <= HANDLER_TIMEOUT_MS)) {
    throw new Error(
      `The consumer ${consumer.name} asks for ${timeoutMs} ms: at most ${HANDLER_TIMEOUT_MS} fit under a lease.`
    )
  }
  return consumer as unknown as Consumer
}

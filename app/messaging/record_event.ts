import type { EventData, EventType } from '#app/messaging/catalogue'
import type { Actor } from '#app/shared/actor'
import type { Trx } from '#app/shared/database'

export interface NewEvent<Type extends EventType = EventType> {
  type: Type
  /** Null for tags and accounts. */
  taskId: string | null
  data: EventData<Type>
}

/**
 * Writes events into the outbox, in the transaction of the change that they describe, in this order. To be called after
 * the change has been written: the row's lock is what puts the events of one task in the order of its changes.
 */
export async function recordEvents(
  _trx: Trx,
  _actor: Actor,
  _events: readonly NewEvent[]
): Promise<void> {
  throw new Error('not written yet')
}

import {
  CATALOGUE,
  type EventData,
  type EventType,
  topicOf,
  updatesTopicFor,
} from '#app/messaging/catalogue'
import type { EventActor } from '#app/messaging/event'
import { wakeRelay } from '#app/messaging/wake_relay'
import type { Actor } from '#app/shared/actor'
import { rows, type Trx } from '#app/shared/database'

/** An event of one of these types; the type says what its data is. */
export type NewEvent<Type extends EventType = EventType> = {
  [T in Type]: {
    type: T
    /** Null for tags and accounts. */
    taskId: string | null
    /** Whose it is; the actor's unless said: a command works on the data of many. */
    userId?: string
    /** UUIDv7, where a row has to know the event that tells of it; a new one unless given. */
    eventId?: string | null
    data: EventData<T>
  }
}[Type]

/** An actor as far as events tell it; without a user when every event says whose it is. */
export type EventSource = Omit<Actor, 'userId' | 'timezone'> & { userId?: string }

/**
 * Writes events into the outbox, in the transaction of the change that they describe, in this order. To be called after
 * the change has been written: the row's lock is what puts the events of one task in the order of its changes.
 */
export async function recordEvents(trx: Trx, actor: EventSource, events: readonly NewEvent[]) {
  if (events.length === 0) return
  const { kind, id, label, via, requestId, traceparent } = actor
  // Sorted, the rows take their ids in this order.
  await rows(
    trx,
    `INSERT INTO events (event_id, event_type, schema_version, topic, updates_topic, recorded_at, user_id, task_id, data, actor, request_id, traceparent)
     SELECT coalesce(e.event_id, uuidv7()), e.type, e.version, e.topic, e.updates_topic, taskflow_now(), e.user_id, e.task_id, e.data, :actor::jsonb, :requestId, :traceparent
     FROM ROWS FROM (jsonb_to_recordset(:events::jsonb)
       AS (event_id uuid, type text, version smallint, topic text, updates_topic text, user_id uuid, task_id uuid, data jsonb)) WITH ORDINALITY
       AS e (event_id, type, version, topic, updates_topic, user_id, task_id, data, place)
     ORDER BY e.place`,
    {
      actor: JSON.stringify({ kind, id, label, via } satisfies EventActor),
      requestId,
      traceparent,
      events: JSON.stringify(
        events.map(({ type, taskId, userId = actor.userId, eventId = null, data }) => ({
          event_id: eventId,
          type,
          version: CATALOGUE[type].schemaVersion,
          topic: topicOf(type),
          updates_topic: updatesTopicFor(type) ?? null,
          user_id: userId,
          task_id: taskId,
          data,
        }))
      ),
    }
  )
  trx.after('commit', wakeRelay) // the same function again is no second hook
}

import type { EventData, EventType } from '#app/messaging/catalogue'
import type { EventActor, EventEnvelope } from '#app/messaging/event'

/** A row of `events` as `EVENT_COLUMNS` selects it: bigints and instants as text, in whatever way it was asked for. */
export interface EventRow {
  id: string
  event_id: string
  event_type: EventType
  topic: string
  updates_topic: string | null
  schema_version: number
  timestamp: string
  user_id: string
  task_id: string | null
  position: string
  user_seq: string
  data: EventData
  actor: EventActor
  request_id: string | null
  traceparent: string | null
}

/** For a table or subquery called `e`. */
export const EVENT_COLUMNS = `e.id::text AS id, e.event_id, e.event_type, e.topic, e.updates_topic, e.schema_version,
  to_char(e.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS timestamp, e.user_id, e.task_id,
  e.position::text AS position, e.user_seq::text AS user_seq, e.data, e.actor, e.request_id, e.traceparent`

/** The event as it travels. */
export function envelopeFromRow(row: EventRow): EventEnvelope {
  return {
    event_id: row.event_id,
    event_type: row.event_type,
    schema_version: row.schema_version,
    timestamp: row.timestamp,
    user_id: row.user_id,
    task_id: row.task_id,
    position: Number(row.position),
    user_seq: Number(row.user_seq),
    data: row.data,
    actor: row.actor,
    request_id: row.request_id,
    traceparent: row.traceparent,
  }
}

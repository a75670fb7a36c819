import type { EventData, EventType } from '#app/messaging/catalogue'

/** Who did it, as an event tells it. */
export interface EventActor {
  kind: 'user' | 'token' | 'system' | 'assistant'
  /** Id of the user, or of the token. */
  id: string
  label: string
  via: 'page' | 'api' | 'ace' | 'system'
}

/** A fact about the past, as it travels (PRODUCT.md, "Events"). Snake case: it is a public format. */
export interface EventEnvelope<Type extends EventType = EventType> {
  /** UUIDv7; also the CloudEvents id. What consumers recognise a repetition by. */
  event_id: string
  event_type: Type
  schema_version: number
  /** RFC 3339, UTC: when it happened. */
  timestamp: string
  /** The key: the events of one user keep their order. */
  user_id: string
  /** The task that it is about; null for tags and accounts. */
  task_id: string | null
  /** Commit-ordered number over all users, without gaps. */
  position: number
  /** The same within the user. */
  user_seq: number
  data: EventData<Type>
  actor: EventActor
  request_id: string | null
  /** W3C Trace Context of what caused it. */
  traceparent: string | null
}

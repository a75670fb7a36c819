/* Placeholder types until the catalogue is written; see docs/architecture.md. */
export type EventType = string
export type EventData<Type extends EventType = EventType> = Type extends never
  ? never
  : Record<string, unknown>

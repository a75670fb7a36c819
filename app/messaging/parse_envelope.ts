import { CATALOGUE, isEventType } from '#app/messaging/catalogue'
import type { EventEnvelope } from '#app/messaging/event'

/** One of a newer release is an event all the same, for consumers that handle whatever comes. */
export type ParsedEnvelope =
  { kind: 'event' | 'newer'; event: EventEnvelope } | { kind: 'broken'; reason: string }

/** What arrived from a broker as an event, or why it is none. */
export function parseEnvelope(value: unknown): ParsedEnvelope {
  const reason = whatIsWrong(value)
  if (reason) return { kind: 'broken', reason }
  const event = value as EventEnvelope
  return { kind: isKnownEvent(event) ? 'event' : 'newer', event }
}

/** As much of an event as says what it is. */
export type TypedEvent = Pick<EventEnvelope, 'event_type' | 'schema_version'>

/** Whether this release knows the type, and the version of its data. */
export function isKnownEvent({ event_type: type, schema_version: version }: TypedEvent) {
  return isEventType(type) && version <= CATALOGUE[type].schemaVersion
}

type Check = { is: (value: unknown) => boolean; expected: string }

const uuid: Check = {
  is: (value) =>
    typeof value === 'string' &&
    /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(value),
  expected: 'a UUID',
}
const text: Check = { is: (value) => typeof value === 'string' && value !== '', expected: 'text' }
const count: Check = {
  is: (value) => Number.isSafeInteger(value) && Number(value) >= 1,
  expected: 'a whole number from 1',
}
const instant: Check = {
  is: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  expected: 'an instant',
}
const object: Check = {
  is: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  expected: 'an object',
}
const orNull = ({ is, expected }: Check): Check => ({
  is: (value) => value === null || is(value),
  expected: `${expected} or null`,
})

/** Fields of an envelope: what every release has promised. */
const FIELDS: Record<keyof EventEnvelope, Check> = {
  event_id: uuid,
  event_type: text,
  schema_version: count,
  timestamp: instant,
  user_id: uuid,
  task_id: orNull(uuid),
  position: count,
  user_seq: count,
  data: object,
  actor: object,
  request_id: orNull(text),
  traceparent: orNull(text),
}

/** JSON of U+0000 or half a surrogate pair, which PostgreSQL does not take: `\\u` after an even number of backslashes. */
const NO_TEXT = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i

function whatIsWrong(value: unknown): string | undefined {
  if (!object.is(value)) return 'It is no object.'
  if (NO_TEXT.test(JSON.stringify(value))) return 'It has characters that are no text.'
  const fields = value as Record<string, unknown>
  for (const [name, { is, expected }] of Object.entries(FIELDS)) {
    if (!is(fields[name])) return `${name} is not ${expected}.`
  }
  return undefined
}

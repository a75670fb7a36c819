import assert from 'node:assert/strict'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { database, rows } from '#app/shared/database'
import { CATALOGUE, type EventType } from '#app/messaging/catalogue'
import { EVENT_COLUMNS, type EventRow } from '#app/messaging/event_row'
import { EVENT_SHAPES } from '#app/messaging/event_schemas'

/** An event of the outbox, whatever its type. */
export type Recorded = Omit<EventRow, 'data'> & { data: any }

/** What was recorded, of one user or of all, in the order of recording; each fits the schema of its type. */
export async function recordedEvents(of?: { id: string }): Promise<Recorded[]> {
  const found = await rows<Recorded>(
    database(),
    `SELECT ${EVENT_COLUMNS} FROM events e WHERE e.user_id = coalesce(:userId::uuid, e.user_id) ORDER BY e.id`,
    { userId: of?.id ?? null }
  )
  for (const event of found) assertFits(event)
  return found
}

/** The types of what was recorded while something ran. */
export async function typesRecorded(work: () => Promise<unknown>): Promise<string[]> {
  return (await eventsOf(work)).map((event) => event.event_type)
}

/** What was recorded while something ran. */
export async function eventsOf(work: () => Promise<unknown>): Promise<Recorded[]> {
  const before = await recordedEvents()
  await work()
  return (await recordedEvents()).slice(before.length)
}

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
const validators = new Map<string, ValidateFunction>()

/** Fails unless an event's data fits the schema of its type. */
export function assertFits(event: Pick<Recorded, 'event_type' | 'schema_version' | 'data'>) {
  assert.equal(event.schema_version, CATALOGUE[event.event_type].schemaVersion)
  const validate = validators.get(event.event_type) ?? compile(event.event_type)
  assert.ok(
    validate(event.data),
    `${event.event_type}: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(event.data, null, 2)}`
  )
}

function compile(type: EventType): ValidateFunction {
  const validate = ajv.compile({
    ...CATALOGUE[type].data,
    components: { schemas: EVENT_SHAPES },
  })
  validators.set(type, validate)
  return validate
}

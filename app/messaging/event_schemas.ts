import type { JsonSchema } from '#app/shared/json_schema'

/*
 * Shapes of what events tell, in the part of JSON Schema 2020-12 that draft 7, which AsyncAPI speaks, has too. Fields that
 * are not named here may come at any time: a consumer passes over what it does not know.
 */

const text: JsonSchema = { type: 'string' }
const textOrNull: JsonSchema = { type: ['string', 'null'] }
const uuid: JsonSchema = { type: 'string', format: 'uuid' }
const uuidOrNull: JsonSchema = { type: ['string', 'null'], format: 'uuid' }
const instant: JsonSchema = { type: 'string', format: 'date-time' }
const instantOrNull: JsonSchema = { type: ['string', 'null'], format: 'date-time' }
const count: JsonSchema = { type: 'integer', minimum: 0 }

/** An object that has all of these. */
export function shape(properties: Record<string, JsonSchema>, description?: string): JsonSchema {
  return {
    type: 'object',
    ...(description && { description }),
    properties,
    required: Object.keys(properties),
  }
}

const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })

/** What the schemas of the catalogue refer to by name. */
export const EVENT_SHAPES: Record<string, JsonSchema> = {
  Task: shape(
    {
      id: uuid,
      title: { type: 'string', minLength: 1, maxLength: 200 },
      description: { ...textOrNull, description: 'Markdown.' },
      status: { type: 'string', enum: ['active', 'completed'] },
      priority: { type: 'string', enum: ['low', 'medium', 'high', 'urgent'] },
      due_date: {
        description: 'A date (the task is all-day), or an instant with the offset of due_timezone.',
        anyOf: [
          { type: 'string', format: 'date' },
          { type: 'string', format: 'date-time' },
          { type: 'null' },
        ],
      },
      due_timezone: { ...textOrNull, description: 'IANA name; null when all-day.' },
      all_day: { type: 'boolean' },
      due_at: { ...instantOrNull, description: 'When the task becomes overdue.' },
      reminder_time: instantOrNull,
      recurrence_pattern: { type: ['object', 'null'] },
      rrule: { ...textOrNull, description: 'RFC 5545.' },
      recurrence_mode: { ...textOrNull, enum: ['fixed', 'after_completion', null] },
      is_recurring: { type: 'boolean' },
      series_id: uuidOrNull,
      occurrence_key: {
        ...textOrNull,
        description: 'Where the rule placed it, before any edit; after completion with ~N.',
      },
      next_due_date: textOrNull,
      next_task_id: uuidOrNull,
      tags: { type: 'array', items: { type: 'string' }, description: 'Names.' },
      version: { type: 'integer', minimum: 1 },
      created_at: instant,
      updated_at: instant,
      completed_at: instantOrNull,
      skipped_at: instantOrNull,
      deleted_at: { ...instantOrNull, description: 'Set while the task is in the trash.' },
    },
    'The task after the change, as the REST API writes it.'
  ),
  Tag: shape(
    {
      id: uuid,
      name: { type: 'string', minLength: 1, maxLength: 50 },
      color: { type: 'string', pattern: '^#[0-9A-F]{6}$' },
      created_at: instant,
      updated_at: instant,
    },
    'The tag after the change (of tag.deleted: before it), as the REST API writes it, without its count.'
  ),
  Series: shape(
    {
      id: uuid,
      rrule: { ...text, description: 'RFC 5545, canonical.' },
      recurrence_pattern: { type: ['object', 'null'] },
      recurrence_mode: { type: 'string', enum: ['fixed', 'after_completion'] },
      start: {
        ...text,
        description: 'Where the rule begins: a date (all-day), or the wall time in `timezone`.',
      },
      timezone: { ...textOrNull, description: 'IANA name; null when all-day.' },
      ended_at: instantOrNull,
      ended_by: {
        ...textOrNull,
        enum: ['rule', 'person', 'split', null],
        description:
          'rule: no date is left; person: deleted, or told not to repeat; split: another series goes on.',
      },
      previous_series_id: {
        ...uuidOrNull,
        description: 'The series of which it is “this and following”.',
      },
      version: { type: 'integer', minimum: 1 },
      created_at: instant,
      updated_at: instant,
    },
    'How a task repeats, after the change.'
  ),
  Changes: {
    type: 'object',
    description:
      'Each field that differs, by its name in the API, with its value before and after. Never `version` and `updated_at`, which always differ.',
    additionalProperties: { type: 'object', required: ['from', 'to'] },
  },
}

export const taskData = shape({ task: ref('Task') })
export const changedTaskData = shape({ task: ref('Task'), changes: ref('Changes') })
export const purgedTaskData: JsonSchema = {
  ...shape({ task: { ...shape({ id: uuid }), additionalProperties: false } }),
  additionalProperties: false,
}
export const seriesData = shape({ series: ref('Series') })
export const changedSeriesData = shape({ series: ref('Series'), changes: ref('Changes') })
export const changedTagData = shape({ tag: ref('Tag'), changes: ref('Changes') })
export const countedTagData = (description: string) =>
  shape({ tag: ref('Tag'), task_count: { ...count, description } })
export const reminderData = shape({
  reminder_id: uuid,
  task_id: uuid,
  generation: { ...count, description: 'One more each time the reminder is moved.' },
  due_at: instant,
})
export const noData: JsonSchema = { type: 'object', additionalProperties: false }

/** Who did it. */
const actor = shape(
  {
    kind: { type: 'string', enum: ['user', 'token', 'system', 'assistant'] },
    id: { ...text, description: 'Of the user or the token; of the system, which part of it.' },
    label: { ...text, description: 'What a person recognises it by.' },
    via: { type: 'string', enum: ['page', 'api', 'ace', 'system'] },
  },
  'Who did it, and through what.'
)

const numbered = {
  position: { type: 'integer', minimum: 1, description: 'Commit-ordered over all users, no gaps.' },
  user_seq: { type: 'integer', minimum: 1, description: 'The same within the user.' },
} satisfies Record<string, JsonSchema>

/** The envelope, whatever the type. */
export const envelopeSchema = shape(
  {
    event_id: { ...uuid, description: 'UUIDv7. An event that comes again has the same.' },
    event_type: text,
    schema_version: { type: 'integer', minimum: 1, description: 'Of `data`.' },
    timestamp: { ...instant, description: 'When it happened, in UTC.' },
    user_id: { ...uuid, description: 'Whose it is: the key, within which order holds.' },
    task_id: { ...uuidOrNull, description: 'Null for tags and accounts.' },
    ...numbered,
    data: { type: 'object' },
    actor,
    request_id: textOrNull,
    traceparent: { ...textOrNull, description: 'W3C Trace Context of what caused it.' },
  },
  'A fact about the past; it never changes.'
)

/** The small record of task-updates. */
export const updateSchema: JsonSchema = {
  ...shape(
    {
      event_id: uuid,
      event_type: text,
      timestamp: instant,
      ...numbered,
      user_id: uuid,
      task_id: uuid,
      version: { type: ['integer', 'null'], description: 'Null: the task is gone for good.' },
      changed: { type: 'array', items: text, description: 'Names of the fields that differ.' },
    },
    'That a task changed, and what of it: no word of what a person wrote.'
  ),
  additionalProperties: false,
}

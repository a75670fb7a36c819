import type { JsonSchema } from '#app/shared/json_schema'
import { recurrencePatternSchema } from '#app/recurrence/recurrence_validators'
import { dateOrInstantSchema } from '#app/shared/vine_rules'
import { seriesSchemas } from '#app/tasks/series/api_schemas'
import { quickTaskSchemas } from '#app/tasks/quick_task_schemas'
import { PRIORITIES } from '#app/tasks/task'

/** Shapes of the tasks module in the OpenAPI document; tests hold real answers against them. */

const instant: JsonSchema = { type: 'string', format: 'date-time' }
const instantOrNull: JsonSchema = { type: ['string', 'null'], format: 'date-time' }
const computed = (schema: JsonSchema, description: string): JsonSchema => ({
  ...schema,
  description,
  readOnly: true,
})

/** What is computed, or changed by other routes: may come along in a body when it agrees. */
export const readOnlyTaskFields: Record<string, JsonSchema> = {
  id: { type: 'string', format: 'uuid', readOnly: true },
  status: computed(
    { type: 'string', enum: ['active', 'completed'] },
    'Changed by complete and reopen only.'
  ),
  all_day: computed({ type: 'boolean' }, 'Whether due_date is a date without time.'),
  due_at: computed(instantOrNull, 'The instant at which the task becomes overdue.'),
  reminder_time: computed({ type: 'null' }, 'The earliest pending reminder. Not written yet.'),
  is_recurring: computed({ type: 'boolean' }, 'Whether the task belongs to a series.'),
  series_id: computed(
    { type: ['string', 'null'], format: 'uuid' },
    'The series the task belongs to, or has belonged to.'
  ),
  occurrence_key: computed(
    { type: ['string', 'null'] },
    'The wall date or time at which the rule placed it, before any edit.'
  ),
  next_due_date: computed(
    { anyOf: [...dateOrInstantSchema().anyOf, { type: 'null' }] },
    'After completion or a skip: when the next occurrence is due.'
  ),
  next_task_id: computed(
    { type: ['string', 'null'], format: 'uuid' },
    'After completion or a skip: the next occurrence; null until it is made, a moment later.'
  ),
  version: computed({ type: 'integer', minimum: 1 }, 'One more with each change; the ETag.'),
  created_at: { ...instant, readOnly: true },
  updated_at: { ...instant, readOnly: true },
  completed_at: computed(instantOrNull, 'Null while the task is active.'),
  skipped_at: computed(instantOrNull, 'When the occurrence was skipped; then status is completed.'),
  deleted_at: computed(instantOrNull, 'When the task went to the trash.'),
}

/** A new task has no other time that its zone could belong to. */
export const zoneNeedsTime: JsonSchema = {
  if: { properties: { due_timezone: { type: 'string' } }, required: ['due_timezone'] },
  then: {
    properties: { due_date: { type: 'string', format: 'date-time' } },
    required: ['due_date'],
  },
}

const taskProperties: Record<string, JsonSchema> = {
  title: { type: 'string', minLength: 1, maxLength: 200 },
  description: { type: ['string', 'null'], maxLength: 10_000, description: 'Markdown.' },
  priority: { type: 'string', enum: [...PRIORITIES], default: 'medium' },
  due_date: {
    description: 'A date (the task is all-day) or an instant with the offset of due_timezone.',
    anyOf: [...dateOrInstantSchema().anyOf, { type: 'null' }],
  },
  due_timezone: {
    type: ['string', 'null'],
    description: 'IANA zone whose wall time is kept; null when all-day.',
  },
  tags: { type: 'array', items: { type: 'string', maxLength: 50 } },
  recurrence_pattern: {
    ...recurrencePatternSchema,
    description: 'How the task repeats; null when it does not, or was given an rrule.',
  },
  rrule: { type: ['string', 'null'], maxLength: 512, description: 'The same as RFC 5545.' },
  recurrence_mode: {
    type: ['string', 'null'],
    enum: ['fixed', 'after_completion', null],
    description: 'by the calendar, or counted from the day of completion.',
  },
  ...readOnlyTaskFields,
}

export const taskSchemas: Record<string, JsonSchema> = {
  ...seriesSchemas,
  Task: {
    type: 'object',
    properties: taskProperties,
    required: Object.keys(taskProperties),
    additionalProperties: false,
  },
  ...quickTaskSchemas,
  Tag: {
    type: 'object',
    properties: {
      id: { type: 'string', format: 'uuid' },
      name: { type: 'string', maxLength: 50 },
      color: { type: 'string', pattern: '^#[0-9A-F]{6}$' },
      task_count: { type: 'integer', minimum: 0, description: 'Active tasks outside the trash.' },
      created_at: instant,
      updated_at: instant,
    },
    required: ['id', 'name', 'color', 'task_count', 'created_at', 'updated_at'],
    additionalProperties: false,
  },
  BulkResult: {
    type: 'object',
    properties: {
      data: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            id: { type: 'string', format: 'uuid' },
            outcome: {
              type: 'string',
              enum: ['changed', 'unchanged', 'not_found', 'task_in_trash', 'too_many_tags'],
            },
            version: { type: ['integer', 'null'] },
          },
          required: ['id', 'outcome', 'version'],
          additionalProperties: false,
        },
      },
      undo: {
        type: ['string', 'null'],
        format: 'uuid',
        description: 'For POST /undo/{id}; null when nothing changed.',
      },
    },
    required: ['data', 'undo'],
    additionalProperties: false,
  },
  UndoResult: {
    type: 'object',
    properties: {
      action: { type: 'string', description: 'What was taken back, e.g. task.complete.' },
      undone: { type: 'array', items: { $ref: '#/components/schemas/UndoneRow' } },
      kept: {
        type: 'array',
        description: 'Rows that are no longer as the change left them.',
        items: {
          type: 'object',
          properties: {
            type: { type: 'string', enum: ['task', 'tag'] },
            id: { type: 'string', format: 'uuid' },
            name: { type: ['string', 'null'] },
            reason: { type: 'string', enum: ['changed_since', 'gone', 'name_taken'] },
          },
          required: ['type', 'id', 'name', 'reason'],
          additionalProperties: false,
        },
      },
    },
    required: ['action', 'undone', 'kept'],
    additionalProperties: false,
  },
  UndoneRow: {
    type: 'object',
    properties: {
      type: { type: 'string', enum: ['task', 'tag'] },
      id: { type: 'string', format: 'uuid' },
      name: { type: ['string', 'null'] },
    },
    required: ['type', 'id', 'name'],
    additionalProperties: false,
  },
}

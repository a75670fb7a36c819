import { type JsonSchema, ref } from '#app/shared/json_schema'
import { dateOrInstantSchema } from '#app/shared/vine_rules'
import { PRIORITIES } from '#app/tasks/task'

/** What a line says; null, or an empty list, where it says nothing. */
const understood: Record<string, JsonSchema> = {
  title: { type: 'string', minLength: 1, maxLength: 200 },
  due_date: {
    description: 'As a task has it; of a recurrence the first occurrence.',
    anyOf: [...dateOrInstantSchema().anyOf, { type: 'null' }],
  },
  due_timezone: { type: ['string', 'null'] },
  all_day: { type: 'boolean' },
  rrule: { type: ['string', 'null'] },
  recurrence_mode: { type: ['string', 'null'], enum: ['fixed', 'after_completion', null] },
  recurrence: { type: ['string', 'null'], description: 'The rule in plain words.' },
  priority: { type: ['string', 'null'], enum: [...PRIORITIES, null] },
  tags: { type: 'array', items: { type: 'string', maxLength: 50 } },
  spans: {
    type: 'array',
    description: 'The parts that were recognised, in the order of the line.',
    items: ref('QuickSpan'),
  },
}

const span: Record<string, JsonSchema> = {
  kind: {
    type: 'string',
    enum: ['tag', 'priority', 'recurrence', 'start', 'end', 'date', 'time'],
    description: 'start and end are those of a recurrence.',
  },
  start: {
    type: 'integer',
    minimum: 0,
    description: 'In UTF-16 units from the beginning of the line.',
  },
  end: { type: 'integer', minimum: 1, description: 'Exclusive.' },
  text: { type: 'string' },
}

export const quickTaskSchemas: Record<string, JsonSchema> = {
  QuickTask: whole({
    task: { anyOf: [ref('Task'), { type: 'null' }] },
    understood: ref('Understood'),
  }),
  Understood: whole(understood),
  QuickSpan: whole(span),
}

function whole(properties: Record<string, JsonSchema>): JsonSchema {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  }
}

import vine from '@vinejs/vine'
import { LONGEST_RULE } from '#app/recurrence/engine/index'
import type { JsonSchema } from '#app/shared/json_schema'
import { MODES } from '#app/recurrence/series'

/** `recurrence_pattern` in the description of the API. */
export const recurrencePatternSchema: JsonSchema = {
  type: ['object', 'null'],
  properties: {
    frequency: { type: 'string', enum: ['daily', 'weekly', 'monthly', 'yearly'] },
    interval: { type: ['integer', 'null'], minimum: 1, maximum: 1000 },
    days_of_week: {
      type: ['array', 'null'],
      items: { type: 'integer', minimum: 0, maximum: 6 },
      description: '0 is Sunday; weekly only.',
    },
    day_of_month: {
      type: ['integer', 'null'],
      minimum: 1,
      maximum: 31,
      description: 'A day that a month does not have falls on its last; monthly and yearly.',
    },
    month: { type: ['integer', 'null'], minimum: 1, maximum: 12, description: 'Yearly only.' },
    end_date: { type: ['string', 'null'], description: 'The last date, inclusive.' },
    occurrences: {
      type: ['integer', 'null'],
      minimum: 1,
      maximum: 10_000,
      description: 'How many, the first included; not beside end_date.',
    },
  },
  required: ['frequency'],
  additionalProperties: false,
}

/** An object, as it came: the engine looks at each of its fields and names the one that does not fit. */
const patternRule = vine.createRule(
  (value, _options, field) => {
    if (typeof value === 'object' && !Array.isArray(value)) return
    field.report(
      `${field.getFieldPath()} is an object with a frequency, e.g. {"frequency": "weekly"}.`,
      'object',
      field
    )
  },
  {
    name: 'pattern',
    toJSONSchema: (schema) => {
      for (const key of Object.keys(schema)) delete schema[key as keyof typeof schema]
      Object.assign(schema, recurrencePatternSchema, { type: 'object' }) // Vine adds null
    },
  }
)

/** How a task repeats: one of `rrule` and `recurrence_pattern`. */
export const recurrenceFields = {
  rrule: vine.string().maxLength(LONGEST_RULE).nullable().optional().meta({
    description: 'RFC 5545, e.g. FREQ=WEEKLY;BYDAY=MO. Null: it does not repeat.',
  }),
  recurrence_pattern: vine
    .any()
    .use(patternRule())
    .nullable()
    .optional()
    .meta({ description: 'The short form of rrule; not beside it.' }),
  recurrence_mode: vine.enum(MODES).nullable().optional().meta({
    description:
      'fixed (unless told): by the calendar. after_completion: counted from the day it was completed.',
  }),
}

export interface RecurrenceInput {
  rrule?: string | null
  /** Checked by `fromPattern`. */
  recurrence_pattern?: object | null
  recurrence_mode?: (typeof MODES)[number] | null
}

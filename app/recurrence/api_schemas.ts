import { MODES } from '#app/recurrence/series'
import type { JsonSchema } from '#app/shared/json_schema'

/** Shapes of the recurrence module in the OpenAPI document; tests hold real answers against them. */

const due: JsonSchema = {
  anyOf: [
    { type: 'string', format: 'date' },
    { type: 'string', format: 'date-time' },
  ],
}
const properties: Record<string, JsonSchema> = {
  rrule: { type: 'string', description: 'RFC 5545, canonical.' },
  recurrence_mode: { type: 'string', enum: [...MODES] },
  words: { type: 'string', description: 'In English, as a part of a sentence.' },
  start: { ...due, description: 'The first of the occurrences.' },
  occurrences: {
    type: 'array',
    items: due,
    minItems: 1,
    description:
      'As due_date is written. After completion: as they come when each is completed on its day.',
  },
  ends: {
    type: 'boolean',
    description: 'Whether the rule ends: by COUNT or UNTIL, or within what is listed.',
  },
  warning: {
    type: ['string', 'null'],
    description: 'What a person may not expect, e.g. that months without a 31st are skipped.',
  },
}

export const recurrenceSchemas: Record<string, JsonSchema> = {
  RecurrencePreview: {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  },
}

export const previewExample = {
  rrule: 'FREQ=MONTHLY;BYMONTHDAY=31',
  recurrence_mode: 'fixed',
  words: 'every month on the 31st at 18:00',
  start: '2026-12-31T18:00:00+01:00',
  occurrences: [
    '2026-12-31T18:00:00+01:00',
    '2027-01-31T18:00:00+01:00',
    '2027-03-31T18:00:00+02:00',
  ],
  ends: false,
  warning: 'Months without a 31st are skipped.',
}

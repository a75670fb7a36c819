import vine from '@vinejs/vine'
import { recurrenceFields, type RecurrenceInput } from '#app/recurrence/recurrence_validators'
import type { JsonSchema } from '#app/shared/json_schema'
import { rules } from '#app/shared/vine_rules'

const PREVIEW_MAX = 50

export const previewBody = vine.create({
  ...recurrenceFields,
  start: rules.dateOrInstant().nullable().optional().meta({
    description: 'Where the rule begins: a date (all-day) or a time. Today unless told.',
  }),
  timezone: rules.timeZone().nullable().optional().meta({
    description: 'IANA zone whose clocks count. The profile’s unless told.',
  }),
  limit: vine
    .number({ strict: true })
    .withoutDecimals()
    .range([1, PREVIEW_MAX])
    .optional()
    .meta({ description: 'How many dates; 5 unless told.' }),
})

/** One of the two, for the description of the API; the action checks it. */
export const eitherRuleOrPattern: JsonSchema = {
  oneOf: [given('rrule', 'string'), given('recurrence_pattern', 'object')],
}

function given(field: string, type: string): JsonSchema {
  return { properties: { [field]: { type } }, required: [field] }
}

export interface PreviewInput extends RecurrenceInput {
  start?: string | null
  timezone?: string | null
  limit?: number
}

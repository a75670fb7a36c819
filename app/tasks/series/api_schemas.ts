import { EVENT_SHAPES } from '#app/messaging/event_schemas'
import type { JsonSchema } from '#app/shared/json_schema'
import { dateOrInstantSchema } from '#app/shared/vine_rules'
import { seriesExample } from '#app/messaging/catalogue_examples'

const count: JsonSchema = { type: 'integer', minimum: 0 }
const uuidOrNull: JsonSchema = { type: ['string', 'null'], format: 'uuid' }
const instantOrNull: JsonSchema = { type: ['string', 'null'], format: 'date-time' }

const series: Record<string, JsonSchema> = {
  ...EVENT_SHAPES.Series?.properties,
  words: { type: 'string', description: 'How it repeats, in English.' },
  state: { type: 'string', enum: ['live', 'ended'] },
  completed_count: count,
  skipped_count: count,
  missed_count: { ...count, description: 'Dates that passed without being done or skipped.' },
  streak: {
    ...count,
    description: 'How many were done one after the other; a missed date ends it, a skip does not.',
  },
  open_task_id: { ...uuidOrNull, description: 'The occurrence that is to be done.' },
}

const occurrence: Record<string, JsonSchema> = {
  state: {
    type: 'string',
    enum: ['completed', 'skipped', 'open', 'pending', 'planned'],
    description: 'planned: a date of the rule, and no task yet; pending: made in a moment.',
  },
  occurrence_key: { type: 'string' },
  due_date: { anyOf: [...dateOrInstantSchema().anyOf, { type: 'null' }] },
  task_id: uuidOrNull,
  completed_at: instantOrNull,
  skipped_at: instantOrNull,
  missed_after: {
    type: ['integer', 'null'],
    description:
      'How many dates were missed between this one and the next; null before it is closed.',
  },
}

export const seriesSchemas: Record<string, JsonSchema> = {
  Series: shape(series),
  SeriesOccurrences: shape({
    data: { type: 'array', items: shape(occurrence), description: 'In the order of their dates.' },
    meta: shape({ has_earlier: { type: 'boolean' }, has_later: { type: 'boolean' } }),
  }),
}

export const seriesAnswerExample = {
  ...seriesExample,
  words: 'every week on Saturday at 18:00',
  state: 'live',
  completed_count: 12,
  skipped_count: 1,
  missed_count: 2,
  streak: 4,
  open_task_id: '0197b0a2-6c1e-7c40-9b1a-2f6f3e1d5a10',
}

export const occurrencesExample = {
  data: [
    {
      state: 'completed',
      occurrence_key: '2026-11-14T18:00',
      due_date: '2026-11-14T18:00:00+01:00',
      task_id: '0197b0a2-6c1e-7c40-9b1a-2f6f3e1d5a11',
      completed_at: '2026-11-14T17:20:11.120Z',
      skipped_at: null,
      missed_after: 0,
    },
    {
      state: 'planned',
      occurrence_key: '2026-11-28T18:00',
      due_date: '2026-11-28T18:00:00+01:00',
      task_id: null,
      completed_at: null,
      skipped_at: null,
      missed_after: null,
    },
  ],
  meta: { has_earlier: true, has_later: true },
}

function shape(properties: Record<string, JsonSchema>): JsonSchema {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  }
}

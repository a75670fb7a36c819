import { NAME_MAX } from '#app/identity/person_name'
import { ABILITIES } from '#app/shared/ability'
import type { JsonSchema } from '#app/shared/json_schema'

/** What the account routes answer, for the OpenAPI document; tests hold real answers against it. */

const instant: JsonSchema = { type: 'string', format: 'date-time' }
const instantOrNull: JsonSchema = { type: ['string', 'null'], format: 'date-time' }

function closed(properties: Record<string, JsonSchema>): JsonSchema {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  }
}

export const accountSchema = closed({
  id: { type: 'string', format: 'uuid' },
  email: { type: 'string', format: 'email' },
  name: { type: 'string', maxLength: NAME_MAX },
  timezone: { type: 'string', description: 'IANA zone in which this person’s days begin and end.' },
  week_start: {
    type: 'integer',
    minimum: 0,
    maximum: 6,
    description: '0 = Sunday … 6 = Saturday.',
  },
  theme: { type: 'string', enum: ['system', 'light', 'dark'] },
  is_admin: { type: 'boolean' },
  created_at: instant,
  updated_at: instant,
})

export const accountExample = {
  id: '019a9f3e-7c1b-7d62-9a51-0f3b6c2d4e5f',
  email: 'ada@example.org',
  name: 'Ada',
  timezone: 'Europe/Zurich',
  week_start: 1,
  theme: 'system',
  is_admin: false,
  created_at: '2026-11-02T08:15:00.000Z',
  updated_at: '2026-11-19T17:40:12.345Z',
}

const sessionSchema = closed({
  device: { type: 'string' },
  address: { type: ['string', 'null'] },
  created_at: instant,
  last_seen_at: instant,
})

const tokenSchema = closed({
  name: { type: 'string' },
  abilities: { type: 'array', items: { type: 'string', enum: [...ABILITIES] } },
  created_at: instant,
  last_used_at: instantOrNull,
  expires_at: instantOrNull,
})

export const exportSchema: JsonSchema = {
  type: 'object',
  properties: {
    exported_at: instant,
    account: accountSchema,
    sessions: { type: 'array', items: sessionSchema },
    tokens: { type: 'array', items: tokenSchema },
  },
  required: ['exported_at', 'account', 'sessions', 'tokens'],
  additionalProperties: {
    type: 'array',
    items: { type: 'object' },
    description: 'What another module keeps.',
  },
}

export const exportExample = {
  exported_at: '2026-11-20T09:00:00.000Z',
  account: accountExample,
  sessions: [
    {
      device: 'Firefox on Linux',
      address: '192.0.2.7',
      created_at: '2026-11-19T17:40:12.345Z',
      last_seen_at: '2026-11-20T08:58:00.000Z',
    },
  ],
  tokens: [
    {
      name: 'Home dashboard',
      abilities: ['tasks:read'],
      created_at: '2026-11-02T08:20:00.000Z',
      last_used_at: '2026-11-20T08:59:30.000Z',
      expires_at: null,
    },
  ],
}

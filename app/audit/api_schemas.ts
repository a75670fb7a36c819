import { AUDITED_TYPES } from '#app/audit/audit_validators'
import type { JsonSchema } from '#app/shared/json_schema'

/** Shapes of the audit trail in the OpenAPI document; tests hold real answers against them. */

const text: JsonSchema = { type: 'string' }
const uuid: JsonSchema = { type: 'string', format: 'uuid' }
const count: JsonSchema = { type: 'integer', minimum: 1 }

function closed(properties: Record<string, JsonSchema>): JsonSchema {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  }
}

export const auditSchemas: Record<string, JsonSchema> = {
  AuditEntry: closed({
    event_id: { ...uuid, description: 'Of the event; an entry has the same wherever it is seen.' },
    position: {
      ...count,
      description: 'Commit-ordered over all users: what the list is sorted by.',
    },
    user_seq: { ...count, description: 'The same within the user, without gaps.' },
    event_type: { ...text, description: 'What happened.', examples: [...AUDITED_TYPES] },
    schema_version: { ...count, description: 'Of the event’s data.' },
    timestamp: { type: 'string', format: 'date-time', description: 'When it happened, in UTC.' },
    task_id: {
      type: ['string', 'null'],
      format: 'uuid',
      description: 'The task that it happened to; null for tags.',
    },
    actor: { $ref: '#/components/schemas/AuditActor' },
    request_id: {
      type: ['string', 'null'],
      description: 'X-Request-Id of the request that did it, also found in the log.',
    },
    changes: {
      type: ['object', 'null'],
      description:
        'Each field that differs, by its name in the API. Null where there is nothing to compare (created, purged, tag.deleted), and where understood is false.',
      additionalProperties: {
        type: 'object',
        description: 'The value before and after.',
        properties: { from: {}, to: {} },
        required: ['from', 'to'],
        additionalProperties: false,
      },
    },
    data: {
      type: 'object',
      description:
        'What the event tells besides: the task or the tag as it was after the change (a deleted tag: before), in the shape of that time. Of a task that was deleted for good, its id alone. Fields may be added.',
      properties: {
        task: { type: 'object', properties: { id: uuid } },
        tag: { type: 'object', properties: { id: uuid } },
        task_count: { type: 'integer', minimum: 0, description: 'How many tasks had the tag.' },
      },
    },
    understood: {
      type: 'boolean',
      description:
        'False: it was recorded by a newer release than the one that stored it, during an update. It is kept as it came, all of it in data.',
    },
  }),
  AuditActor: {
    ...closed({
      kind: { ...text, examples: ['user', 'token', 'system', 'assistant'] },
      id: { ...text, description: 'Of the user or the token; of the system, which part of it.' },
      label: { ...text, description: 'What a person recognises it by, e.g. the token’s name.' },
      via: { ...text, examples: ['page', 'api', 'ace', 'system'] },
    }),
    additionalProperties: true,
    description: 'Who did it, and through what.',
  },
}

export const auditEntryExample = {
  event_id: '0197b0a3-1c55-7e0b-9d3c-5a7e2f4b6c81',
  position: 4711,
  user_seq: 318,
  event_type: 'task.updated',
  schema_version: 1,
  timestamp: '2026-11-20T19:03:11.803114Z',
  task_id: '0197b0a2-6c1e-7c40-9b1a-2f6f3e1d5a10',
  actor: { kind: 'token', id: '12', label: 'Home dashboard', via: 'api' },
  request_id: 'k3v9x2m8q4t7',
  changes: { priority: { from: 'medium', to: 'high' } },
  data: {
    task: {
      id: '0197b0a2-6c1e-7c40-9b1a-2f6f3e1d5a10',
      title: 'Water the tomatoes',
      priority: 'high',
      version: 4,
    },
  },
  understood: true,
}

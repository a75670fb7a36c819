import { auditEntryExample } from '#app/audit/api_schemas'
import { auditApi } from '#app/audit/audit_api_controller'
import { listAuditQuery } from '#app/audit/audit_validators'
import type { ApiRoute } from '#app/shared/api_route'
import { listOf } from '#app/shared/json_schema'

export const auditApiRoutes: ApiRoute[] = [
  {
    method: 'GET',
    path: '/audit',
    name: 'listAuditEntries',
    summary: 'Read the audit trail',
    description:
      'Every change of your tasks and tags: who did it, when, through what, and each field before and after. Newest first. An entry follows its change within a moment.',
    tag: 'Audit',
    ability: 'audit:read',
    query: listAuditQuery,
    responses: {
      200: {
        description: 'A page of entries.',
        schema: listOf('AuditEntry'),
        example: { data: [auditEntryExample], meta: { next_cursor: null, position: 4711 } },
      },
    },
    handle: auditApi.index,
  },
]

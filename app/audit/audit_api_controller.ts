import type { HttpContext } from '@adonisjs/core/http'
import { auditEntryToJson } from '#app/audit/audit_entry'
import { listAuditEntries } from '#app/audit/audit_list_query'
import { type ListAuditInput, listAuditQuery } from '#app/audit/audit_validators'
import { currentPosition } from '#app/messaging/status_queries'
import { readQuery } from '#app/shared/api_input'
import { database } from '#app/shared/database'

export const auditApi = {
  async index(ctx: HttpContext) {
    const query = await readQuery<ListAuditInput>(ctx, listAuditQuery)
    const position = await currentPosition(database())
    const { entries, nextCursor } = await listAuditEntries(database(), ctx.actor, query)
    return { data: entries.map(auditEntryToJson), meta: { next_cursor: nextCursor, position } }
  },
}

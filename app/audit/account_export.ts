import { type AuditEntryRow, auditEntryToJson, ENTRY_COLUMNS } from '#app/audit/audit_entry'
import { registerExportSection } from '#app/identity/account_export'
import { database, rows } from '#app/shared/database'

const BATCH = 500

registerExportSection({
  name: 'audit',
  /** Every entry, in the order in which things happened. Index: audit_entries_user. */
  async *batches(userId) {
    for (let after = { position: '0', id: '0' }; ;) {
      const batch = await rows<AuditEntryRow>(
        database(),
        `SELECT ${ENTRY_COLUMNS} FROM audit_entries a
         WHERE a.user_id = :userId AND (a.position, a.id) > (:position::bigint, :id::bigint)
         ORDER BY a.position, a.id LIMIT ${BATCH}`,
        { userId, position: after.position, id: after.id }
      )
      yield batch.map(auditEntryToJson)
      const last = batch.at(-1)
      if (!last || batch.length < BATCH) return
      after = last
    }
  },
})

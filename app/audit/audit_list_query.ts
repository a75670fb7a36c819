import { type AuditEntryRow, ENTRY_COLUMNS } from '#app/audit/audit_entry'
import type { AuditFilters, ListAuditInput } from '#app/audit/audit_validators'
import { PAGE_DEFAULT } from '#app/shared/paging'
import type { Actor } from '#app/shared/actor'
import { type Cursor, decodeCursor, encodeCursor } from '#app/shared/cursor'
import { type Client, rows } from '#app/shared/database'
import { instantOrStartOfDay, nowInstant } from '#app/shared/time'

type Owner = Pick<Actor, 'userId' | 'timezone'>

/** One page of the person's own entries, newest first: by position, which is the order in which things were committed. */
export async function listAuditEntries(
  client: Client,
  actor: Owner,
  input: ListAuditInput
): Promise<{ entries: AuditEntryRow[]; nextCursor: string | null }> {
  const { limit = PAGE_DEFAULT, cursor: cursorText, ...filters } = input
  const boundTo = { audit: true, ...filters, user: actor.userId, zone: actor.timezone }
  const cursor = cursorText === undefined ? undefined : decodeCursor(cursorText, boundTo)
  const found = await selectPage(client, actor, filters, limit + 1, cursor?.after)
  const entries = found.slice(0, limit)
  const last = entries.at(-1)
  return {
    entries,
    nextCursor:
      found.length > limit && last
        ? encodeCursor({ after: [last.position, last.id], now: nowInstant() }, boundTo)
        : null,
  }
}

/**
 * Finds the keys of the page first, so that only its own rows are carried along. Several types are a range of the index
 * each, of which the newest are merged. (indexes: audit_entries_user, _task, _type; _since when little is so new)
 */
async function selectPage(
  client: Client,
  { userId, timezone }: Owner,
  { task, type: types, since }: AuditFilters,
  size: number,
  after: Cursor['after'] | undefined
): Promise<AuditEntryRow[]> {
  const eachType = types?.length && !task
  const newest = 'ORDER BY position DESC, id DESC LIMIT :size'
  const keys = `SELECT a.id, a.position FROM audit_entries a WHERE a.user_id = :userId
    ${task ? 'AND a.task_id = :task' : ''}
    ${types?.length ? `AND a.event_type = ${eachType ? 'wanted.type' : 'ANY(:types::text[])'}` : ''}
    ${since ? 'AND a.occurred_at >= :since::timestamptz' : ''}
    ${after ? 'AND (a.position, a.id) < (:position::bigint, :id::bigint)' : ''} ${newest}`
  const page = eachType
    ? `SELECT newest.* FROM (SELECT DISTINCT unnest(:types::text[])) AS wanted (type), LATERAL (${keys}) AS newest ${newest}`
    : keys
  return rows<AuditEntryRow>(
    client,
    `SELECT ${ENTRY_COLUMNS} FROM (${page}) AS page JOIN audit_entries a ON a.id = page.id
     ORDER BY a.position DESC, a.id DESC`,
    {
      userId,
      size,
      ...(task && { task }),
      ...(types?.length && { types }),
      ...(since && { since: instantOrStartOfDay(since, timezone) }),
      ...(after && { position: after[0], id: after[1] }),
    }
  )
}

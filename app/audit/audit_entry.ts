import type { Changes } from '#app/messaging/event_data'
import type { EventActor } from '#app/messaging/event'

/** A row of `audit_entries` as `ENTRY_COLUMNS` selects it. */
export interface AuditEntryRow {
  id: string
  event_id: string
  position: string
  user_seq: string
  event_type: string
  schema_version: number
  timestamp: string
  task_id: string | null
  actor: EventActor
  request_id: string | null
  data: Record<string, unknown>
  understood: boolean
}

/** For a table called `a`. */
export const ENTRY_COLUMNS = `a.id::text AS id, a.event_id, a.position::text AS position, a.user_seq::text AS user_seq,
  a.event_type, a.schema_version, to_char(a.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS timestamp,
  a.task_id, a.actor, a.request_id, a.data, a.understood`

/** The entry as the API writes it. What a newer release meant by its data is not for this one to take apart. */
export function auditEntryToJson({ id: _order, position, user_seq, data, ...same }: AuditEntryRow) {
  const { changes, ...told } = data
  const takenApart = same.understood && changes !== undefined
  return {
    ...same,
    position: Number(position),
    user_seq: Number(user_seq),
    changes: takenApart ? (changes as Changes) : null,
    data: takenApart ? told : data,
  }
}

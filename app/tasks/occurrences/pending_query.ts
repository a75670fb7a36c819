import { type Client, rows } from '#app/shared/database'

/** Longer than the recurrer takes, however busy it is: what is missing then was lost. */
export const OVERDUE_SECONDS = 30

/** A closed occurrence whose next one is still to be made; where the index tasks_pending looks. */
const PENDING = 't.next_key IS NOT NULL AND t.next_task_id IS NULL AND NOT t.detached'

export interface PendingState {
  count: number
  /** Of the one that has waited longest; 0 when there is none. */
  oldestSeconds: number
}

export async function pendingState(client: Client): Promise<PendingState> {
  const [state] = await rows<PendingState>(
    client,
    `SELECT count(*)::int AS count,
       greatest(0, coalesce(extract(epoch FROM taskflow_now() - min(t.closed_at)), 0))::float AS "oldestSeconds"
     FROM tasks t WHERE ${PENDING}`
  )
  return state ?? { count: 0, oldestSeconds: 0 }
}

export interface PendingRow {
  id: string
  /** For the next batch: with the microseconds that a Date has not. */
  closed_at: string
  series_id: string
  occurrence_key: string
  closing_event_id: string
}

/** Those that wait for too long, the oldest first, after the last one of the batch before. */
export function overdueAfter(
  client: Client,
  last: PendingRow | undefined,
  limit: number
): Promise<PendingRow[]> {
  return rows<PendingRow>(
    client,
    `SELECT t.id, t.closed_at::text AS closed_at, t.series_id, t.occurrence_key, t.closing_event_id
     FROM tasks t
     WHERE ${PENDING} AND t.closed_at < taskflow_now() - make_interval(secs => ${OVERDUE_SECONDS})
       AND (t.closed_at, t.id) > (:closedAt::timestamptz, :id::uuid)
     ORDER BY t.closed_at, t.id LIMIT :limit`,
    {
      closedAt: last?.closed_at ?? '-infinity',
      id: last?.id ?? '00000000-0000-0000-0000-000000000000',
      limit,
    }
  )
}

import { type Client, rows } from '#app/shared/database'

export interface LiveSeries {
  id: string
  /** Whether it has an open occurrence, or one whose next is still to be made. */
  waits: boolean
}

/**
 * Series that go on, in the order of their ids; LATERAL, so that a batch looks up its own and never reads all tasks.
 * Indexes: series_live, tasks_one_open, tasks_one_pending.
 */
export function liveSeriesAfter(
  client: Client,
  lastId: string | undefined,
  limit: number
): Promise<LiveSeries[]> {
  return rows<LiveSeries>(
    client,
    `SELECT s.id, occurrence.waits IS NOT NULL AS waits
     FROM (SELECT id FROM series WHERE ended_at IS NULL AND id > :lastId::uuid ORDER BY id LIMIT :limit) AS s
     LEFT JOIN LATERAL (
       SELECT true AS waits FROM tasks t WHERE t.series_id = s.id
         AND t.status = 'active' AND t.deleted_at IS NULL AND NOT t.detached
       UNION ALL
       SELECT true FROM tasks t WHERE t.series_id = s.id
         AND t.next_key IS NOT NULL AND t.next_task_id IS NULL AND NOT t.detached
       LIMIT 1) AS occurrence ON true
     ORDER BY s.id`,
    { lastId: lastId ?? '00000000-0000-0000-0000-000000000000', limit }
  )
}

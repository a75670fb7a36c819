import { type Client, rows } from '#app/shared/database'

export interface LiveSeries {
  id: string
  /** Whether it has an open occurrence, or one whose next is still to be made. */
  waits: boolean
}

/** Series that go on, in the order of their ids. Indexes: series_live, tasks_one_open, tasks_one_pending. */
export function liveSeriesAfter(
  client: Client,
  lastId: string | undefined,
  limit: number
): Promise<LiveSeries[]> {
  return rows<LiveSeries>(
    client,
    `SELECT s.id,
       EXISTS (SELECT FROM tasks t WHERE t.series_id = s.id
         AND t.status = 'active' AND t.deleted_at IS NULL AND NOT t.detached)
       OR EXISTS (SELECT FROM tasks t WHERE t.series_id = s.id
         AND t.next_key IS NOT NULL AND t.next_task_id IS NULL AND NOT t.detached) AS waits
     FROM series s WHERE s.ended_at IS NULL AND s.id > :lastId::uuid ORDER BY s.id LIMIT :limit`,
    { lastId: lastId ?? '00000000-0000-0000-0000-000000000000', limit }
  )
}

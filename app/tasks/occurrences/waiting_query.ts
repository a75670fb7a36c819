import { type Client, rows } from '#app/shared/database'
import type { Task } from '#app/tasks/task'
import { TASK_COLUMNS, taskFromRow, type TaskRow } from '#app/tasks/task_row'

/** What makes an occurrence the one that its series waits for: open, or closed and without its next. */
const WAITING = `NOT t.detached AND ((t.status = 'active' AND t.deleted_at IS NULL)
  OR (t.next_key IS NOT NULL AND t.next_task_id IS NULL))`

/**
 * The occurrence that each of these series waits for, those left out that change themselves. The series are locked, so
 * it stays that one. Indexes: tasks_one_open, tasks_one_pending.
 */
export async function waitingOf(
  client: Client,
  seriesIds: string[],
  except: string[] = []
): Promise<Map<string, Task>> {
  if (seriesIds.length === 0) return new Map()
  const found = await rows<TaskRow>(
    client,
    `SELECT ${TASK_COLUMNS} FROM tasks t
     WHERE t.series_id = ANY(:seriesIds::uuid[]) AND ${WAITING} AND t.id <> ALL(:except::uuid[])`,
    { seriesIds, except }
  )
  return new Map(
    found.flatMap((row) => (row.series_id ? [[row.series_id, taskFromRow(row)] as const] : []))
  )
}

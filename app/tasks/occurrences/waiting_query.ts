import { type Client, rows } from '#app/shared/database'
import type { Task } from '#app/tasks/task'
import { TASK_COLUMNS, taskFromRow, type TaskRow } from '#app/tasks/task_row'

/**
 * The occurrences that series wait for: open, or closed and without their next. Two ranges of their own, as PostgreSQL
 * would look for an OR among all occurrences of the series. Indexes: tasks_one_open, tasks_one_pending.
 */
const WAITING = `(
  SELECT * FROM tasks WHERE status = 'active' AND deleted_at IS NULL AND NOT detached
  UNION ALL
  SELECT * FROM tasks WHERE next_key IS NOT NULL AND next_task_id IS NULL AND NOT detached)`

/**
 * The occurrence that each of these series waits for, those left out that change themselves. The series are locked, so
 * it stays that one.
 */
export async function waitingOf(
  client: Client,
  seriesIds: string[],
  except: string[] = []
): Promise<Map<string, Task>> {
  if (seriesIds.length === 0) return new Map()
  const found = await rows<TaskRow>(
    client,
    `SELECT ${TASK_COLUMNS} FROM ${WAITING} AS t
     WHERE t.series_id = ANY(:seriesIds::uuid[]) AND t.id <> ALL(:except::uuid[])`,
    { seriesIds, except }
  )
  return new Map(
    found.flatMap((row) => (row.series_id ? [[row.series_id, taskFromRow(row)] as const] : []))
  )
}

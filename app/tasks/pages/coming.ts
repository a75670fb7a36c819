import type { Actor } from '#app/shared/actor'
import { type Client, rows } from '#app/shared/database'
import { instantOrStartOfDay } from '#app/shared/time'
import { dueOfKey } from '#app/tasks/occurrences/occurrence'
import { NOT_CLOSED, type Task } from '#app/tasks/task'
import type { ListTasksForPageInput } from '#app/tasks/task_list_query'
import { TASK_COLUMNS, taskFromRow, type TaskRow } from '#app/tasks/task_row'

/** More are not shown: they are made faster than a person reads. */
const MOST = 20

/** A next occurrence that is still to be made, as the task that it will be; its id is that of the closed one. */
type Coming = Task & { isComing: true }

export function isComing(task: Task): boolean {
  return 'isComing' in task
}

/**
 * The next occurrences that are still to be made and belong into a list of what is due: a person who completes a task sees
 * at once that it comes again. (index: tasks_pending)
 */
export async function coming(
  client: Client,
  { userId, timezone }: Actor,
  asked: ListTasksForPageInput
): Promise<Task[]> {
  if (asked.status !== 'active' || asked.overdue || asked.tags) return []
  const found = await rows<TaskRow>(
    client,
    `SELECT ${TASK_COLUMNS} FROM tasks t
     WHERE t.user_id = :userId AND t.next_key IS NOT NULL AND t.next_task_id IS NULL AND NOT t.detached
     ORDER BY t.closed_at DESC LIMIT ${MOST}`,
    { userId }
  )
  return found
    .map(taskFromRow)
    .flatMap((task) => nextOf(task, timezone))
    .filter((task) => belongs(task, asked, timezone))
}

function nextOf(closed: Task, profileZone: string): Coming[] {
  if (!closed.nextKey || !closed.series) return []
  const due = dueOfKey(closed.nextKey, closed.series.timezone, profileZone)
  const open = { status: 'active', completedAt: null, skippedAt: null, deletedAt: null } as const
  return [{ ...closed, ...due, ...open, ...NOT_CLOSED, isComing: true }]
}

function belongs(task: Task, asked: ListTasksForPageInput, zone: string): boolean {
  const due = Date.parse(task.dueAt ?? '')
  const bound = (date: string) => Date.parse(instantOrStartOfDay(date, zone))
  if (asked.due_after && due < bound(asked.due_after)) return false
  if (asked.due_before && due >= bound(asked.due_before)) return false
  if (asked.priority && !asked.priority.includes(task.priority)) return false
  return !asked.tag_id || task.tagIds.includes(asked.tag_id)
}

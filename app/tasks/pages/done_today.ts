import type { Actor } from '#app/shared/actor'
import { database } from '#app/shared/database'
import { startOfDay } from '#app/shared/time'
import type { Task } from '#app/tasks/task'
import { listTasks, type ListTasksForPageInput } from '#app/tasks/task_list_query'
import { dueDay, type PageNow } from '#app/tasks/pages/due_words'

const ROWS = 50

/** What was due by today and was done today: it stays in Today, because a slip is found and it is good to see. */
export async function doneToday(
  actor: Actor,
  asked: ListTasksForPageInput,
  now: PageNow
): Promise<Task[]> {
  if (asked.overdue) return []
  const { tasks } = await listTasks(database(), actor, {
    ...asked,
    status: 'completed',
    due_before: now.tomorrow,
    completed_since: startOfDay(now.today, now.zone),
    sort: 'due_date',
    limit: ROWS,
  })
  return tasks
}

/**
 * The two together in order of their due dates. What was overdue before it was done comes last of today: it must not
 * push down what is left to do.
 */
export function mergeByDue(active: Task[], done: Task[], now: PageNow): Task[] {
  const day = (task: Task) => dueDay(task, now.zone) ?? ''
  const late = done.filter((task) => day(task) < now.today)
  const rest = done.filter((task) => day(task) >= now.today)
  const byToday = active.filter((task) => day(task) <= now.today)
  const tomorrow = active.filter((task) => day(task) > now.today)
  const byDue = (a: Task, b: Task) => (a.dueAt ?? '').localeCompare(b.dueAt ?? '')
  return [...[...byToday, ...rest].sort(byDue), ...late, ...tomorrow]
}

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
  // With the tie-break of the list itself, so that a row stays in its place when it is done.
  const byDue = (a: Task, b: Task) => compare(a.dueAt ?? '', b.dueAt ?? '') || compare(a.id, b.id)
  return [...[...byToday, ...rest].sort(byDue), ...late, ...tomorrow]
}

function compare(a: string, b: string) {
  return a < b ? -1 : Number(a > b)
}

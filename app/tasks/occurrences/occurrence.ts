import { formatKey, isDate, parseKey } from '#app/recurrence/engine/index'
import { instantOf, wallTimeIn } from '#app/shared/time'
import { allDay } from '#app/tasks/due_date'
import type { Due, Task, TaskState } from '#app/tasks/task'

/** Whether a task counts in its series: it repeats, or is a part of the history of what does. */
export function isOccurrence(task: Pick<Task, 'series' | 'detached'>): boolean {
  return task.series !== null && !task.detached
}

/** Open: the one that the series waits for. Closed: completed or skipped. Away: open, but in the trash. */
export type Place = 'open' | 'closed' | 'away' | 'none'

export function placeOf(task: TaskState): Place {
  if (task.seriesId === null || task.detached) return 'none'
  if (task.status === 'completed') return 'closed'
  return task.deletedAt ? 'away' : 'open'
}

/** Whether the next occurrence has still to be made. */
export function isPending(task: Task): boolean {
  return placeOf(task) === 'closed' && task.nextKey !== null && task.nextTaskId === null
}

/**
 * When an occurrence is due, from its key: in a gap of the zone as much later as the gap is long.
 *
 * @param timezone the series', null when all-day
 * @param profileZone where an all-day one ends
 */
export function dueOfKey(key: string, timezone: string | null, profileZone: string): Due {
  const { scheduled } = parseKey(key)
  if (timezone === null) return allDay(scheduled, profileZone)
  const dueAt = instantOf(scheduled, timezone)
  return { dueOn: null, dueWall: wallTimeIn(dueAt, timezone), dueTimezone: timezone, dueAt }
}

/**
 * A key as its series has them now: what was closed before the series became all-day, or got a time, keeps the key that
 * it had. A date counts as the whole day.
 *
 * @param timezone the series', null when all-day
 */
export function keyInKind(key: string, timezone: string | null): string {
  const { scheduled, instance } = parseKey(key)
  if (timezone === null) return formatKey({ scheduled: scheduled.slice(0, 10), instance })
  return isDate(scheduled) ? formatKey({ scheduled: `${scheduled}T23:59:59`, instance }) : key
}

/** When the occurrence after a closed one is due; null when it is not closed, or nothing follows. */
export function nextDue(task: Task): Due | null {
  if (placeOf(task) !== 'closed' || !task.nextKey || !task.series) return null
  const { timezone } = task.series
  const { scheduled } = parseKey(task.nextKey)
  if (timezone && !isDate(scheduled)) return dueOfKey(task.nextKey, timezone, timezone)
  // Only the date of an all-day one is read; the zone in which it ends does not matter to it.
  return allDay(scheduled.slice(0, 10), 'UTC')
}

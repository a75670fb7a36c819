import { splitAt, type Series, type Start } from '#app/recurrence/engine/index'
import { engineSeries } from '#app/recurrence/series'
import { today } from '#app/shared/time'
import { startOfDue } from '#app/tasks/occurrences/new_series'
import { isOccurrence } from '#app/tasks/occurrences/occurrence'
import type { Task } from '#app/tasks/task'
import { areSame, type RepeatFields } from '#app/tasks/pages/repeat/fields'
import { repeatFields } from '#app/tasks/pages/repeat/repeat_fields'

/** How a task repeats at present; null when it does not. */
export function seriesOf(task: Task): Series | null {
  return task.series && isOccurrence(task) ? engineSeries(task.series) : null
}

/**
 * The same from the task on, as a form speaks of it: of a fixed series, COUNT is what is left. After completion COUNT is of
 * all that the series makes.
 */
export function restOf(task: Task): Series | null {
  const series = seriesOf(task)
  if (!series || series.mode !== 'fixed' || !task.occurrenceKey) return series
  const { following } = splitAt(series, task.occurrenceKey)
  return following.count === 0 ? series : { ...series, rule: following }
}

/** Where a rule begins that is chosen now: on the due date, without one today. */
export function startOrToday(due: Start | null, profileZone: string): Start {
  return due ?? { wall: today(profileZone), zone: null }
}

/** What the fields of the task's form hold before anybody touches them. */
export function presentFields(task: Task, profileZone: string): RepeatFields {
  return repeatFields(restOf(task), startOrToday(startOfDue(task), profileZone))
}

/** A rule that was not touched stays as it is, to the letter: its fields may say it in another way. */
export function isTouched(fields: RepeatFields, task: Task, profileZone: string): boolean {
  return !areSame(fields, presentFields(task, profileZone))
}

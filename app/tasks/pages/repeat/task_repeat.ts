import type { Series, Start } from '#app/recurrence/engine/index'
import { engineSeries } from '#app/recurrence/series'
import { today } from '#app/shared/time'
import { startOfDue } from '#app/tasks/new_series'
import { isOccurrence } from '#app/tasks/occurrence'
import type { Task } from '#app/tasks/task'
import { areSame, type RepeatFields } from '#app/tasks/pages/repeat/fields'
import { repeatFields } from '#app/tasks/pages/repeat/repeat_fields'

/** How a task repeats at present; null when it does not. */
export function seriesOf(task: Task): Series | null {
  return task.series && isOccurrence(task) ? engineSeries(task.series) : null
}

/** Where a rule begins that is chosen now: on the due date, without one today. */
export function startOrToday(due: Start | null, profileZone: string): Start {
  return due ?? { wall: today(profileZone), zone: null }
}

/** What the fields of the task's form hold before anybody touches them. */
export function presentFields(task: Task, profileZone: string): RepeatFields {
  return repeatFields(seriesOf(task), startOrToday(startOfDue(task), profileZone))
}

/** A rule that was not touched stays as it is, to the letter: its fields may say it in another way. */
export function isTouched(fields: RepeatFields, task: Task, profileZone: string): boolean {
  return !areSame(fields, presentFields(task, profileZone))
}

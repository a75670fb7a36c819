import type { Start } from '#app/recurrence/engine/index'
import type { FieldError } from '#app/shared/problem'
import { instantOf, isPlainDate, knownTimeZone } from '#app/shared/time'
import type { DueInput } from '#app/tasks/due_date'
import { startOfDue } from '#app/tasks/occurrences/new_series'
import type { Task } from '#app/tasks/task'
import { dueFields } from '#app/tasks/pages/task_view'

/** The fields of the due date as they were sent: wall time in a zone. */
export interface DueForm {
  due_date?: unknown
  due_time?: unknown
  due_timezone?: unknown
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/

/** What the fields change of a task's due date, as the API takes it; nothing when they were not touched. */
export function readDue(
  form: DueForm,
  task: Task,
  profileZone: string
): { input: DueInput; errors: FieldError[] } {
  const { date, time, zone } = sentDue(form, profileZone)
  if (isUntouched(form, task, profileZone)) return { input: {}, errors: [] }
  if (!date && !time) return { input: { due_date: null }, errors: [] }
  const errors: FieldError[] = []
  if (!date) {
    errors.push({
      field: 'due_date',
      rule: 'required',
      message: 'A time needs a date. Give one, or clear the time.',
    })
  } else if (!isPlainDate(date)) {
    errors.push({
      field: 'due_date',
      rule: 'date',
      message: 'The due date is not a date. Write it as 2026-11-30.',
    })
  }
  if (time && !TIME.test(time)) {
    errors.push({
      field: 'due_time',
      rule: 'time',
      message: 'The time is not a time of day. Write it as 18:00.',
    })
  }
  const known = knownTimeZone(zone)
  if (time && !known) {
    errors.push({
      field: 'due_timezone',
      rule: 'timezone',
      message: 'There is no such time zone. Write it as Europe/Paris.',
    })
  }
  if (errors.length > 0 || !known) return { input: {}, errors }
  if (!time) return { input: { due_date: date }, errors }
  return {
    input: { due_date: instantOf(`${date}T${time}:00`, known), due_timezone: known },
    errors,
  }
}

/** Where a rule begins that goes with these fields; null when they name no date. A time that is none counts as not given. */
export function startOfForm(form: DueForm, task: Task, profileZone: string): Start | null {
  if (isUntouched(form, task, profileZone)) return startOfDue(task)
  const { date, time, zone } = sentDue(form, profileZone)
  if (!isPlainDate(date)) return null
  const known = knownTimeZone(zone)
  return TIME.test(time) && known
    ? { wall: `${date}T${time}`, zone: known }
    : { wall: date, zone: null }
}

/** Untouched, a due date stays as it is to the second, and in a fold on its side of it. */
function isUntouched(form: DueForm, task: Task, profileZone: string): boolean {
  const { date, time, zone } = sentDue(form, profileZone)
  const before = dueFields(task, profileZone)
  return (
    date === before.due_date_input &&
    time === before.due_time_input &&
    (!time || zone === before.due_timezone)
  )
}

function sentDue(form: DueForm, profileZone: string) {
  return {
    date: text(form.due_date),
    time: text(form.due_time).slice(0, 5),
    zone: text(form.due_timezone) || profileZone,
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

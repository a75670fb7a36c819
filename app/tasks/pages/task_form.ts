import { validateInput } from '#app/shared/api_input'
import type { Actor } from '#app/shared/actor'
import { type FieldError, invalid, Problem } from '#app/shared/problem'
import { instantOf, isPlainDate, knownTimeZone } from '#app/shared/time'
import type { Task } from '#app/tasks/task'
import { type UpdateTaskInput, updateTaskBody } from '#app/tasks/task_validators'
import { dueFields } from '#app/tasks/pages/task_view'

/** The edit form as it was sent. */
export interface TaskForm {
  title?: unknown
  description?: unknown
  priority?: unknown
  due_date?: unknown
  due_time?: unknown
  due_timezone?: unknown
  tags?: unknown
  new_tags?: unknown
  version?: unknown
}

/** The form as the same input that the API takes, checked by the same rules. */
export async function readTaskForm(
  form: TaskForm,
  task: Task,
  actor: Actor
): Promise<UpdateTaskInput> {
  const due = readDue(form, task, actor.timezone)
  const input = {
    title: text(form.title).replaceAll(/\s*\n\s*/g, ' '),
    description: text(form.description).replaceAll('\r\n', '\n') || null,
    ...(form.priority !== undefined && { priority: text(form.priority) }),
    tags: [...list(form.tags), ...text(form.new_tags).split(',')]
      .map((name) => name.trim())
      .filter(Boolean),
    ...due.input,
  }
  const errors = [...due.errors]
  try {
    const valid = await validateInput<UpdateTaskInput>(updateTaskBody, input)
    if (errors.length === 0) return valid
  } catch (error) {
    if (!(error instanceof Problem) || !error.errors) throw error
    errors.push(...error.errors)
  }
  throw invalid(errors)
}

function readDue(
  form: TaskForm,
  task: Task,
  profileZone: string
): { input: object; errors: FieldError[] } {
  const date = text(form.due_date).trim()
  const time = text(form.due_time).trim().slice(0, 5)
  const zone = text(form.due_timezone).trim() || profileZone
  const before = dueFields(task, profileZone)
  // Untouched, it stays as it is to the second, and in a fold on its side of it.
  const untouched =
    date === before.due_date_input &&
    time === before.due_time_input &&
    (!time || zone === before.due_timezone)
  if (untouched) return { input: {}, errors: [] }
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
  if (time && !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) {
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

/** Field errors by field, as sentences of a page: "title is empty" reads "The title is empty" there. */
export function pageErrors(errors: FieldError[]): Record<string, string> {
  return Object.fromEntries(
    errors.map(({ field, message }) => {
      const [name = ''] = field.split('.')
      const start = message.startsWith(field)
        ? `The ${WORDS[name] ?? name}${message.slice(field.length)}`
        : message
      return [name, start]
    })
  )
}

const WORDS: Record<string, string> = {
  due_date: 'due date',
  due_timezone: 'time zone',
  tags: 'tag',
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function list(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter(
    (item): item is string => typeof item === 'string'
  )
}

import type { RecurrenceInput } from '#app/recurrence/recurrence_validators'
import { validateInput } from '#app/shared/api_input'
import type { Actor } from '#app/shared/actor'
import { type FieldError, invalid, Problem } from '#app/shared/problem'
import { type DueInput, formatDue } from '#app/tasks/due_date'
import type { Task } from '#app/tasks/task'
import { type UpdateTaskInput, updateTaskBody } from '#app/tasks/task_validators'
import { type DueForm, readDue, startOfForm } from '#app/tasks/pages/due_form'
import { type RepeatForm, sentFields } from '#app/tasks/pages/repeat/fields'
import { readRepeat } from '#app/tasks/pages/repeat/read_repeat'
import { isTouched, startOrToday } from '#app/tasks/pages/repeat/task_repeat'

/** The edit form as it was sent. */
export interface TaskForm extends DueForm, RepeatForm {
  title?: unknown
  description?: unknown
  priority?: unknown
  tags?: unknown
  new_tags?: unknown
  version?: unknown
  /** Whom the change is for, where that was asked. */
  scope?: unknown
}

/** The form as the same input that the API takes, checked by the same rules. */
export async function readTaskForm(
  form: TaskForm,
  task: Task,
  actor: Actor
): Promise<UpdateTaskInput> {
  const due = readDue(form, task, actor.timezone)
  const repeat = readRepeatOf(form, task, actor.timezone)
  const input = {
    title: text(form.title).replaceAll(/\s*\n\s*/g, ' '),
    description: text(form.description).replaceAll('\r\n', '\n') || null,
    ...(form.priority !== undefined && { priority: text(form.priority) }),
    tags: [...list(form.tags), ...text(form.new_tags).split(',')]
      .map((name) => name.trim())
      .filter(Boolean),
    ...repeat.input,
    ...(repeat.input.rrule && due.input.due_date === undefined ? presentDue(task) : due.input),
  }
  const errors = [...due.errors, ...repeat.errors]
  try {
    const valid = await validateInput<UpdateTaskInput>(updateTaskBody, input)
    if (errors.length === 0) return valid
  } catch (error) {
    if (!(error instanceof Problem) || !error.errors) throw error
    errors.push(...error.errors)
  }
  throw invalid(errors)
}

/** What the fields change of how the task repeats; nothing when they were not touched. */
function readRepeatOf(
  form: TaskForm,
  task: Task,
  profileZone: string
): { input: RecurrenceInput; errors: FieldError[] } {
  const fields = sentFields(form)
  if (!fields || !isTouched(fields, task, profileZone)) return { input: {}, errors: [] }
  const start = startOrToday(startOfForm(form, task, profileZone), profileZone)
  const { input = {}, error } = readRepeat(fields, start)
  return { input, errors: error ? [error] : [] }
}

/** With its due date said, a new rule begins anew from there, as its preview shows, and not from the last one that is done. */
function presentDue(task: Task): DueInput {
  const due = formatDue(task)
  if (due === null) return {}
  return { due_date: due, ...(task.dueTimezone && { due_timezone: task.dueTimezone }) }
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

import type { Actor } from '#app/shared/actor'
import { validateInput } from '#app/shared/api_input'
import type { Trx } from '#app/shared/database'
import { invalid, Problem } from '#app/shared/problem'
import { createTask } from '#app/tasks/create_task'
import { type Due, TAGS_PER_TASK, type Task } from '#app/tasks/task'
import { tagKey } from '#app/tasks/task_tags'
import { type CreateTaskInput, createTaskBody } from '#app/tasks/task_validators'
import { type QuickLine, understand, type Understood } from '#app/tasks/understood'

/** What a list gives to a task that is added in it, where the line says nothing about it. */
export type ListDefaults = Pick<CreateTaskInput, 'due_date' | 'tags'>

/** A line, read and found good: the task that it becomes, and what of it was said. */
export interface QuickTask {
  input: CreateTaskInput
  understood: Understood
}

/**
 * Reads a line as a task. Nothing is written.
 * @throws Problem 422 that names `text`, when what is left for the title is none
 */
export async function readQuickTask(
  line: QuickLine,
  actor: Actor,
  defaults: ListDefaults = {}
): Promise<QuickTask> {
  const understood = understand(line, actor.timezone)
  const { title, due, recurrence, priority, tags } = understood
  const input = await checked({
    ...defaults,
    title,
    ...dueInput(due),
    ...(recurrence && { rrule: recurrence.rrule, recurrence_mode: recurrence.mode }),
    ...(priority && { priority }),
    tags: withDefaults(tags, defaults.tags),
  })
  return { input, understood }
}

/** Makes the task of a line that was read; taking it back puts it in the trash. */
export function addQuickly(
  trx: Trx,
  actor: Actor,
  { input }: QuickTask
): Promise<{ task: Task; undoId: string }> {
  return createTask(trx, actor, input)
}

function dueInput(due: Due) {
  if (due.dueOn) return { due_date: due.dueOn }
  return due.dueAt && { due_date: due.dueAt, due_timezone: due.dueTimezone }
}

/** A task shows in the list of a tag where it was added, whatever tags the line gives it besides. */
function withDefaults(said: string[], ofList: string[] = []): string[] {
  const keys = new Set(said.map(tagKey))
  const missing = ofList.filter((name) => !keys.has(tagKey(name)))
  return [...said, ...missing].slice(0, TAGS_PER_TASK)
}

/** By the rules of every task. The line is the only field that the person knows, so it is named. */
async function checked(input: CreateTaskInput): Promise<CreateTaskInput> {
  try {
    return await validateInput<CreateTaskInput>(createTaskBody, { ...input })
  } catch (error) {
    if (!(error instanceof Problem) || !error.errors) throw error
    throw invalid(
      error.errors.map(({ rule, message }) => ({ field: 'text', rule, message: `The ${message}` }))
    )
  }
}

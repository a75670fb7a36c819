import type { Client } from '#app/shared/database'
import { lastClosed } from '#app/tasks/occurrences/closed_query'
import { placeOf } from '#app/tasks/occurrences/occurrence'
import { type Scope, SCOPES } from '#app/tasks/occurrences/scope'
import type { Task } from '#app/tasks/task'
import type { UpdateTaskInput } from '#app/tasks/task_validators'

/** An answer to "Whom is this change for?". */
export interface ScopeChoice {
  scope: Scope
  label: string
  chosen: boolean
}

const WORDS: Record<Scope, string> = {
  this: 'This one only',
  following: 'This one and those that follow',
  all: 'The whole series',
}

/**
 * Whom a change of an open occurrence may be for; empty where it makes no difference: for what is its own (the next ones
 * are made from it), for the first one with nothing done yet, for the end of the repetition.
 */
export async function scopeQuestion(
  client: Client,
  task: Task,
  input: UpdateTaskInput
): Promise<ScopeChoice[]> {
  if (placeOf(task) !== 'open' || task.seriesId === null || input.rrule === null) return []
  const isRule = input.rrule !== undefined || input.recurrence_mode !== undefined
  const isDue = input.due_date !== undefined || input.due_timezone !== undefined
  if (!isRule && !isDue) return []
  const isFirst = (await lastClosed(client, task.seriesId)) === undefined
  if (isRule && isFirst) return []
  const likely = isRule ? 'all' : 'this'
  return SCOPES.filter(
    (scope) => !(isRule && scope === 'this') && !(isFirst && scope === 'following')
  ).map((scope) => ({ scope, label: WORDS[scope], chosen: scope === likely }))
}

/** What a form says; undefined when it was not asked. */
export function readScope(value: unknown): Scope | undefined {
  return SCOPES.find((scope) => scope === value)
}

import type { Actor } from '#app/shared/actor'
import type { Trx } from '#app/shared/database'
import { isPlainDate } from '#app/shared/time'
import { changeTasks } from '#app/tasks/change_tasks'
import { completed, reopened } from '#app/tasks/complete_task'
import { changeDue, moveToDate } from '#app/tasks/due_date'
import { type Priority, TAGS_PER_TASK, type Task, type TaskState } from '#app/tasks/task'
import { resolveTags } from '#app/tasks/task_tags'
import { restored, trashed } from '#app/tasks/trash'

export type BulkAction =
  | { action: 'complete' | 'reopen' | 'delete' | 'restore' }
  | { action: 'reschedule'; due_date: string | null; due_timezone?: string | null }
  | { action: 'tag' | 'untag'; tags: string[] }
  | { action: 'priority'; priority: Priority }

export interface BulkOutcome {
  id: string
  outcome: 'changed' | 'unchanged' | 'not_found' | Refusal
  version: number | null
}

type Refusal = 'task_in_trash' | 'too_many_tags'

/** One action on many tasks, in one transaction with one undo; what cannot be done is named and leaves the rest be. */
export async function bulkChange(
  trx: Trx,
  actor: Actor,
  ids: string[],
  bulk: BulkAction
): Promise<{ outcomes: BulkOutcome[]; undoId: string | null; tasks: Task[] }> {
  const apply = await prepare(trx, actor, bulk)
  const refused = new Map<string, Refusal>()
  const { tasks, changedIds, undoId } = await changeTasks(
    trx,
    actor,
    `bulk.${bulk.action}`,
    ids,
    (task) => {
      const after = apply(task)
      const reason = refusal(bulk, task, after)
      if (!reason) return after
      refused.set(task.id, reason)
      return task
    }
  )
  const byId = new Map(tasks.map((task) => [task.id, task]))
  const outcomes = [...new Set(ids.map((id) => id.toLowerCase()))].map((id): BulkOutcome => {
    const task = byId.get(id)
    if (!task) return { id, outcome: 'not_found', version: null }
    const outcome = refused.get(id) ?? (changedIds.has(id) ? 'changed' : 'unchanged')
    return { id, outcome, version: task.version }
  })
  return { outcomes, undoId, tasks }
}

function refusal(bulk: BulkAction, task: Task, after: TaskState): Refusal | undefined {
  if (task.deletedAt && bulk.action !== 'restore' && bulk.action !== 'delete') {
    return 'task_in_trash'
  }
  return bulk.action === 'tag' && after.tagIds.length > TAGS_PER_TASK ? 'too_many_tags' : undefined
}

async function prepare(
  trx: Trx,
  actor: Actor,
  bulk: BulkAction
): Promise<(task: Task) => TaskState> {
  switch (bulk.action) {
    case 'complete':
      return completed
    case 'reopen':
      return (task) => reopened(task, actor.timezone)
    case 'delete':
      return trashed
    case 'restore':
      return restored
    case 'priority':
      return (task) => ({ ...task, priority: bulk.priority })
    case 'reschedule':
      return (task) => ({ ...task, ...reschedule(task, bulk, actor.timezone) })
    case 'tag':
    case 'untag': {
      const named = await resolveTags(trx, actor, bulk.tags, {
        create: bulk.action === 'tag',
      })
      return (task) => ({
        ...task,
        tagIds:
          bulk.action === 'tag'
            ? [...new Set([...task.tagIds, ...named])].sort()
            : task.tagIds.filter((id) => !named.includes(id)),
      })
    }
  }
}

/** A date alone keeps each task's time of day: "move to today" must not make a meeting all-day. */
function reschedule(task: Task, bulk: BulkAction & { action: 'reschedule' }, profileZone: string) {
  const due = changeDue(task, bulk, profileZone)
  return bulk.due_date !== null && isPlainDate(bulk.due_date)
    ? moveToDate(task, bulk.due_date, profileZone)
    : due
}

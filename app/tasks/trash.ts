import type { EventSource } from '#app/messaging/record_event'
import type { Actor } from '#app/shared/actor'
import { type Client, rows, type Trx } from '#app/shared/database'
import { notFound } from '#app/shared/problem'
import { nowInstant } from '#app/shared/time'
import { endSeries } from '#app/recurrence/end_series'
import { type Held, holdTasks } from '#app/tasks/occurrences/hold'
import { makeNext } from '#app/tasks/occurrences/make_next'
import { isOccurrence, isPending, placeOf } from '#app/tasks/occurrences/occurrence'
import { applyDecision, changeTask, type Decision } from '#app/tasks/change_tasks'
import { skipped } from '#app/tasks/complete_task'
import { type Task, type TaskState, TRASH_KEPT_DAYS } from '#app/tasks/task'
import { type Scope, scopeOfNothing } from '#app/tasks/occurrences/scope'
import { waitingOf } from '#app/tasks/occurrences/waiting_query'
import { ended, type Series } from '#app/recurrence/series'
import { lockTasks } from '#app/tasks/task_row'
import { seriesStateOf } from '#app/tasks/task_state'
import { removeTasks } from '#app/tasks/remove_tasks'
import { type Precondition, requireVersion } from '#app/tasks/task_rules'
import { keepTagsOf } from '#app/tasks/task_tags'
import { rememberChange } from '#app/tasks/undo_entry'

export interface TrashOptions {
  precondition?: Precondition
  /** Of a task that repeats: all, unless told, as what is deleted must not come back as the next one. */
  scope?: Scope
}

/**
 * Puts a task in the trash. An open occurrence ends its series there, or is skipped (`this`). A closed one goes alone,
 * unless the series is named: then what is open goes along.
 */
export async function trashTask(
  trx: Trx,
  actor: Actor,
  id: string,
  { precondition, scope }: TrashOptions = {}
): Promise<{ task: Task; undoId: string | null }> {
  const held = await holdTasks(trx, actor.userId, [id])
  const [task] = held.tasks
  if (!task) throw notFound('task')
  const its = isOccurrence(task) && task.seriesId ? held.series.get(task.seriesId) : undefined
  if (scope && !its) throw scopeOfNothing()
  const endsSeries = scope !== undefined && scope !== 'this' && its?.endedAt === null
  if (task.deletedAt && !endsSeries) return { task, undoId: null }
  requireVersion(task, precondition)
  const decision = await decideTrash(trx, actor, held, task, scope, its)
  const { tasks, undoId } = await applyDecision(trx, actor, 'task.delete', held, decision)
  return { task: tasks.find((one) => one.id === id) ?? task, undoId }
}

async function decideTrash(
  trx: Trx,
  actor: Actor,
  held: Held,
  task: Task,
  scope: Scope | undefined,
  series: Series | undefined
): Promise<Decision> {
  const isOpen = placeOf(task) === 'open'
  if (isOpen && scope === 'this') return { tasks: new Map([[task.id, skipped(task)]]) }
  const tasks = new Map([[task.id, trashed(task)]])
  if (isOpen || !series || !scope || scope === 'this') return { tasks }
  const waiting = await waitingOf(trx, [series.id], [task.id])
  const open = waiting.get(series.id)
  if (open && placeOf(open) === 'open') {
    held.tasks.push(...(await lockTasks(trx, actor.userId, [open.id])))
    tasks.set(open.id, trashed(open))
  }
  if (series.endedAt) return { tasks }
  return { tasks, series: new Map([[series.id, ended(seriesStateOf(series), 'person')]]) }
}

export async function restoreTask(trx: Trx, actor: Actor, id: string) {
  return changeTask(trx, actor, 'task.restore', id, restored)
}

export function trashed(task: Task): TaskState {
  return task.deletedAt ? task : { ...task, deletedAt: nowInstant() }
}

export function restored(task: Task): TaskState {
  return { ...task, deletedAt: null }
}

/** For good, from wherever it is: cannot be undone, and so leaves nothing to undo with either. */
export async function deleteForGood(
  trx: Trx,
  actor: Actor,
  id: string,
  precondition?: Precondition
) {
  await keepTagsOf(trx, actor.userId, id) // what follows it takes them along
  const held = await holdTasks(trx, actor.userId, [id])
  const [task] = held.tasks
  if (!task) throw notFound('task')
  requireVersion(task, precondition)
  await leaveSeries(trx, actor, task, held)
  await removeTasks(trx, actor, [task])
  await rememberChange(trx, actor.userId, 'task.purge', {})
}

/** A series is not left waiting for what is gone. */
async function leaveSeries(trx: Trx, actor: Actor, task: Task, { series }: Held) {
  const { seriesId, occurrenceKey: key, closingEventId } = task
  const its = seriesId && series.get(seriesId)
  if (!its || key === null) return
  if (placeOf(task) === 'open') await endSeries(trx, actor, actor.userId, its, 'person')
  if (isPending(task) && closingEventId) {
    await makeNext(trx, actor, { seriesId: its.id, key, closingEventId })
  }
}

/** One batch of what has been in the trash for too long, of everybody; answers how many went. */
export async function purgeTrash(trx: Trx, actor: EventSource, batchSize: number): Promise<number> {
  const old = await rows<{ id: string }>(
    trx,
    `SELECT id FROM tasks WHERE ${PURGEABLE}
     ORDER BY deleted_at LIMIT :batchSize FOR UPDATE SKIP LOCKED`,
    { batchSize }
  )
  return removeTasks(trx, actor, old)
}

export async function countPurgeable(client: Client): Promise<number> {
  const [found] = await rows<{ count: number }>(
    client,
    `SELECT count(*)::int AS count FROM tasks WHERE ${PURGEABLE}`
  )
  return found?.count ?? 0
}

/** What its series still waits for stays until the sweep has made what follows it. */
const PURGEABLE = `deleted_at < taskflow_now() - make_interval(days => ${TRASH_KEPT_DAYS})
  AND (next_key IS NULL OR next_task_id IS NOT NULL OR detached)`

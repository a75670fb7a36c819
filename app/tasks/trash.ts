import type { EventSource } from '#app/messaging/record_event'
import type { Actor } from '#app/shared/actor'
import { type Client, rows, type Trx } from '#app/shared/database'
import { notFound } from '#app/shared/problem'
import { nowInstant } from '#app/shared/time'
import { endSeries } from '#app/recurrence/end_series'
import { type Held, holdTasks } from '#app/tasks/occurrences/hold'
import { makeNext } from '#app/tasks/occurrences/make_next'
import { isPending, placeOf } from '#app/tasks/occurrences/occurrence'
import { changeTask } from '#app/tasks/change_tasks'
import { type Task, type TaskState, TRASH_KEPT_DAYS } from '#app/tasks/task'
import { removeTasks } from '#app/tasks/remove_tasks'
import { type Precondition, requireVersion } from '#app/tasks/task_rules'
import { rememberChange } from '#app/tasks/undo_entry'

export async function trashTask(trx: Trx, actor: Actor, id: string, precondition?: Precondition) {
  return changeTask(trx, actor, 'task.delete', id, (task) => {
    if (task.deletedAt) return task
    requireVersion(task, precondition)
    return trashed(task)
  })
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
    `SELECT id FROM tasks WHERE deleted_at < ${PURGE_BEFORE}
     ORDER BY deleted_at LIMIT :batchSize FOR UPDATE SKIP LOCKED`,
    { batchSize }
  )
  return removeTasks(trx, actor, old)
}

export async function countPurgeable(client: Client): Promise<number> {
  const [found] = await rows<{ count: number }>(
    client,
    `SELECT count(*)::int AS count FROM tasks WHERE deleted_at < ${PURGE_BEFORE}`
  )
  return found?.count ?? 0
}

const PURGE_BEFORE = `taskflow_now() - make_interval(days => ${TRASH_KEPT_DAYS})`

import { type EventSource, recordEvents } from '#app/messaging/record_event'
import type { Actor } from '#app/shared/actor'
import { type Bindings, type Client, rows, type Trx } from '#app/shared/database'
import { notFound } from '#app/shared/problem'
import { nowInstant } from '#app/shared/time'
import { changeTask } from '#app/tasks/change_tasks'
import { type Task, type TaskState, TRASH_KEPT_DAYS } from '#app/tasks/task'
import { taskPurged } from '#app/tasks/task_events'
import { lockTasks } from '#app/tasks/task_row'
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
  const [task] = await lockTasks(trx, actor.userId, [id])
  if (!task) throw notFound('task')
  requireVersion(task, precondition)
  await remove(trx, actor, 'id = :id', { id })
  await rememberChange(trx, actor.userId, 'task.purge', {})
}

/** One batch of what has been in the trash for too long, of everybody; answers how many went. */
export async function purgeTrash(trx: Trx, actor: EventSource, batchSize: number): Promise<number> {
  return remove(
    trx,
    actor,
    `id IN (SELECT id FROM tasks WHERE deleted_at < ${PURGE_BEFORE}
       ORDER BY deleted_at LIMIT :batchSize FOR UPDATE SKIP LOCKED)`,
    { batchSize }
  )
}

export async function countPurgeable(client: Client): Promise<number> {
  const [found] = await rows<{ count: number }>(
    client,
    `SELECT count(*)::int AS count FROM tasks WHERE deleted_at < ${PURGE_BEFORE}`
  )
  return found?.count ?? 0
}

const PURGE_BEFORE = `taskflow_now() - make_interval(days => ${TRASH_KEPT_DAYS})`

async function remove(
  trx: Trx,
  actor: EventSource,
  condition: string,
  bindings: Bindings
): Promise<number> {
  const gone = await rows<{ id: string; user_id: string }>(
    trx,
    `DELETE FROM tasks WHERE ${condition} RETURNING id, user_id`,
    bindings
  )
  if (gone.length > 0) await forget(trx, gone)
  await recordEvents(trx, actor, gone.map(taskPurged))
  return gone.length
}

/** What a task was must not outlive it in an undo entry; its id stays there, so that an undo can say that it is gone. */
async function forget(trx: Trx, gone: { id: string; user_id: string }[]) {
  await rows(
    trx,
    `UPDATE undo_entries SET changes = jsonb_set(changes, '{tasks}', (
         SELECT jsonb_agg(CASE WHEN task ->> 'id' = ANY(:taskIds::text[])
             THEN (task - 'after') || '{"before": null}' ELSE task END)
         FROM jsonb_array_elements(changes -> 'tasks') AS task))
     WHERE user_id = ANY(:userIds::uuid[]) AND EXISTS (
         SELECT 1 FROM jsonb_array_elements(changes -> 'tasks') AS task WHERE task ->> 'id' = ANY(:taskIds::text[]))`,
    { taskIds: gone.map(({ id }) => id), userIds: [...new Set(gone.map((task) => task.user_id))] }
  )
}

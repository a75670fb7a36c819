import { type EventSource, recordEvents } from '#app/messaging/record_event'
import { rows, type Trx } from '#app/shared/database'
import { taskPurged } from '#app/tasks/task_events'

/** Deletes tasks for good: nothing of them stays but that they were. They are locked, or nobody else knows of them. */
export async function removeTasks(
  trx: Trx,
  actor: EventSource,
  tasks: { id: string }[]
): Promise<number> {
  if (tasks.length === 0) return 0
  const gone = await rows<{ id: string; user_id: string }>(
    trx,
    'DELETE FROM tasks WHERE id = ANY(:ids::uuid[]) RETURNING id, user_id',
    { ids: tasks.map(({ id }) => id) }
  )
  await forget(trx, gone)
  await recordEvents(trx, actor, gone.map(taskPurged))
  return gone.length
}

/**
 * What a task was must not outlive it in an undo entry; its id stays there, so that an undo can say that it is gone, and
 * the id of its series, which cannot go back without it.
 */
async function forget(trx: Trx, gone: { id: string; user_id: string }[]) {
  await rows(
    trx,
    `UPDATE undo_entries SET changes = jsonb_set(changes, '{tasks}', (
         SELECT jsonb_agg(CASE WHEN task ->> 'id' = ANY(:taskIds::text[])
             THEN (task - 'after') || jsonb_build_object('before', NULL, 'seriesId', task -> 'before' -> 'seriesId')
             ELSE task END)
         FROM jsonb_array_elements(changes -> 'tasks') AS task))
     WHERE user_id = ANY(:userIds::uuid[]) AND EXISTS (
         SELECT 1 FROM jsonb_array_elements(changes -> 'tasks') AS task WHERE task ->> 'id' = ANY(:taskIds::text[]))`,
    { taskIds: gone.map(({ id }) => id), userIds: [...new Set(gone.map((task) => task.user_id))] }
  )
}

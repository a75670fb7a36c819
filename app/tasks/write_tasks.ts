import { rows, type Trx } from '#app/shared/database'
import type { Change } from '#app/tasks/occurrences/settle'
import { priorityRank, type Task } from '#app/tasks/task'
import { TASK_COLUMNS, taskFromRow, type TaskRow } from '#app/tasks/task_row'

/**
 * Writes changed tasks, one of them or two hundred, in one statement; answers them as they are now. The search vector is
 * made anew only where its words changed. What is closed gets the id of the event that will say so.
 */
export async function writeTasks(trx: Trx, changes: Change[]): Promise<Map<string, Task>> {
  if (changes.length === 0) return new Map()
  const written = await rows<TaskRow>(
    trx,
    `WITH t AS (
       UPDATE tasks t SET
         title = v.title, description = v.description, status = v.status, priority = v.priority,
         due_on = v.due_on, due_wall = v.due_wall, due_timezone = v.due_timezone, due_at = v.due_at,
         completed_at = v.completed_at, deleted_at = v.deleted_at,
         series_id = v.series_id, occurrence_key = v.occurrence_key, detached = v.detached, skipped_at = v.skipped_at,
         closed_at = v.closed_at, next_key = v.next_key, next_task_id = v.next_task_id, missed = v.missed,
         closing_event_id = CASE WHEN v.closes THEN uuidv7() ELSE v.closing_event_id END,
         version = t.version + 1, updated_at = greatest(taskflow_now(), t.updated_at + interval '1 microsecond'),
         title_sort = CASE WHEN v.reindex THEN left(taskflow_fold(v.title), 80) ELSE t.title_sort END,
         search = CASE WHEN v.reindex THEN taskflow_search_vector(t.user_id, v.title, taskflow_tag_names(t.id), v.description)
                  ELSE t.search END
       FROM jsonb_to_recordset(:values::jsonb) AS v (
         id uuid, title text, description text, status text, priority smallint, due_on date, due_wall timestamp,
         due_timezone text, due_at timestamptz, completed_at timestamptz, deleted_at timestamptz, series_id uuid,
         occurrence_key text, detached boolean, skipped_at timestamptz, closed_at timestamptz, closing_event_id uuid,
         next_key text, next_task_id uuid, missed integer, closes boolean, reindex boolean)
       WHERE t.id = v.id
       RETURNING t.*)
     SELECT ${TASK_COLUMNS} FROM t`,
    { values: JSON.stringify(changes.map(valuesOf)) }
  )
  return new Map(written.map((row) => [row.id, taskFromRow(row)]))
}

/** Whether a change is one of what search knows. */
export function rewords({ task, after }: Change) {
  return (
    task.title !== after.title || task.description !== after.description || retags({ task, after })
  )
}

export function retags({ task, after }: Pick<Change, 'task' | 'after'>) {
  return task.tagIds.join() !== after.tagIds.join()
}

function valuesOf(change: Change) {
  const { task, after, closes } = change
  return {
    id: task.id,
    title: after.title,
    description: after.description,
    status: after.status,
    priority: priorityRank(after.priority),
    due_on: after.dueOn,
    due_wall: after.dueWall,
    due_timezone: after.dueTimezone,
    due_at: after.dueAt,
    completed_at: after.completedAt,
    deleted_at: after.deletedAt,
    series_id: after.seriesId,
    occurrence_key: after.occurrenceKey,
    detached: after.detached,
    skipped_at: after.skippedAt,
    closed_at: after.closedAt,
    closing_event_id: after.closingEventId,
    next_key: after.nextKey,
    next_task_id: after.nextTaskId,
    missed: after.missed,
    closes,
    reindex: rewords(change),
  }
}

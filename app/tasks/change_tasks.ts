import { recordEvents } from '#app/messaging/record_event'
import { rows, type Trx } from '#app/shared/database'
import { canonicalJson } from '#app/shared/canonical_json'
import { priorityRank, type Task, type TaskState } from '#app/tasks/task'
import { taskChanged } from '#app/tasks/task_events'
import { lockTasks, TASK_COLUMNS, taskFromRow, type TaskRow } from '#app/tasks/task_row'
import { setTaskTags } from '#app/tasks/task_tags'
import { rememberWords, wordsOf } from '#app/tasks/search_words'
import { fingerprint, rememberChange } from '#app/tasks/undo_entry'
import { notFound } from '#app/shared/problem'
import type { Actor } from '#app/shared/actor'

export interface ChangeResult {
  /** Every task that was locked, as it is now, in the order of the ids. */
  tasks: Task[]
  /** The tasks that are different from before. */
  changedIds: Set<string>
  /** For the header `Taskflow-Undo`; null when nothing changed. */
  undoId: string | null
}

/**
 * The one way in which tasks that exist are changed: lock, decide on what is locked, write what differs, keep what
 * was for undo, record what happened. Parallel changes of different fields both hold, because each decides on the row that it locked.
 *
 * @param decide answers the state after the change, or throws a Problem that undoes everything
 */
export async function changeTasks(
  trx: Trx,
  actor: Actor,
  action: string,
  ids: string[],
  decide: (task: Task) => TaskState
): Promise<ChangeResult> {
  const before = await lockTasks(trx, actor.userId, ids)
  const states = new Map(before.map((task) => [task.id, stateOf(task)]))
  const changes = before
    .map((task) => ({ task, after: decide(task) }))
    .filter(({ task, after }) => differs(task, after))
  if (changes.length === 0) return { tasks: before, changedIds: new Set(), undoId: null }

  const retagged = changes.filter(({ task, after }) => !sameTags(task, after))
  await setTaskTags(
    trx,
    retagged.map(({ task, after }) => ({ taskId: task.id, tagIds: after.tagIds }))
  )
  const written = await write(trx, changes)
  const tasks = before.map((task) => written.get(task.id) ?? task)
  const changedIds = new Set(written.keys())
  const reworded = new Set(changes.filter(rewords).map(({ task }) => task.id))
  await rememberWords(trx, actor.userId, tasks.filter(({ id }) => reworded.has(id)).map(wordsOf))
  const undoId = await rememberChange(trx, actor.userId, action, {
    tasks: tasks
      .filter(({ id }) => changedIds.has(id))
      .map((task) => ({
        id: task.id,
        before: states.get(task.id) ?? null,
        version: task.version,
        after: fingerprint(stateOf(task)),
      })),
  })
  await recordEvents(
    trx,
    actor,
    changes.map(({ task }) => taskChanged(task, written.get(task.id) ?? task))
  )
  return { tasks, changedIds, undoId }
}

/** The same for one task; somebody else's is as missing as one that never was. */
export async function changeTask(
  trx: Trx,
  actor: Actor,
  action: string,
  id: string,
  decide: (task: Task) => TaskState
): Promise<{ task: Task; undoId: string | null }> {
  const { tasks, undoId } = await changeTasks(trx, actor, action, [id], decide)
  const [task] = tasks
  if (!task) throw notFound('task')
  return { task, undoId }
}

type Change = { task: Task; after: TaskState }

export function stateOf(task: TaskState): TaskState {
  return {
    title: task.title,
    description: task.description,
    status: task.status,
    priority: task.priority,
    dueOn: task.dueOn,
    dueWall: task.dueWall,
    dueTimezone: task.dueTimezone,
    dueAt: task.dueAt,
    completedAt: task.completedAt,
    deletedAt: task.deletedAt,
    tagIds: task.tagIds,
    seriesId: task.seriesId,
    occurrenceKey: task.occurrenceKey,
    detached: task.detached,
    skippedAt: task.skippedAt,
  }
}

function differs(task: Task, after: TaskState) {
  return canonicalJson(stateOf(task)) !== canonicalJson(stateOf(after))
}

function sameTags(task: Task, after: TaskState) {
  return task.tagIds.join() === after.tagIds.join()
}

/** Whether a change is one of what search knows. */
function rewords({ task, after }: Change) {
  return (
    task.title !== after.title || task.description !== after.description || !sameTags(task, after)
  )
}

/** One statement for one task and for two hundred. The vector is made anew only where its words changed. */
async function write(trx: Trx, changes: Change[]): Promise<Map<string, Task>> {
  const values = changes.map((change) => ({
    id: change.task.id,
    title: change.after.title,
    description: change.after.description,
    status: change.after.status,
    priority: priorityRank(change.after.priority),
    due_on: change.after.dueOn,
    due_wall: change.after.dueWall,
    due_timezone: change.after.dueTimezone,
    due_at: change.after.dueAt,
    completed_at: change.after.completedAt,
    deleted_at: change.after.deletedAt,
    reindex: rewords(change),
  }))
  const written = await rows<TaskRow>(
    trx,
    `WITH t AS (
       UPDATE tasks t SET
         title = v.title, description = v.description, status = v.status, priority = v.priority,
         due_on = v.due_on, due_wall = v.due_wall, due_timezone = v.due_timezone, due_at = v.due_at,
         completed_at = v.completed_at, deleted_at = v.deleted_at,
         version = t.version + 1, updated_at = greatest(taskflow_now(), t.updated_at + interval '1 microsecond'),
         title_sort = CASE WHEN v.reindex THEN left(taskflow_fold(v.title), 80) ELSE t.title_sort END,
         search = CASE WHEN v.reindex THEN taskflow_search_vector(t.user_id, v.title, taskflow_tag_names(t.id), v.description)
                  ELSE t.search END
       FROM jsonb_to_recordset(:values::jsonb) AS v (
         id uuid, title text, description text, status text, priority smallint, due_on date, due_wall timestamp,
         due_timezone text, due_at timestamptz, completed_at timestamptz, deleted_at timestamptz, reindex boolean)
       WHERE t.id = v.id
       RETURNING t.*)
     SELECT ${TASK_COLUMNS} FROM t`,
    { values: JSON.stringify(values) }
  )
  return new Map(written.map((row) => [row.id, taskFromRow(row)]))
}

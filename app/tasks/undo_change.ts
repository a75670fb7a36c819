import type { Actor } from '#app/shared/actor'
import { rows, type Trx } from '#app/shared/database'
import { notFound, Problem } from '#app/shared/problem'
import { nowInstant } from '#app/shared/time'
import { changeTasks, stateOf } from '#app/tasks/change_tasks'
import { allDay } from '#app/tasks/due_date'
import { lockTasks } from '#app/tasks/task_row'
import { keepTags } from '#app/tasks/task_tags'
import { undoTagChanges } from '#app/tasks/undo_tag_changes'
import type { Task, TaskState } from '#app/tasks/task'
import {
  fingerprint,
  rememberChange,
  type TaskChange,
  UNDO_HOURS,
  type UndoChanges,
} from '#app/tasks/undo_entry'

export interface UndoneRow {
  type: 'task' | 'tag'
  id: string
  name: string | null
}

export interface UndoResult {
  /** What the change was, e.g. `task.complete`. */
  action: string
  undone: UndoneRow[]
  /** Rows that are no longer as the change left them, and so were left alone. */
  kept: (UndoneRow & { reason: 'changed_since' | 'gone' | 'name_taken' })[]
  /** Takes the undo back; null when nothing was undone. */
  undoId: string | null
}

/**
 * Takes a change back, row by row, where the row is still as the change left it. Undoing is a change itself: its own
 * undo does it again.
 */
export async function undoChange(trx: Trx, actor: Actor, undoId: string): Promise<UndoResult> {
  const given = await findEntry(trx, actor.userId, undoId)
  const aliveTags = await lockRows(trx, actor.userId, given.changes.tasks ?? [])
  const entry = await findEntry(trx, actor.userId, undoId, 'FOR UPDATE')
  const tasks = await undoTaskChanges(trx, actor, entry.changes.tasks ?? [], aliveTags)
  const tags = await undoTagChanges(trx, actor, entry.changes.tags ?? [])
  const undone = [...tasks.undone, ...tags.undone]
  const kept = [...tasks.kept, ...tags.kept]
  const redoId =
    tasks.undoId ??
    (tags.changes.length > 0
      ? await rememberChange(trx, actor.userId, 'tag.undo', { tags: tags.changes })
      : null)
  if (undone.length > 0) {
    await rows(trx, 'UPDATE undo_entries SET undone_at = taskflow_now() WHERE id = :id', {
      id: undoId,
    })
  }
  return { action: entry.action, undone, kept, undoId: redoId }
}

/** Tags, tasks, entry: who deletes a task for good locks it and then the entries that know it. */
async function lockRows(trx: Trx, userId: string, changes: TaskChange[]): Promise<Set<string>> {
  const alive = await keepTags(trx, userId, [
    ...new Set(changes.flatMap(({ before }) => before?.tagIds ?? [])),
  ])
  await lockTasks(
    trx,
    userId,
    changes.map(({ id }) => id)
  )
  return new Set(alive)
}

async function findEntry(trx: Trx, userId: string, id: string, lock: 'FOR UPDATE' | '' = '') {
  const [entry] = await rows<{ action: string; changes: UndoChanges; undone: boolean }>(
    trx,
    `SELECT action, changes, undone_at IS NOT NULL AS undone FROM undo_entries
     WHERE id = :id AND user_id = :userId AND created_at > taskflow_now() - make_interval(hours => ${UNDO_HOURS})
     ${lock}`,
    { id, userId }
  )
  if (!entry) throw notFound('undo')
  if (entry.undone) throw new Problem(409, 'already_undone', 'This change was taken back already.')
  return entry
}

async function undoTaskChanges(
  trx: Trx,
  actor: Actor,
  changes: TaskChange[],
  aliveTags: Set<string>
) {
  const byId = new Map(changes.map((change) => [change.id, change]))
  const kept: UndoResult['kept'] = []
  const { tasks, changedIds, undoId } = await changeTasks(
    trx,
    actor,
    'task.undo',
    [...byId.keys()],
    (task) => {
      const change = byId.get(task.id)
      if (change && isAsLeft(task, change)) {
        return stateBefore(change.before, task, actor.timezone, aliveTags)
      }
      kept.push({ type: 'task', id: task.id, name: task.title, reason: 'changed_since' })
      return task
    }
  )
  const present = new Set(tasks.map((task) => task.id))
  for (const { id } of changes) {
    if (!present.has(id)) kept.push({ type: 'task', id, name: null, reason: 'gone' })
  }
  const undone = tasks
    .filter((task) => changedIds.has(task.id))
    .map((task): UndoneRow => ({ type: 'task', id: task.id, name: task.title }))
  return { undone, kept, undoId }
}

/** By its version nothing has changed since; by its fingerprint whatever has was taken back again. */
function isAsLeft(task: Task, { version, after }: TaskChange) {
  return task.version === version || fingerprint(stateOf(task)) === after
}

/** Before it was made, a task was not there: it goes to the trash, as nothing that was typed is thrown away. */
function stateBefore(
  state: TaskState | null,
  present: TaskState,
  zone: string,
  aliveTags: Set<string>
): TaskState {
  if (state === null) return { ...present, deletedAt: present.deletedAt ?? nowInstant() }
  const due = state.dueOn ? allDay(state.dueOn, zone) : {} // the profile's zone may be another by now
  return { ...state, ...due, tagIds: state.tagIds.filter((id) => aliveTags.has(id)) }
}

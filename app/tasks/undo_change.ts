import type { Actor } from '#app/shared/actor'
import { rows, type Trx } from '#app/shared/database'
import { notFound, Problem } from '#app/shared/problem'
import { nowInstant } from '#app/shared/time'
import { changeTasks, stateOf } from '#app/tasks/change_tasks'
import { undoTagChanges } from '#app/tasks/undo_tag_changes'
import type { TaskState } from '#app/tasks/task'
import { rememberChange, UNDO_HOURS, type UndoChanges } from '#app/tasks/undo_entry'

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
  const entry = await lockEntry(trx, actor.userId, undoId)
  const tasks = await undoTaskChanges(trx, actor, entry.changes.tasks ?? [])
  const tags = await undoTagChanges(trx, actor, entry.changes.tags ?? [])
  const undone = [...tasks.undone, ...tags.undone]
  const kept = [...tasks.kept, ...tags.kept]
  const redoId = tasks.undoId ?? (tags.changes.length > 0 ? await rememberChange(trx, actor.userId, 'tag.undo', { tags: tags.changes }) : null)
  if (undone.length > 0) await rows(trx, 'UPDATE undo_entries SET undone_at = taskflow_now() WHERE id = :id', { id: undoId })
  return { action: entry.action, undone, kept, undoId: redoId }
}

async function lockEntry(trx: Trx, userId: string, id: string) {
  const [entry] = await rows<{ action: string; changes: UndoChanges; undone: boolean }>(
    trx,
    `SELECT action, changes, undone_at IS NOT NULL AS undone FROM undo_entries
     WHERE id = :id AND user_id = :userId AND created_at > taskflow_now() - make_interval(hours => ${UNDO_HOURS})
     FOR UPDATE`,
    { id, userId }
  )
  if (!entry) throw notFound('undo')
  if (entry.undone) throw new Problem(409, 'already_undone', 'This change was taken back already.')
  return entry
}

async function undoTaskChanges(trx: Trx, actor: Actor, changes: NonNullable<UndoChanges['tasks']>) {
  const byId = new Map(changes.map((change) => [change.id, change]))
  const kept: UndoResult['kept'] = []
  const alive = await aliveTags(trx, changes)
  const { tasks, changedIds, undoId } = await changeTasks(trx, actor, 'task.undo', [...byId.keys()], (task) => {
    const change = byId.get(task.id)
    if (change && change.version === task.version) return before(change.before, stateOf(task), alive)
    kept.push({ type: 'task', id: task.id, name: task.title, reason: 'changed_since' })
    return task
  })
  const present = new Set(tasks.map((task) => task.id))
  for (const { id } of changes) {
    if (!present.has(id)) kept.push({ type: 'task', id, name: null, reason: 'gone' })
  }
  const undone = tasks
    .filter((task) => changedIds.has(task.id))
    .map((task): UndoneRow => ({ type: 'task', id: task.id, name: task.title }))
  return { undone, kept, undoId }
}

/** Before it was made, a task was not there: it goes to the trash, as nothing that was typed is thrown away. */
function before(state: TaskState | null, present: TaskState, alive: Set<string>): TaskState {
  if (state === null) return { ...present, deletedAt: present.deletedAt ?? nowInstant() }
  return { ...state, tagIds: state.tagIds.filter((id) => alive.has(id)) }
}

async function aliveTags(trx: Trx, changes: NonNullable<UndoChanges['tasks']>) {
  const ids = [...new Set(changes.flatMap((change) => change.before?.tagIds ?? []))]
  if (ids.length === 0) return new Set<string>()
  const alive = await rows<{ id: string }>(trx, 'SELECT id FROM tags WHERE id = ANY(:ids::uuid[])', { ids })
  return new Set(alive.map(({ id }) => id))
}

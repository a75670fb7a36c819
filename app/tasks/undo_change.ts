import type { Actor } from '#app/shared/actor'
import { rows, type Trx } from '#app/shared/database'
import { notFound, Problem } from '#app/shared/problem'
import { nowInstant } from '#app/shared/time'
import { applyDecision } from '#app/tasks/change_tasks'
import { type Held, holdTasks } from '#app/tasks/occurrences/hold'
import { rebuiltDue } from '#app/tasks/rebuilt_due'
import { stateOf } from '#app/tasks/task_state'
import { keepTags } from '#app/tasks/task_tags'
import { undoTagChanges } from '#app/tasks/undo_tag_changes'
import type { TaskState } from '#app/tasks/task'
import { whatCanBeUndone } from '#app/tasks/undoable'
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
  /** Of the tasks that were taken back, those that are out of their series now: what follows them was touched. */
  detachedIds: string[]
}

/**
 * Takes a change back, row by row, where the row is still as the change left it. Undoing is a change itself: its own
 * undo does it again.
 */
export async function undoChange(trx: Trx, actor: Actor, undoId: string): Promise<UndoResult> {
  const given = await findEntry(trx, actor.userId, undoId)
  const { aliveTags, held } = await holdRows(trx, actor.userId, given.changes)
  const entry = await findEntry(trx, actor.userId, undoId, 'FOR UPDATE')
  const tasks = await undoTaskChanges(trx, actor, entry.changes, held, aliveTags)
  const tags = await undoTagChanges(trx, actor, entry.changes.tags ?? [])
  const undone = [...tasks.undone, ...tags.undone]
  const kept = [...tasks.kept, ...tags.kept]
  const redoId =
    tasks.undoId ??
    (tags.changes.length > 0
      ? await rememberChange(trx, actor.userId, 'tag.undo', { tags: tags.changes })
      : null)
  if (redoId !== null) {
    await rows(trx, 'UPDATE undo_entries SET undone_at = taskflow_now() WHERE id = :id', {
      id: undoId,
    })
  }
  return {
    action: entry.action,
    undone,
    kept,
    undoId: redoId,
    detachedIds: tasks.detachedIds,
  }
}

/** Tags, series, tasks, entry: who deletes a task for good locks it and then the entries that know it. */
async function holdRows(trx: Trx, userId: string, { tasks = [], series = [] }: UndoChanges) {
  const alive = await keepTags(trx, userId, [
    ...new Set(tasks.flatMap(({ before }) => before?.tagIds ?? [])),
  ])
  const held = await holdTasks(
    trx,
    userId,
    tasks.map(({ id }) => id),
    [...series.map(({ id }) => id), ...tasks.flatMap(({ before }) => before?.seriesId ?? [])]
  )
  return { aliveTags: new Set(alive), held }
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
  { tasks: changes = [], series = [] }: UndoChanges,
  held: Held,
  aliveTags: Set<string>
) {
  const undoable = whatCanBeUndone(held, changes, series)
  const wanted = new Map(
    [...undoable.tasks].map(([task, change]) => [
      task.id,
      stateBefore(change.before, task, actor.timezone, aliveTags),
    ])
  )
  const { tasks, changedIds, undoId } = await applyDecision(trx, actor, 'task.undo', held, {
    tasks: wanted,
    series: undoable.series,
    touched: new Set(series.length > 0 ? wanted.keys() : []),
  })
  const present = new Set(held.tasks.map(({ id }) => id))
  const left = held.tasks.filter((task) => !undoable.tasks.has(task))
  const gone = changes.filter(({ id }) => !present.has(id))
  return {
    detachedIds: tasks
      .filter((task) => task.detached && wanted.get(task.id)?.detached === false)
      .map(({ id }) => id),
    undone: tasks
      .filter((task) => changedIds.has(task.id))
      .map((task): UndoneRow => ({ type: 'task', id: task.id, name: task.title })),
    kept: [
      ...left.map((task) => keptRow(task.id, task.title, 'changed_since' as const)),
      ...gone.map(({ id }) => keptRow(id, null, 'gone' as const)),
    ],
    undoId,
  }
}

function keptRow<Reason>(id: string, name: string | null, reason: Reason) {
  return { type: 'task' as const, id, name, reason }
}

/** Before it was made, a task was not there: it goes to the trash, as nothing that was typed is thrown away. */
function stateBefore(
  before: Partial<TaskState> | null,
  present: TaskState,
  zone: string,
  aliveTags: Set<string>
): TaskState {
  if (before === null) return { ...present, deletedAt: present.deletedAt ?? nowInstant() }
  // What a former release has kept says nothing of series: they stay as they are.
  const state = { ...stateOf(present), ...before }
  const due = rebuiltDue(state, zone) // the profile's zone, or the zone data, may be another by now
  return { ...state, ...due, tagIds: state.tagIds.filter((id) => aliveTags.has(id)) }
}

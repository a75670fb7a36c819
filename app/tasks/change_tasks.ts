import { recordEvents } from '#app/messaging/record_event'
import type { Series, SeriesState } from '#app/recurrence/series'
import { saveSeries } from '#app/recurrence/series_store'
import { seriesChanged, seriesCreated } from '#app/recurrence/series_transformer'
import type { Trx } from '#app/shared/database'
import { notFound } from '#app/shared/problem'
import type { Actor } from '#app/shared/actor'
import { makeMissing } from '#app/tasks/occurrences/make_next'
import { cancelNext } from '#app/tasks/occurrences/cancel_next'
import { type Held, holdTasks } from '#app/tasks/occurrences/hold'
import { type Change, settle, type Settled } from '#app/tasks/occurrences/settle'
import { removeTasks } from '#app/tasks/remove_tasks'
import type { Task, TaskState } from '#app/tasks/task'
import { taskChanged } from '#app/tasks/task_events'
import { closingStateOf, differs, seriesStateOf, stateOf } from '#app/tasks/task_state'
import { setTaskTags } from '#app/tasks/task_tags'
import { rememberWords, wordsOf } from '#app/tasks/search_words'
import { fingerprint, rememberChange, seriesFingerprint } from '#app/tasks/undo_entry'
import { retags, rewords, writeTasks } from '#app/tasks/write_tasks'

export interface ChangeResult {
  /** Every task that was locked, as it is now, in the order of the ids. */
  tasks: Task[]
  /** The tasks that are different from before. */
  changedIds: Set<string>
  /** For the header `Taskflow-Undo`; null when nothing changed. */
  undoId: string | null
}

/** What is to become of what is held. */
export interface Decision {
  /** Tasks that are not named stay as they are. */
  tasks: Map<string, TaskState>
  series?: Map<string, SeriesState>
  /** Series that were made on the way. */
  madeSeries?: Series[]
  /** Tasks whose representation changes although their row does not: their version does too. */
  touched?: ReadonlySet<string>
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
  const held = await holdTasks(trx, actor.userId, ids)
  const tasks = new Map(held.tasks.map((task) => [task.id, decide(task)]))
  return applyDecision(trx, actor, action, held, { tasks })
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

/** The second half of `changeTasks`, for who decides on more than one task at a time. */
export async function applyDecision(
  trx: Trx,
  actor: Actor,
  action: string,
  held: Held,
  { tasks: decided, series = new Map(), madeSeries = [], touched = new Set() }: Decision
): Promise<ChangeResult> {
  const changes = held.tasks.flatMap((task): Change[] => {
    const after = decided.get(task.id)
    if (!after || !(touched.has(task.id) || differs(task, after))) return []
    return [{ task, after: { ...closingStateOf(task), ...stateOf(after) }, closes: false }]
  })
  if (changes.length === 0 && series.size === 0) {
    return { tasks: held.tasks, changedIds: new Set(), undoId: null }
  }
  const settled = await settle(trx, held, changes, series, actor.timezone)
  await removeTasks(trx, actor, settled.removed)
  const savedSeries = await writeSeries(trx, settled)
  await setTaskTags(
    trx,
    changes.filter(retags).map(({ task, after }) => ({ taskId: task.id, tagIds: after.tagIds }))
  )
  const written = await writeTasks(trx, changes)
  const gone = new Set(settled.removed.map(({ id }) => id))
  await cancelNext(trx, settled.cancelled, [...gone])
  const tasks = held.tasks.flatMap((task) =>
    gone.has(task.id) ? [] : (written.get(task.id) ?? task)
  )
  const changedIds = new Set(written.keys())
  const reworded = new Set(changes.filter(rewords).map(({ task }) => task.id))
  await rememberWords(trx, actor.userId, tasks.filter(({ id }) => reworded.has(id)).map(wordsOf))
  const undoId = await rememberChange(trx, actor.userId, action, {
    tasks: changes.map(({ task }) => ({
      id: task.id,
      before: stateOf(task),
      version: written.get(task.id)?.version ?? task.version,
      after: fingerprint(stateOf(written.get(task.id) ?? task)),
    })),
    series: [
      ...madeSeries.map((made) => ({
        id: made.id,
        before: null,
        version: made.version,
        after: seriesFingerprint(made),
      })),
      ...savedSeries.map(({ before, after }) => ({
        id: after.id,
        before: seriesStateOf(before),
        version: after.version,
        after: seriesFingerprint(after),
      })),
    ],
  })
  await recordEvents(trx, actor, [
    ...madeSeries.map(seriesCreated),
    ...savedSeries.map(({ before, after }) => seriesChanged(before, after)),
    ...changes.map(({ task, closes }) => {
      const after = written.get(task.id) ?? task
      return { ...taskChanged(task, after), ...(closes && { eventId: after.closingEventId }) }
    }),
  ])
  for (const id of settled.stranded) await makeMissing(trx, actor, id)
  return { tasks, changedIds, undoId }
}

async function writeSeries(trx: Trx, { series }: Settled) {
  const saved = []
  for (const { before, after } of series) {
    saved.push({ before, after: await saveSeries(trx, before.id, after) })
  }
  return saved
}

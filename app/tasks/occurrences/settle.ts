import type { Series, SeriesState } from '#app/recurrence/series'
import type { Trx } from '#app/shared/database'
import type { Held } from '#app/tasks/occurrences/hold'
import { placeOf, type Place } from '#app/tasks/occurrences/occurrence'
import { SeriesInChange } from '#app/tasks/occurrences/series_in_change'
import { waitingOf } from '#app/tasks/occurrences/waiting_query'
import type { ClosingState, Task, TaskState } from '#app/tasks/task'
import { seriesFingerprint } from '#app/tasks/undo_entry'

/** A task, and what it is to become. */
export interface Change {
  task: Task
  after: TaskState & ClosingState
  /** Whether this closes it: then it gets the id of the event that says so. */
  closes: boolean
}

/** How a change moves a task within one series. */
export interface Move {
  change: Change
  from: Place
  to: Place
}

/** What a change does to series, beside what was decided for its tasks. */
export interface Settled {
  /** Each series that is different from before. */
  series: { before: Series; after: SeriesState }[]
  /** Next occurrences that nobody has touched, whose maker is taken back: they go for good. */
  removed: Task[]
  /** Series that have ended before the next occurrence was made, or together with it. */
  cancelled: string[]
  /** Series that go on but wait for nothing: what follows is to be made from their last closed occurrence. */
  stranded: string[]
}

/**
 * Keeps the truth of every series that a change touches, undo included: one that goes on waits for exactly one thing, an
 * open occurrence or the making of the next; one that has ended waits for none. Completes the changes with what follows
 * from that: a closed occurrence says what comes next, one that cannot be the open one any more is detached.
 *
 * @param decided series that the change itself has changed
 * @param profileZone of the tasks' owner
 */
export async function settle(
  trx: Trx,
  held: Held,
  changes: Change[],
  decided: ReadonlyMap<string, SeriesState>,
  profileZone: string
): Promise<Settled> {
  const moves = movesOf(changes)
  const touched = [...new Set([...moves.keys(), ...decided.keys()])].sort()
  const waiting = await waitingOf(
    trx,
    touched.filter((id) => decided.has(id) || moves.get(id)?.some(isArrival)),
    changes.map(({ task }) => task.id)
  )
  const settled: Settled = { series: [], removed: [], cancelled: [], stranded: [] }
  for (const id of touched) {
    const before = held.series.get(id)
    if (!before) throw new Error(`series ${id} is not locked`)
    const one = new SeriesInChange(decided.get(id) ?? before, waiting.get(id), profileZone)
    one.takeAll(moves.get(id) ?? [])
    if (differs(before, one.state)) settled.series.push({ before, after: one.state })
    if (one.removed) settled.removed.push(one.removed)
    if (one.isCancelled) settled.cancelled.push(id)
    if (one.isStranded) settled.stranded.push(id)
  }
  return settled
}

/** What was decided may have been taken back by what follows from it. */
function differs(before: Series, after: SeriesState): boolean {
  return seriesFingerprint(before) !== seriesFingerprint(after)
}

function movesOf(changes: Change[]): Map<string, Move[]> {
  const moves = new Map<string, Move[]>()
  for (const change of changes) {
    const { task, after } = change
    for (const id of new Set([task.seriesId, after.seriesId])) {
      if (id === null) continue
      const from = task.seriesId === id ? placeOf(task) : 'none'
      const to = after.seriesId === id ? placeOf(after) : 'none'
      moves.set(id, [...(moves.get(id) ?? []), { change, from, to }])
    }
  }
  return moves
}

/** Whether the place of the open occurrence is asked for, which another one may have. */
function isArrival({ from, to }: Move) {
  return from !== 'open' && to !== from
}

import type { Series, SeriesState } from '#app/recurrence/series'
import type { Held } from '#app/tasks/occurrences/hold'
import type { Task } from '#app/tasks/task'
import { stateOf } from '#app/tasks/task_state'
import {
  fingerprint,
  type SeriesChange,
  seriesFingerprint,
  type TaskChange,
} from '#app/tasks/undo_entry'

export interface Undoable {
  tasks: Map<Task, TaskChange>
  /** What each series was before; one that the change made is not in here: it ends when its task leaves it. */
  series: Map<string, SeriesState>
}

/**
 * The rows of a change that are still as it left them. A series and its tasks go back together or not at all: an
 * occurrence with the key of another rule would be nobody's.
 */
export function whatCanBeUndone(
  held: Held,
  changes: TaskChange[],
  seriesChanges: SeriesChange[]
): Undoable {
  const byId = new Map(held.tasks.map((task) => [task.id, task]))
  const links = changes.map((change) => linksOf(change, byId.get(change.id)))
  const stuck = new Set(
    seriesChanges.filter((change) => !isSeriesAsLeft(held.series.get(change.id), change)).map(idOf)
  )
  const together = new Set(seriesChanges.map(idOf))
  const isFree = ({ isPresent, seriesIds }: Linked) =>
    isPresent && !seriesIds.some((id) => stuck.has(id))
  for (let before = -1; before !== stuck.size;) {
    before = stuck.size
    for (const link of links) {
      if (isFree(link)) continue
      for (const id of link.seriesIds) if (together.has(id)) stuck.add(id)
    }
  }
  return {
    tasks: new Map(
      links.filter(isFree).flatMap(({ task, change }) => (task ? [[task, change] as const] : []))
    ),
    series: new Map(
      seriesChanges.flatMap(({ id, before }) =>
        before && !stuck.has(id) ? [[id, before] as const] : []
      )
    ),
  }
}

interface Linked {
  change: TaskChange
  task: Task | undefined
  isPresent: boolean
  /** The series that the task is in, and the one that it goes back to. */
  seriesIds: string[]
}

function linksOf(change: TaskChange, task: Task | undefined): Linked {
  return {
    change,
    task,
    isPresent: task !== undefined && isAsLeft(task, change),
    seriesIds: [task?.seriesId, change.before?.seriesId, change.seriesId].filter(
      (id) => typeof id === 'string'
    ),
  }
}

/** By its version nothing has changed since; by its fingerprint whatever has was taken back again. */
function isAsLeft(task: Task, { version, after }: TaskChange) {
  return task.version === version || fingerprint(stateOf(task)) === after
}

function isSeriesAsLeft(series: Series | undefined, { version, after }: SeriesChange) {
  return series !== undefined && (series.version === version || seriesFingerprint(series) === after)
}

function idOf({ id }: SeriesChange) {
  return id
}

import { movedToZone } from '#app/recurrence/move_series'
import { lockSeries } from '#app/recurrence/series_store'
import type { Actor } from '#app/shared/actor'
import type { Trx } from '#app/shared/database'
import { applyDecision } from '#app/tasks/change_tasks'
import { timed } from '#app/tasks/due_date'
import { type Held, holdTasks } from '#app/tasks/occurrences/hold'
import { dueOfKey, isPending } from '#app/tasks/occurrences/occurrence'
import { isSameDue } from '#app/tasks/rebuilt_due'
import type { Due, Task } from '#app/tasks/task'
import { timedInZone } from '#app/tasks/timed_in_zone_query'

/** IANA names. */
export interface ZoneMove {
  from: string
  to: string
}

/**
 * Moves what a person has planned by the clocks of one zone to those of another: active tasks and live series keep
 * their wall times. The trash, all-day tasks and other zones stay as they are. One change with one undo.
 */
export async function moveTasksToZone(
  trx: Trx,
  actor: Actor,
  { from, to }: ZoneMove
): Promise<{ moved: number; undoId: string | null }> {
  if (from === to) return { moved: 0, undoId: null }
  const { userId } = actor
  const first = await timedInZone(trx, userId, from)
  await lockSeries(trx, userId, first.seriesIds)
  // Once more: now that the series are held, no next occurrence is made in the old zone.
  const { taskIds, seriesIds, relatedIds, count } = await timedInZone(trx, userId, from)
  const held = await holdTasks(trx, userId, [...taskIds, ...relatedIds], seriesIds)
  const series = movedSeries(held, { from, to })
  // Those show their series' rule, and when the next one is due.
  const showsAnother = (task: Task) => {
    const after = series.get(task.seriesId ?? '')
    return after !== undefined && (isPending(task) || after.rule !== task.series?.rule)
  }
  const { undoId } = await applyDecision(trx, actor, 'zone.move', held, {
    tasks: new Map(held.tasks.map((task) => [task.id, moved(task, { from, to })])),
    series,
    touched: new Set(held.tasks.filter(showsAnother).map(({ id }) => id)),
  })
  return { moved: undoId ? count : 0, undoId }
}

function movedSeries({ series }: Held, { from, to }: ZoneMove) {
  return new Map(
    [...series.values()]
      .filter(({ timezone, endedAt }) => timezone === from && endedAt === null)
      .map((one) => [one.id, movedToZone(one, to)])
  )
}

function moved(task: Task, { from, to }: ZoneMove): Task {
  if (task.status !== 'active' || task.deletedAt || task.dueTimezone !== from) return task
  return { ...task, ...dueIn(task, { from, to }) }
}

/** An occurrence that is due when its key says is so in the other zone, too, which has gaps of its own. */
function dueIn(task: Task, { from, to }: ZoneMove): Due {
  const { dueWall, occurrenceKey: key } = task
  if (key && isSameDue(task, dueOfKey(key, from, from))) return dueOfKey(key, to, to)
  return dueWall ? timed(dueWall, to) : task
}

import { upcomingAfter } from '#app/recurrence/engine/index'
import { engineSeries, type Series } from '#app/recurrence/series'
import { type Client, rows } from '#app/shared/database'
import { instantOrStartOfDay } from '#app/shared/time'
import { dueOfKey, isPending, placeOf } from '#app/tasks/occurrences/occurrence'
import { waitingOf } from '#app/tasks/occurrences/waiting_query'
import type { Due, Task } from '#app/tasks/task'
import { TASK_COLUMNS, taskFromRow, type TaskRow } from '#app/tasks/task_row'

/** `planned`: no task yet; `pending`: its predecessor is closed, and it is made in a moment. */
export type OccurrenceLook = 'completed' | 'skipped' | 'open' | 'pending' | 'planned'

export interface ShownOccurrence {
  look: OccurrenceLook
  key: string
  due: Due
  /** Null where there is no task. */
  task: Task | null
}

export interface OccurrenceWindow {
  /** Due from this date or instant on; inclusive. */
  due_after?: string
  /** Due before this date or instant; exclusive. */
  due_before?: string
  /** At most so many of the past, and as many of what is to come. */
  limit: number
}

/**
 * What was and what is to come of a series, in the order of its dates: closed occurrences, the latest ones first to be
 * counted; the open one; and dates that the rule still has, which are no tasks. Those that were detached are left out.
 */
export async function seriesOccurrences(
  client: Client,
  series: Series,
  window: OccurrenceWindow,
  profileZone: string
): Promise<{ occurrences: ShownOccurrence[]; hasEarlier: boolean; hasLater: boolean }> {
  const { limit } = window
  const past = await closedOccurrences(client, series.id, window, profileZone)
  const waiting = await waitingOf(client, [series.id])
  const waits = waiting.get(series.id)
  const coming = waits ? comingAfter(series, waits, limit + 1, profileZone) : []
  const shown = coming.filter(({ due }) => isWithin(due, window, profileZone))
  return {
    occurrences: [...past.slice(0, limit).reverse(), ...shown.slice(0, limit)],
    hasEarlier: past.length > limit,
    hasLater: shown.length > limit,
  }
}

/** Index: tasks_occurrence_key. */
async function closedOccurrences(
  client: Client,
  seriesId: string,
  { due_after: after, due_before: before, limit }: OccurrenceWindow,
  zone: string
): Promise<ShownOccurrence[]> {
  const found = await rows<TaskRow>(
    client,
    `SELECT ${TASK_COLUMNS} FROM tasks t
     WHERE t.series_id = :seriesId AND t.status = 'completed' AND NOT t.detached AND t.deleted_at IS NULL
       AND coalesce(t.due_at >= :after::timestamptz, true) AND coalesce(t.due_at < :before::timestamptz, true)
     ORDER BY t.closed_at DESC NULLS LAST, t.id DESC LIMIT :limit`,
    {
      seriesId,
      after: after === undefined ? null : instantOrStartOfDay(after, zone),
      before: before === undefined ? null : instantOrStartOfDay(before, zone),
      limit: limit + 1,
    }
  )
  return found.map(taskFromRow).map((task) => ({
    look: task.skippedAt ? 'skipped' : 'completed',
    key: task.occurrenceKey ?? '',
    due: task,
    task,
  }))
}

function comingAfter(
  series: Series,
  waits: Task,
  limit: number,
  profileZone: string
): ShownOccurrence[] {
  const open = placeOf(waits) === 'open' ? waits : null
  const key = (isPending(waits) ? waits.nextKey : waits.occurrenceKey) ?? ''
  const dueOf = (one: string) => dueOfKey(one, series.timezone, profileZone)
  const first: ShownOccurrence = {
    look: open ? 'open' : 'pending',
    key,
    due: open ?? dueOf(key),
    task: open,
  }
  const planned = upcomingAfter(engineSeries(series), key, limit).map((one): ShownOccurrence => ({
    look: 'planned',
    key: one.key,
    due: dueOf(one.key),
    task: null,
  }))
  return [first, ...planned]
}

function isWithin(
  { dueAt }: Due,
  { due_after: after, due_before: before }: OccurrenceWindow,
  zone: string
) {
  if (dueAt === null) return after === undefined && before === undefined
  const at = Date.parse(dueAt)
  const isLate = after !== undefined && at < Date.parse(instantOrStartOfDay(after, zone))
  const isEarly = before !== undefined && at >= Date.parse(instantOrStartOfDay(before, zone))
  return !isLate && !isEarly
}

import { occurrences, upcomingAfter } from '#app/recurrence/engine/index'
import { engineSeries, type Series } from '#app/recurrence/series'
import { clock } from '#app/shared/clock'
import { type Client, rows } from '#app/shared/database'
import { addDays, dateIn, instantOrStartOfDay, startOfDay } from '#app/shared/time'
import { dueOfKey, isPending, placeOf } from '#app/tasks/occurrences/occurrence'
import { waitingOf } from '#app/tasks/occurrences/waiting_query'
import type { Due, Task } from '#app/tasks/task'
import { TASK_COLUMNS, taskFromRow, type TaskRow } from '#app/tasks/task_row'

/** Of a series that is counted from its completions: a window beyond so many dates is not reached. */
const MOST_WALKED = 1000

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
  const coming = waits ? comingAfter(series, waits, window, profileZone) : []
  const shown = coming.filter(({ due }) => isWithin(due, window, profileZone))
  const isCutShort = coming.length > MOST_WALKED && !isPast(coming.at(-1)?.due, window, profileZone)
  return {
    occurrences: [...past.slice(0, limit).reverse(), ...shown.slice(0, limit)],
    hasEarlier: past.length > limit,
    hasLater: shown.length > limit || isCutShort,
  }
}

/** Index: tasks_closed. */
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
  window: OccurrenceWindow,
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
  const planned = plannedAfter(series, key, window, profileZone).map((one): ShownOccurrence => ({
    look: 'planned',
    key: one,
    due: dueOf(one),
    task: null,
  }))
  return [first, ...planned]
}

/**
 * The keys of dates to come: of a fixed series those that are left when the open one is done now. Those of a window far
 * away are found there; after completion one leads to the next.
 */
function plannedAfter(
  series: Series,
  key: string,
  { due_after: from, limit }: OccurrenceWindow,
  profileZone: string
): string[] {
  const plan = engineSeries(series)
  const start = Math.max(
    from === undefined ? 0 : Date.parse(instantOrStartOfDay(from, profileZone)),
    series.mode === 'fixed' ? soonest(series, profileZone) : 0
  )
  const isFar = Date.parse(dueOfKey(key, series.timezone, profileZone).dueAt ?? '') < start
  const most = limit + 1
  if (!isFar) return upcomingAfter(plan, key, most).map((one) => one.key)
  if (series.mode !== 'fixed') return upcomingAfter(plan, key, MOST_WALKED).map((one) => one.key)
  const after = justBefore(start, series.timezone, profileZone)
  return [...occurrences(plan.rule, plan.start, { after, limit: most })].map((one) => one.key)
}

/** What is done now is followed by something after now; all-day, after today. */
function soonest({ timezone }: Series, profileZone: string): number {
  const now = clock.nowMs()
  return timezone === null
    ? Date.parse(startOfDay(addDays(dateIn(now, profileZone), 1), profileZone))
    : now + 1000
}

/** A moment as the rule of a series takes it, after which all come that are due from an instant on. */
function justBefore(atMs: number, timezone: string | null, profileZone: string): string {
  return timezone === null
    ? addDays(dateIn(atMs, profileZone), -1)
    : new Date(atMs - 1000).toISOString()
}

function isWithin(
  { dueAt }: Due,
  { due_after: after, due_before: before }: OccurrenceWindow,
  zone: string
) {
  if (dueAt === null) return after === undefined && before === undefined
  const isEarly =
    after !== undefined && Date.parse(dueAt) < Date.parse(instantOrStartOfDay(after, zone))
  return !isEarly && !isPast({ dueAt }, { due_before: before }, zone)
}

function isPast(
  due: Pick<Due, 'dueAt'> | undefined,
  { due_before: before }: Pick<OccurrenceWindow, 'due_before'>,
  zone: string
) {
  if (before === undefined || !due?.dueAt) return false
  return Date.parse(due.dueAt) >= Date.parse(instantOrStartOfDay(before, zone))
}

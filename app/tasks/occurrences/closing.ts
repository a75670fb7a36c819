import { missedBetween, nextInSeries, parseKey } from '#app/recurrence/engine/index'
import { engineSeries, type Recurrence } from '#app/recurrence/series'
import { addDays, dateIn } from '#app/shared/time'
import { keyInKind } from '#app/tasks/occurrences/occurrence'
import type { ClosingState, TaskState } from '#app/tasks/task'

type Closed = Pick<TaskState, 'occurrenceKey' | 'completedAt' | 'skippedAt'>

/**
 * What follows an occurrence that is completed or skipped (docs/recurrence.md, "What follows a closed occurrence"), and
 * how many dates of its rule have passed meanwhile.
 *
 * @param profileZone whose date of completion counts for an all-day series
 */
export function closingOf(
  series: Recurrence,
  { occurrenceKey, completedAt: at, skippedAt }: Closed,
  profileZone: string
): Pick<ClosingState, 'nextKey' | 'missed'> {
  if (occurrenceKey === null || at === null) {
    throw new Error('only a closed occurrence is followed by one')
  }
  const plan = engineSeries(series)
  const key = keyInKind(occurrenceKey, series.timezone)
  const action = skippedAt ? 'skip' : 'complete'
  const nextKey = nextInSeries(plan, { action, key, at, zone: profileZone })?.key ?? null
  if (series.mode !== 'fixed' || action === 'skip') return { nextKey, missed: 0 }
  const untilNow = series.timezone === null ? addDays(dateIn(Date.parse(at), profileZone), 1) : at
  return { nextKey, missed: missedBetween(plan, parseKey(key).scheduled, nextKey ?? untilNow) }
}

import { type Series as EngineSeries, upcomingAfter } from '#app/recurrence/engine/index'
import { engineSeries, type Series } from '#app/recurrence/series'
import { wallTimeIn } from '#app/shared/time'
import { dueOfKey, placeOf } from '#app/tasks/occurrences/occurrence'
import type { ShownOccurrence } from '#app/tasks/occurrences/series_occurrences'
import type { Due, Task } from '#app/tasks/task'
import { dayWords, dueDay, dueTime, type PageNow } from '#app/tasks/pages/due_words'
import { momentWords } from '#app/tasks/pages/occurrence_words'

export interface SeriesComing {
  /** What stands above the dates; null where there are none. */
  comingTitle: string | null
  coming: string[]
}

/**
 * What comes after the task that is shown, from what its series waits for and what it has planned. A closed one has what is
 * waited for among that.
 */
export function seriesComing(
  task: Task,
  series: Series,
  ahead: ShownOccurrence[],
  now: PageNow
): SeriesComing {
  const [waited] = ahead
  if (!waited || task.detached) return { comingTitle: null, coming: [] }
  const isOpen = placeOf(task) === 'open'
  const isLate = Date.parse(waited.due.dueAt ?? '') < now.nowMs
  const engine = engineSeries(series)
  const from = goesOnFrom(engine, waited.key, wallOf(waited.due, series, now), now)
  const then = upcomingAfter(engine, from, ahead.length - 1).map((one) =>
    dueOfKey(one.key, series.timezone, now.zone)
  )
  const dues = isOpen ? then : [waited.due, ...then]
  return {
    comingTitle: dues.length > 0 ? title(isOpen, isLate, series) : null,
    coming: inWords(dues, now),
  }
}

/**
 * The key from which on a series goes on when what it waits for is done on its day, or today where that is past: dates that
 * passed until then make no tasks.
 *
 * @param due the wall time of what it waits for, in the series' zone; a date where it was made all-day
 */
export function goesOnFrom({ mode, start }: EngineSeries, key: string, due: string, now: PageNow) {
  const wall = start.zone
    ? wallTimeIn(new Date(now.nowMs).toISOString(), start.zone).slice(0, 16)
    : now.today
  const then = start.zone && due.length === 10 ? `${due}T23:59` : due.slice(0, start.zone ? 19 : 10)
  const done = wall > then ? wall : then
  if (mode === 'fixed') return done > key ? done : key
  return key.replace(/^.{10}/, done.slice(0, 10))
}

function wallOf(due: Due, { timezone }: Series, now: PageNow): string {
  if (!timezone) return dueDay(due, now.zone) ?? now.today
  return due.dueAt ? wallTimeIn(due.dueAt, timezone).slice(0, 16) : ''
}

function title(isOpen: boolean, isLate: boolean, { mode }: Series): string {
  if (mode === 'fixed') return isOpen ? 'Then:' : 'Next:'
  if (!isOpen) return 'Next, if each is done on its day:'
  return isLate ? 'If done today, then:' : 'If done on its day, then:'
}

/** The time of day where it is not that of all of them: the words of the rule have said it. */
function inWords(dues: Due[], now: PageNow): string[] {
  const times = new Set(dues.map((due) => dueTime(due, now.zone)))
  return dues.map((due) => {
    const day = dueDay(due, now.zone)
    return times.size > 1 || !day ? momentWords(due, now) : dayWords(day, now)
  })
}

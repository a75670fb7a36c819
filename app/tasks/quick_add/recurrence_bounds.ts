import { civil, type Day, dayOf, weekdayAfter } from '#app/tasks/quick_add/calendar'
import { calendarDateAt } from '#app/tasks/quick_add/calendar_dates'
import { behindConnector, reads, skip } from '#app/tasks/quick_add/connectors'
import { dateAt, type SaidDate } from '#app/tasks/quick_add/dates'
import type { Moment } from '#app/tasks/quick_add/moment'
import {
  countNamed,
  monthNamed,
  type Unit,
  unitNamed,
  weekdayNamed,
  yearNamed,
} from '#app/tasks/quick_add/names'
import { addUnits } from '#app/tasks/quick_add/relative_dates'
import { type Found, keyAt, type Word } from '#app/tasks/quick_add/words'

/** When a recurrence ends: after so many occurrences, or on a day (inclusive) that depends on its first. */
export type SaidEnd = { count: number } | { until: (first: Day) => Day | undefined }

/** `starting mar 17`, `from monday`, `starting march`. */
export function startAt(
  words: readonly Word[],
  at: number,
  moment: Moment
): Found<SaidDate> | undefined {
  const from = behindStarting(words, at)
  if (from === at) return undefined
  // Not `from april`, who may have written.
  const month = keyAt(words, at) === 'starting' ? monthAt(words, from, moment) : undefined
  return dateAt(words, from, moment) ?? month
}

export function behindStarting(words: readonly Word[], at: number): number {
  return skip(words, at, 'starting', 'from')
}

/** The first day of a month; of the present one what is left. */
function monthAt(words: readonly Word[], at: number, { today }: Moment) {
  const month = monthNamed(keyAt(words, at))
  if (!month) return undefined
  const year = yearNamed(keyAt(words, at + 1))
  const present = civil(today)
  const coming = present.month > month ? present.year + 1 : present.year
  const first = dayOf(year ?? coming, month, 1)
  if (first === undefined) return undefined
  const day = year === undefined ? Math.max(first, today) : first
  return { value: { day }, next: year === undefined ? at + 1 : at + 2 }
}

/** `until mar 10`, `ending friday`, `for 10 times`, `for 3 weeks`. */
export function endAt(
  words: readonly Word[],
  at: number,
  moment: Moment
): Found<SaidEnd> | undefined {
  const from = skip(words, at, 'until', 'till', 'til', 'ending')
  if (from > at) return untilDateAt(words, from, moment)
  return keyAt(words, at) === 'for' ? forAt(words, at + 1) : undefined
}

/**
 * A date without a year, and a weekday, is the next one from the first occurrence on, so that `from dec 20 until jan 5`
 * is a winter and `from monday until friday` that week.
 */
function untilDateAt(words: readonly Word[], at: number, moment: Moment) {
  const said = dateAt(words, at, moment)
  if (!said) return undefined
  const until = (first: Day) => {
    if (said.value.day >= first) return said.value.day
    const from = behindConnector(words, at)
    const weekday = said.next === from + 1 ? weekdayNamed(keyAt(words, from)) : undefined
    if (weekday !== undefined) return weekdayAfter(first - 1, weekday)
    const later = calendarDateAt(words, from, first)
    return later && later.value >= first ? later.value : undefined
  }
  return { value: { until }, next: said.next }
}

/** `for 3 weeks` are three weeks with their first day: of `every monday` three Mondays. */
function forAt(words: readonly Word[], at: number): Found<SaidEnd> | undefined {
  const key = keyAt(words, at)
  const count = key === 'a' ? 1 : countNamed(key)
  if (!count) return undefined
  if (reads(words, at + 1, 'times') || reads(words, at + 1, 'time')) {
    return { value: { count }, next: at + 2 }
  }
  const unit: Unit | undefined = unitNamed(keyAt(words, at + 1))
  if (!unit) return undefined
  const until = (first: Day) => {
    const behind = addUnits(first, count, unit)
    return behind === undefined ? undefined : behind - 1
  }
  return { value: { until }, next: at + 2 }
}

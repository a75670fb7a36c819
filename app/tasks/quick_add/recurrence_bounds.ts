import { type Day, weekdayAfter } from '#app/tasks/quick_add/calendar'
import { calendarDateAt } from '#app/tasks/quick_add/calendar_dates'
import { reads, skip } from '#app/tasks/quick_add/connectors'
import { dateAt, type SaidDate } from '#app/tasks/quick_add/dates'
import type { Moment } from '#app/tasks/quick_add/moment'
import { countNamed, type Unit, unitNamed, weekdayNamed } from '#app/tasks/quick_add/names'
import { addUnits } from '#app/tasks/quick_add/relative_dates'
import { type Found, keyAt, type Word } from '#app/tasks/quick_add/words'

/** When a recurrence ends: after so many occurrences, or on a day (inclusive) that depends on its first. */
export type SaidEnd = { count: number } | { until: (first: Day) => Day | undefined }

/** `starting mar 17`, `from monday`. */
export function startAt(
  words: readonly Word[],
  at: number,
  moment: Moment
): Found<SaidDate> | undefined {
  const from = skip(words, at, 'starting', 'from')
  return from > at ? dateAt(words, from, moment) : undefined
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
    const from = skip(words, at, 'on', 'by', 'at', '@')
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

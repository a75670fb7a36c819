import { monthLength } from '#app/recurrence/engine/calendar'
import {
  addMonths,
  civil,
  type Day,
  dayOf,
  startOfNextWeek,
  weekdayAfter,
  withinYears,
} from '#app/tasks/quick_add/calendar'
import { reads, skip } from '#app/tasks/quick_add/connectors'
import type { Moment } from '#app/tasks/quick_add/moment'
import { countNamed, type Unit, unitNamed } from '#app/tasks/quick_add/names'
import { type Found, keyAt, type Word } from '#app/tasks/quick_add/words'

const SATURDAY = 6
/** What `a week from …` counts from, in days from today. */
const DAYS_AHEAD = new Map([
  ['now', 0],
  ['today', 0],
  ['tomorrow', 1],
])

/** Dates that are counted from today: `tomorrow`, `in 3 days`, `+2 weeks`, `next month`, `end of month`. */
export function relativeDateAt(
  words: readonly Word[],
  at: number,
  { today }: Moment
): Found<Day> | undefined {
  const key = keyAt(words, at)
  if (key === 'today' || key === 'tod') return found(today, at + 1)
  if (key === 'tomorrow' || key === 'tom') return found(today + 1, at + 1)
  if (reads(words, at, 'day', 'after', 'tomorrow')) return found(today + 2, at + 3)
  if (reads(words, at, 'the', 'day', 'after', 'tomorrow')) return found(today + 2, at + 4)
  if (reads(words, at, 'this', 'weekend')) return found(weekdayAfter(today - 1, SATURDAY), at + 2)
  if (key === 'next') return nextPeriodAt(words, at + 1, today)
  if (key === 'in' || key.startsWith('+')) return distanceAt(words, at, today)
  return endOfAt(words, skip(words, at, 'the'), today) ?? fromTodayAt(words, at, today)
}

/** `3 days from now`, `a week from today`. */
function fromTodayAt(words: readonly Word[], at: number, today: Day): Found<Day> | undefined {
  if (!reads(words, at + 2, 'from')) return undefined
  const ahead = DAYS_AHEAD.get(keyAt(words, at + 3))
  const key = keyAt(words, at)
  const count = key === 'a' ? 1 : countNamed(key)
  const unit = unitNamed(keyAt(words, at + 1))
  if (ahead === undefined || !count || !unit) return undefined
  return found(addUnits(today + ahead, count, unit), at + 4)
}

/** So many units after a day; months, quarters and years keep its date or clamp to the end of a shorter month. */
export function addUnits(day: Day, count: number, unit: Unit): Day | undefined {
  const to = {
    day: () => day + count,
    week: () => day + count * 7,
    month: () => addMonths(day, count),
    quarter: () => addMonths(day, count * 3),
    year: () => addMonths(day, count * 12),
  }[unit]()
  return to === undefined ? undefined : withinYears(to)
}

/** `in 3 days`, `in a week`, `+5 days`. */
function distanceAt(words: readonly Word[], at: number, today: Day): Found<Day> | undefined {
  const key = keyAt(words, at)
  const from = key === 'in' ? at + 1 : at
  const number = key === 'in' ? keyAt(words, from) : key.slice(1)
  const count = key === 'in' && (number === 'a' || number === 'an') ? 1 : countNamed(number)
  const unit = unitNamed(keyAt(words, from + 1))
  if (!count || !unit) return undefined
  return found(addUnits(today, count, unit), from + 2)
}

/**
 * Behind `next`: week, weekend, month, year, each from its first day (the weekend from Saturday). `end of next week` is
 * Friday to some and Sunday to others, and Monday to nobody.
 */
function nextPeriodAt(words: readonly Word[], at: number, today: Day) {
  const { year, month } = civil(today)
  const week = startOfNextWeek(today)
  switch (keyAt(words, at)) {
    case 'week':
      return reads(words, at - 3, 'end', 'of') ? undefined : found(week, at + 1)
    case 'weekend':
      return found(weekdayAfter(week - 1, SATURDAY), at + 1)
    case 'month':
      return found(firstOfMonth(year, month + 1), at + 1)
    case 'year':
      return found(dayOf(year + 1, 1, 1), at + 1)
    default:
      return undefined
  }
}

/** `end of month`, `end of the month`, `end of next month`, `end of year`, `end of next year`. */
function endOfAt(words: readonly Word[], at: number, today: Day): Found<Day> | undefined {
  if (!reads(words, at, 'end', 'of')) return undefined
  const from = skip(words, at + 2, 'the', 'this', 'next')
  const ahead = keyAt(words, at + 2) === 'next' ? 1 : 0
  const { year, month } = civil(today)
  if (keyAt(words, from) === 'year') return found(dayOf(year + ahead, 12, 31), from + 1)
  if (keyAt(words, from) !== 'month') return undefined
  const first = firstOfMonth(year, month + ahead)
  if (first === undefined) return undefined
  const there = civil(first)
  return found(first + monthLength(there.year, there.month) - 1, from + 1)
}

/** `month` may be 13. */
function firstOfMonth(year: number, month: number): Day | undefined {
  return month > 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month, 1)
}

function found(day: Day | undefined, next: number): Found<Day> | undefined {
  return day === undefined ? undefined : { value: day, next }
}

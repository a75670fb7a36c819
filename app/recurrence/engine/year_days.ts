import { daysBeforeMonth, modulo, monthLength } from './calendar.js'
import { matchesWeekday, placesIn } from './day_matches.js'
import { monthDays, type Implied } from './month_days.js'
import type { Rule, WeekdayPart } from './rule.js'

/** All that the set of a year's days depends on. */
export interface YearKind {
  readonly firstWeekday: number
  readonly leap: boolean
  readonly afterLeap: boolean
  readonly beforeLeap: boolean
}

interface ImpliedInYear extends Implied {
  /** The start's month, where neither BYMONTH nor any part that names days is given. */
  readonly impliedMonth: number | undefined
  /** The start's weekday, for BYWEEKNO alone (3.3.10 and libical; dateutil takes the whole week). */
  readonly weekday: number
}

const EVERY_MONTH = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

/** The days of such a year (0 is 1 January) that every given part names: each is a limit on those before it. */
export function yearDays(rule: Rule, kind: YearKind, implied: ImpliedInYear): number[] {
  const length = kind.leap ? 366 : 365
  const inYear = rule.byYearDay.length > 0 ? new Set(placesIn(rule.byYearDay, length)) : undefined
  const weekdays = weekdaysOf(rule, implied.weekday)
  const numbersCountInMonth = rule.byMonth.length > 0
  const found: number[] = []
  for (const month of monthsOf(rule, implied.impliedMonth)) {
    const before = daysBeforeMonth(kind.leap, month)
    const inMonth = monthLength(kind.leap ? 2000 : 2001, month)
    for (const day of monthDays(rule, inMonth, implied)) {
      const at = before + day - 1
      if (inYear && !inYear.has(at + 1)) continue
      if (rule.byWeekNumber.length > 0 && !inWeeks(rule, kind, at)) continue
      const weekday = (kind.firstWeekday + at) % 7
      const matches = numbersCountInMonth
        ? matchesWeekday(weekdays, weekday, day - 1, inMonth)
        : matchesWeekday(weekdays, weekday, at, length)
      if (matches) found.push(at)
    }
  }
  return found
}

function monthsOf(rule: Rule, impliedMonth: number | undefined): readonly number[] {
  if (rule.byMonth.length > 0) return rule.byMonth
  return impliedMonth === undefined ? EVERY_MONTH : [impliedMonth]
}

function weekdaysOf(rule: Rule, weekday: number): readonly WeekdayPart[] {
  const { byDay, byMonthDay, byYearDay, byWeekNumber } = rule
  const weekAlone =
    byWeekNumber.length > 0 && byDay.length + byMonthDay.length + byYearDay.length === 0
  return weekAlone ? [{ weekday, nth: 0 }] : byDay
}

/**
 * Whether the week of a day is one of BYWEEKNO. Week 1 is the first with four days in its year (ISO 8601, but weeks
 * begin on WKST), so the first days of a year can be in the last week of the year before, and the last in week 1 of
 * the next.
 */
function inWeeks({ byWeekNumber, weekStart }: Rule, kind: YearKind, at: number): boolean {
  const length = kind.leap ? 366 : 365
  const first = firstWeek(kind.firstWeekday, weekStart)
  const firstOfNext = length + firstWeek(kind.firstWeekday + length, weekStart)
  if (at < first) {
    const lengthBefore = kind.afterLeap ? 366 : 365
    const firstBefore = firstWeek(kind.firstWeekday - lengthBefore, weekStart) - lengthBefore
    return includesWeek(byWeekNumber, at - firstBefore, first - firstBefore)
  }
  if (at >= firstOfNext) {
    const lengthNext = kind.beforeLeap ? 366 : 365
    const end = length + lengthNext + firstWeek(kind.firstWeekday + length + lengthNext, weekStart)
    return includesWeek(byWeekNumber, at - firstOfNext, end - firstOfNext)
  }
  return includesWeek(byWeekNumber, at - first, firstOfNext - first)
}

/** When week 1 begins, in days from 1 January: -3 to 3. */
function firstWeek(firstWeekday: number, weekStart: number): number {
  const inWeek = modulo(firstWeekday - weekStart, 7)
  return inWeek <= 3 ? -inWeek : 7 - inWeek
}

function includesWeek(numbers: readonly number[], daysSinceFirst: number, daysOfYear: number) {
  const week = Math.floor(daysSinceFirst / 7) + 1
  return numbers.includes(week) || numbers.includes(week - 1 - daysOfYear / 7)
}

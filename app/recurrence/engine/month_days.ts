import { matchesWeekday, placesIn } from './day_matches.js'
import type { Rule } from './rule.js'

/** What the start gives where the rule names no day: its own day of the month. */
export interface Implied {
  readonly impliedDay: number | undefined
  readonly clamp: boolean
}

/** The days (1 to 31) of a month of this length that BYMONTHDAY allows; all of them where nothing does. */
export function monthDays(rule: Rule, length: number, { impliedDay, clamp }: Implied): number[] {
  if (impliedDay !== undefined) {
    if (clamp) return [Math.min(impliedDay, length)]
    return impliedDay <= length ? [impliedDay] : []
  }
  if (rule.byMonthDay.length > 0) return placesIn(rule.byMonthDay, length)
  return Array.from({ length }, (_, at) => at + 1)
}

/** As `monthDays`, and on the weekdays of BYDAY, whose numbers count within the month (RFC 5545, note 1 of the table). */
export function monthDaysOnWeekdays(
  rule: Rule,
  length: number,
  firstWeekday: number,
  implied: Implied
): number[] {
  return monthDays(rule, length, implied).filter((day) =>
    matchesWeekday(rule.byDay, (firstWeekday + day - 1) % 7, day - 1, length)
  )
}

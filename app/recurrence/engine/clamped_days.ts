import { monthLength } from './calendar.js'
import type { Rule } from './rule.js'

/** The parts that name the days of a month. */
export type DayParts = Pick<Rule, 'byMonthDay' | 'bySetPosition'>

/** Day 31 is the last day of every month; 29 and 30 are the last of what each month has of 28 to them. */
export function clampedDay(day: number): DayParts {
  if (day === 31) return { byMonthDay: [-1], bySetPosition: [] }
  if (day <= 28) return { byMonthDay: [day], bySetPosition: [] }
  return { byMonthDay: [28, 29, 30].filter((one) => one <= day), bySetPosition: [-1] }
}

/** In one month only February's last days differ from year to year. */
export function clampedDayOf(month: number, day: number): DayParts {
  const last = monthLength(2000, month)
  return month === 2 && day >= 29
    ? clampedDay(29)
    : { byMonthDay: [Math.min(day, last)], bySetPosition: [] }
}

/** The day, 29 to 31, that such parts stand for; undefined where a rule names its days otherwise. */
export function dayThatClamps(rule: Rule): number | undefined {
  const { byMonthDay, byDay, byYearDay, byWeekNumber, bySetPosition } = rule
  if (byDay.length + byYearDay.length + byWeekNumber.length > 0) return undefined
  return [29, 30, 31].find((day) => {
    const parts = clampedDay(day)
    return (
      String(parts.byMonthDay) === String(byMonthDay) &&
      String(parts.bySetPosition) === String(bySetPosition)
    )
  })
}

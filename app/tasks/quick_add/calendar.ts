import {
  dayOf as dateOf,
  monthLength,
  monthOf,
  packedDate,
  yearOf,
} from '#app/recurrence/engine/calendar'
import { FIRST_YEAR, LAST_YEAR } from '#app/shared/time'
import type { PlainDate } from '#app/shared/time'

/** Days since 1 January 1970, in no zone: dates that can be counted with. */
export type Day = number

const MS_A_DAY = 86_400_000
const MONDAY = 1

/** Undefined when the calendar has no such date (31 June), or it lies outside the years that are kept. */
export function dayOf(year: number, month: number, date: number): Day | undefined {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return undefined
  if (date < 1 || date > monthLength(year, month)) return undefined
  return Date.UTC(year, month - 1, date) / MS_A_DAY
}

export function dayFrom(date: PlainDate): Day {
  return Date.parse(`${date}T00:00:00Z`) / MS_A_DAY
}

/** `YYYY-MM-DD`. */
export function plainDate(day: Day): PlainDate {
  return new Date(day * MS_A_DAY).toISOString().slice(0, 10)
}

/** Year, month 1–12 and day of the month. */
export function civil(day: Day): { year: number; month: number; date: number } {
  const packed = packedDate(day)
  return { year: yearOf(packed), month: monthOf(packed), date: dateOf(packed) }
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf(day: Day): number {
  return (((day + 4) % 7) + 7) % 7 // 1 January 1970 was a Thursday
}

/** The same date so many months on, or the last one of a month that is too short for it. */
export function addMonths(day: Day, months: number): Day | undefined {
  const { year, month, date } = civil(day)
  const index = year * 12 + month - 1 + months
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1]
  return dayOf(toYear, toMonth, Math.min(date, monthLength(toYear, toMonth)))
}

export function withinYears(day: Day): Day | undefined {
  const { year } = civil(day)
  return year >= FIRST_YEAR && year <= LAST_YEAR ? day : undefined
}

/** The first such weekday (0 = Sunday) strictly after a day. */
export function weekdayAfter(day: Day, weekday: number): Day {
  return day + (((weekday - weekdayOf(day) + 6) % 7) + 1)
}

/** The Monday of the week that follows the one a day lies in. */
export function startOfNextWeek(day: Day): Day {
  return weekdayAfter(day, MONDAY)
}

/**
 * The first date from `today` on that a yearly rule gives. Nine years hold every 29 February, those around a century
 * without leap day too.
 */
export function comingInYears(
  today: Day,
  inYear: (year: number) => Day | undefined
): Day | undefined {
  const { year } = civil(today)
  for (let ahead = 0; ahead <= 8; ahead++) {
    const day = inYear(year + ahead)
    if (day !== undefined && day >= today) return day
  }
  return undefined
}

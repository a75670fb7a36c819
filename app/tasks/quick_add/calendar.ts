import { FIRST_YEAR, LAST_YEAR } from '#app/shared/time'
import type { PlainDate } from '#app/shared/time'

/** Days since 1 January 1970, in no zone: dates that can be counted with. */
export type Day = number

const MS_A_DAY = 86_400_000

/** Undefined when the calendar has no such date (31 June), or it lies outside the years that are kept. */
export function dayOf(year: number, month: number, date: number): Day | undefined {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return undefined
  if (date < 1 || date > daysInMonth(year, month)) return undefined
  return Date.UTC(year, month - 1, date) / MS_A_DAY
}

export function dayFrom(date: PlainDate): Day {
  return Date.parse(`${date}T00:00:00Z`) / MS_A_DAY
}

/** `YYYY-MM-DD`. */
export function plainDate(day: Day): PlainDate {
  return new Date(day * MS_A_DAY).toISOString().slice(0, 10)
}

/**
 * Year, month 1–12 and day of the month. In integers, as a rule may be asked about thousands of days: years begin in
 * March, so that the leap day is their last (Hinnant, "chrono-Compatible Low-Level Date Algorithms").
 */
export function civil(day: Day): { year: number; month: number; date: number } {
  const days = day + 719_468 // since 1 March of the year 0
  const era = Math.floor(days / 146_097)
  const dayOfEra = days - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365
  )
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    date: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  }
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf(day: Day): number {
  return (((day + 4) % 7) + 7) % 7 // 1 January 1970 was a Thursday
}

export function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
}

/** The same date so many months on, or the last one of a month that is too short for it. */
export function addMonths(day: Day, months: number): Day | undefined {
  const { year, month, date } = civil(day)
  const index = year * 12 + month - 1 + months
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1]
  return dayOf(toYear, toMonth, Math.min(date, daysInMonth(toYear, toMonth)))
}

export function withinYears(day: Day): Day | undefined {
  const { year } = civil(day)
  return year >= FIRST_YEAR && year <= LAST_YEAR ? day : undefined
}

/** The first such weekday (0 = Sunday) strictly after a day. */
export function weekdayAfter(day: Day, weekday: number): Day {
  return day + (((weekday - weekdayOf(day) + 6) % 7) + 1)
}

/** The first day of the week that follows the one a day lies in, with weeks that start on `weekStart`. */
export function startOfNextWeek(day: Day, weekStart: number): Day {
  return weekdayAfter(day, weekStart)
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

/*
 * The proleptic Gregorian calendar in integers. A day is its number since 1970-01-01 (a plain date, in no zone), a
 * weekday is 0 (Monday) to 6 (Sunday), a month 1 to 12. Nothing here knows of zones or of the host's clock.
 */

export const SECONDS_A_DAY = 86_400

/** A year, month and day in one number, so that the inner loops allocate nothing: see `yearOf`, `monthOf`, `dayOf`. */
export type PackedDate = number

/** Days before each month of a common year. */
const BEFORE_MONTH = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

export function yearLength(year: number): number {
  return isLeapYear(year) ? 366 : 365
}

export function monthLength(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Days of the year before a month's first. */
export function daysBeforeMonth(leap: boolean, month: number): number {
  return (BEFORE_MONTH[month] ?? 0) + (leap && month > 2 ? 1 : 0)
}

export function dayNumber(year: number, month: number, day: number): number {
  const past = year - 1
  const leapDays = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400)
  return past * 365 + leapDays + daysBeforeMonth(isLeapYear(year), month) + day - 719_163
}

/** The date of a day: the 400-year cycle counted from 1 March, so that leap days come last (H. Hinnant, `civil_from_days`). */
export function packedDate(day: number): PackedDate {
  const shifted = day + 719_468
  const cycle = Math.floor(shifted / 146_097)
  const inCycle = shifted - cycle * 146_097
  const yearInCycle = Math.floor(
    (inCycle -
      Math.floor(inCycle / 1460) +
      Math.floor(inCycle / 36_524) -
      Math.floor(inCycle / 146_096)) /
      365
  )
  const inYear =
    inCycle - (yearInCycle * 365 + Math.floor(yearInCycle / 4) - Math.floor(yearInCycle / 100))
  const monthFromMarch = Math.floor((5 * inYear + 2) / 153)
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = yearInCycle + cycle * 400 + (month <= 2 ? 1 : 0)
  return (year << 9) | (month << 5) | (inYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1)
}

export const yearOf = (date: PackedDate) => date >> 9
export const monthOf = (date: PackedDate) => (date >> 5) & 15
export const dayOf = (date: PackedDate) => date & 31

export function weekdayOf(day: number): number {
  return modulo(day + 3, 7) // 1970-01-01 was a Thursday
}

/** The remainder that is never negative. */
export function modulo(value: number, divisor: number): number {
  const remainder = value % divisor
  return remainder < 0 ? remainder + divisor : remainder
}

import type { WeekdayPart } from './rule.js'

/* The English of dates, weekdays and places in a row, for english.ts. */

export const WEEKDAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
]
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const PLACES = ['', 'first', 'second', 'third', 'fourth', 'fifth']
export function date(day: number, month: number): string {
  return `${day} ${MONTHS[month - 1] ?? ''}`
}

export function monthDays(values: readonly number[]): string {
  return and(values.map((day) => (day > 0 ? `the ${ordinal(day)}` : `the ${place(day)} day`)))
}

export function yearDay(day: number): string {
  return day > 0 ? `day ${day}` : `the ${place(day)} day`
}

export function weekdays(parts: readonly WeekdayPart[], word: 'and' | 'or' = 'and'): string {
  return and(
    parts.map(({ weekday }) => WEEKDAYS[weekday] ?? ''),
    word
  )
}

export function areWorkdays(parts: readonly WeekdayPart[]): boolean {
  return parts.length === 5 && parts.every(({ weekday, nth }, at) => weekday === at && nth === 0)
}

/** first, second, … 6th; last, second to last, … */
export function place(nth: number): string {
  if (nth === -1) return 'last'
  return nth < 0 ? `${place(-nth)} to last` : (PLACES[nth] ?? ordinal(nth))
}

export function ordinal(value: number): string {
  const isTeen = Math.floor(value / 10) % 10 === 1
  const ending = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th')
  return `${value}${ending}`
}

export function and(values: readonly string[], word = 'and'): string {
  const last = values.at(-1) ?? ''
  return values.length < 2 ? last : `${values.slice(0, -1).join(', ')} ${word} ${last}`
}

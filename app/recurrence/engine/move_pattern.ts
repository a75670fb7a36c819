import { modulo } from './calendar.js'
import { monthPlace, type MonthPlace } from './month_place.js'
import type { Pattern } from './pattern.js'
import { localDate } from './until.js'
import type { PlainDate, WallText } from './wall.js'

/**
 * As `moveRule`, for the pattern that a series was given: the fields that name days go along, those that are left to the
 * start stay open. Null where it cannot be said.
 *
 * @param zone of a timed series
 */
export function movePattern(
  pattern: Pattern,
  from: PlainDate | WallText,
  to: PlainDate | WallText,
  zone: string | null = null
): Pattern | null {
  const end = pattern.end_date ? localDate(pattern.end_date, zone) : undefined
  if (end !== undefined && end < to.slice(0, 10)) return null
  const days = movedFields(pattern, monthPlace(from), monthPlace(to))
  return days && { ...pattern, ...days }
}

function movedFields(pattern: Pattern, from: MonthPlace, to: MonthPlace): Partial<Pattern> | null {
  if (from.date === to.date) return {}
  switch (pattern.frequency) {
    case 'daily':
      return {}
    case 'weekly':
      return movedDays(pattern, from, to)
    case 'monthly':
      return movedDay(pattern, from, to)
    case 'yearly':
      return movedDate(pattern, from, to)
  }
}

function movedDays({ days_of_week: days }: Pattern, from: MonthPlace, to: MonthPlace) {
  if (!days) return {}
  const [before, after] = [sundayFirst(from), sundayFirst(to)]
  if (!days.includes(before)) return null
  if (days.includes(after)) return {}
  return { days_of_week: days.map((day) => (day === before ? after : day)) }
}

function sundayFirst({ weekday }: MonthPlace): number {
  return modulo(weekday + 1, 7)
}

/** Where the new date is what the day clamps to, it stays the day that it was. */
function movedDay({ day_of_month: day }: Pattern, from: MonthPlace, to: MonthPlace) {
  if (!day) return {}
  if (Math.min(day, from.monthLength) !== from.day) return null
  return Math.min(day, to.monthLength) === to.day ? {} : { day_of_month: to.day }
}

function movedDate(pattern: Pattern, from: MonthPlace, to: MonthPlace): Partial<Pattern> | null {
  const { month } = pattern
  if (month && month !== from.month) return null
  const day = movedDay(pattern, from, to)
  return day && { ...(month && { month: to.month }), ...day }
}

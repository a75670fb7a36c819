import { clampedDay, clampedDayOf, dayThatClamps } from './clamped_days.js'
import type { MonthPlace } from './month_place.js'
import type { Rule } from './rule.js'

type Days = Partial<Pick<Rule, 'byMonth' | 'byMonthDay' | 'byDay' | 'bySetPosition'>>

/** What changes in a rule's days when one of its dates is moved; null where it cannot be said. */
export function movedDays(rule: Rule, from: MonthPlace, to: MonthPlace): Days | null {
  if (from.date === to.date) return {}
  const { frequency, byYearDay, byWeekNumber, byDay, byMonthDay } = rule
  if (byYearDay.length + byWeekNumber.length > 0) return null
  if (frequency === 'DAILY' || frequency === 'WEEKLY') return movedWeekdays(rule, from, to)
  if (byDay.length > 0) return and(movedMonth(rule, from, to), movedNumber(rule, from, to))
  if (byMonthDay.length > 0) return and(movedMonth(rule, from, to), movedMonthDay(rule, from, to))
  return movedMonth(rule, from, to)
}

/** One of the weekdays is replaced; where the other is one of them already, they stay as they are. */
function movedWeekdays(rule: Rule, from: MonthPlace, to: MonthPlace): Days | null {
  const { byDay, byMonthDay, bySetPosition } = rule
  if (byMonthDay.length + bySetPosition.length > 0) return null
  if (byDay.length === 0) return {}
  const days = byDay.map(({ weekday }) => weekday)
  if (!days.includes(from.weekday)) return null
  if (days.includes(to.weekday)) return {}
  const moved = days.map((weekday) => (weekday === from.weekday ? to.weekday : weekday))
  return {
    byDay: moved.sort((one, other) => one - other).map(everyWeekday),
  }
}

function everyWeekday(weekday: number) {
  return { weekday, nth: 0 }
}

/** In a yearly rule a month is a part of the date; in a monthly one it is a limit, which stays. */
function movedMonth({ frequency, byMonth }: Rule, from: MonthPlace, to: MonthPlace): Days | null {
  if (frequency === 'MONTHLY' || byMonth.length === 0) return {}
  return byMonth.length === 1 && byMonth[0] === from.month ? { byMonth: [to.month] } : null
}

/** The second Tuesday, the last Friday. What would be a fifth one is the last: every month has that. */
function movedNumber(rule: Rule, from: MonthPlace, to: MonthPlace): Days | null {
  const { frequency, byMonth, byMonthDay, byDay, bySetPosition } = rule
  const [{ weekday, nth } = everyWeekday(0)] = byDay
  if (byDay.length > 1 || byMonthDay.length + bySetPosition.length > 0) return null
  if (nth === 0 || weekday !== from.weekday) return null
  if (frequency === 'YEARLY' && byMonth.length === 0) return null
  return { byDay: [{ weekday: to.weekday, nth: numberAt(nth, to) }] }
}

function numberAt(nth: number, { nth: fromStart, nthFromEnd }: MonthPlace): number {
  if (nth < -1 || (nth === -1 && nthFromEnd === 1)) return -nthFromEnd
  return fromStart === 5 ? -1 : fromStart
}

function movedMonthDay(rule: Rule, from: MonthPlace, to: MonthPlace): Days | null {
  const clamped = dayThatClamps(rule)
  if (clamped !== undefined) return movedClamped(clamped, rule, from, to)
  const [day = 0] = rule.byMonthDay
  if (rule.byMonthDay.length > 1 || rule.bySetPosition.length > 0) return null
  const stood = day > 0 ? day : from.monthLength + 1 + day
  if (stood !== from.day) return null
  return { byMonthDay: [day > 0 ? to.day : to.day - to.monthLength - 1] }
}

/** A day that clamped goes on to; where the new date is what it clamps to, it stays the day that it was. */
function movedClamped(
  day: number,
  { frequency, byMonth }: Rule,
  from: MonthPlace,
  to: MonthPlace
): Days | null {
  if (Math.min(day, from.monthLength) !== from.day) return null
  const isDateOfYear = frequency === 'YEARLY' && byMonth.length > 0
  if (isDateOfYear && from.month !== to.month) return clampedDayOf(to.month, to.day)
  if (Math.min(day, to.monthLength) === to.day) return {}
  return clampedDay(to.day)
}

function and(one: Days | null, other: Days | null): Days | null {
  return one && other && { ...one, ...other }
}

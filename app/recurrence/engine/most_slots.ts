import type { Rule } from './rule.js'

/** A stretch of the calendar, in days and in the rule's own periods. */
export interface Stretch {
  readonly days: number
  readonly periods: number
}

/**
 * A number that the slots of a rule in a stretch never exceed, by arithmetic alone: each part that is given allows so many a
 * year, a month or a week, and the sparsest of them decides.
 */
export function mostSlots(rule: Rule, timesADay: number, { days, periods }: Stretch): number {
  const { byMonth, byWeekNumber, byYearDay, byMonthDay, byDay, bySetPosition } = rule
  const years = Math.floor(days / 365) + 2
  const months = Math.floor(days / 28) + 2
  const weeks = Math.floor(days / 7) + 2
  const daysAllowed = [
    days + 1,
    byYearDay.length > 0 ? years * byYearDay.length : Infinity,
    byWeekNumber.length > 0 ? years * byWeekNumber.length * 7 : Infinity,
    byMonth.length > 0 ? years * byMonth.length * 31 : Infinity,
    byMonthDay.length > 0 ? months * byMonthDay.length : Infinity,
    byDay.length > 0 ? weeks * byDay.length : Infinity,
    rule.frequency === 'DAILY' ? periods : Infinity,
  ]
  const chosen = bySetPosition.length > 0 ? periods * bySetPosition.length : Infinity
  return Math.min(chosen, timesADay * Math.min(...daysAllowed))
}

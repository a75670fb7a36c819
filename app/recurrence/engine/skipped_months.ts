import { dayOf, modulo, monthLength, monthOf, packedDate, SECONDS_A_DAY } from './calendar.js'
import { placesIn } from './day_matches.js'
import { ordinal, WEEKDAYS } from './english_words.js'
import { namesDays, type Rule } from './rule.js'
import type { Mode } from './series_step.js'
import { secondsOf, type Start } from './wall.js'

const EVERY_MONTH = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
const FEBRUARY = 2

/**
 * The months or years that a rule leaves out because they lack its day, as a sentence; null when it leaves out none.
 * After completion a day that the rule does not name clamps, and so does a pattern's.
 */
export function skippedMonths(rule: Rule, start: Start, mode: Mode = 'fixed'): string | null {
  const { byMonthDay, byDay, byYearDay, byWeekNumber } = rule
  if (byYearDay.length + byWeekNumber.length > 0) return null
  if (byDay.length > 0) return byMonthDay.length === 0 ? skippedFifths(rule) : null
  const date = packedDate(Math.floor(secondsOf(start.wall, 'start') / SECONDS_A_DAY))
  const days = namesDays(rule) ? byMonthDay : impliedDays(rule, dayOf(date), mode)
  const months = monthsOf(rule, monthOf(date))
  if (!months.some((month) => lacks(month, days))) return null
  if (months.every((month) => month === FEBRUARY)) {
    return 'Years without a 29 February are skipped.'
  }
  const least = Math.min(...days.map(Math.abs))
  return days.some((day) => day > 0)
    ? `Months without a ${ordinal(least)} are skipped.`
    : `Months of fewer than ${least} days are skipped.`
}

function impliedDays({ frequency }: Rule, day: number, mode: Mode): readonly number[] {
  const isOfMonth = frequency === 'MONTHLY' || frequency === 'YEARLY'
  return isOfMonth && mode === 'fixed' ? [day] : []
}

/** The months that the rule comes to, as far as its interval decides. */
function monthsOf(rule: Rule, startMonth: number): readonly number[] {
  const { frequency, interval, byMonth, byMonthDay } = rule
  if (frequency === 'YEARLY' && byMonth.length + byMonthDay.length === 0) return [startMonth]
  const named = byMonth.length > 0 ? byMonth : EVERY_MONTH
  if (frequency !== 'MONTHLY') return named
  const steps = EVERY_MONTH.map((at) => modulo(startMonth - 1 + at * interval, 12) + 1)
  return named.filter((month) => steps.includes(month))
}

/** Whether a month has none of the days in a common year. */
function lacks(month: number, days: readonly number[]): boolean {
  return days.length > 0 && placesIn(days, monthLength(2001, month)).length === 0
}

/** Most months have no fifth Friday. */
function skippedFifths({ frequency, byDay, bySetPosition }: Rule): string | null {
  const [{ weekday, nth } = { weekday: 0, nth: 0 }] = byDay
  const isFifth = byDay.length === 1 && bySetPosition.length === 0 && Math.abs(nth) === 5
  return isFifth && frequency === 'MONTHLY'
    ? `Months without a fifth ${WEEKDAYS[weekday]} are skipped.`
    : null
}

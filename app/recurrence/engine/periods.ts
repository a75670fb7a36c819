import { packedDate, dayOf, monthOf, yearOf } from './calendar.js'
import { dailyPeriods } from './daily_periods.js'
import { monthlyPeriods } from './monthly_periods.js'
import { namesDays, type Rule } from './rule.js'
import { weeklyPeriods } from './weekly_periods.js'
import { yearlyPeriods } from './yearly_periods.js'

/**
 * The days, weeks, months or years of a rule that its INTERVAL does not leave out, numbered from the start's own (0).
 * Any of them is reached by arithmetic; nothing walks through those before it.
 */
export interface Periods {
  /** The first period, from 0 on, that does not end before this day. */
  at(day: number): number
  /** The first period from `period` on that has days, or -1 when none begins until `lastDay`. */
  next(period: number, lastDay: number): number
  /** The day from which `days` counts. */
  firstDay(period: number): number
  /** Its days that the BY parts name (BYSETPOS aside), ascending, as days since `firstDay`. */
  days(period: number): readonly number[]
  /** Whether every period has the same number of days. */
  readonly even: boolean
}

/** How a start fills what the rule leaves open. */
export interface Anchor {
  readonly day: number
  /**
   * False, the RFC's way: a month without the start's day is skipped. True, after completion: it gives its last day.
   */
  readonly clamp: boolean
}

export function periodsOf(rule: Rule, { day, clamp }: Anchor): Periods {
  const date = packedDate(day)
  const year = yearOf(date)
  const impliedDay = namesDays(rule) ? undefined : dayOf(date)
  switch (rule.frequency) {
    case 'DAILY':
      return dailyPeriods(rule, day)
    case 'WEEKLY':
      return weeklyPeriods(rule, day)
    case 'MONTHLY':
      return monthlyPeriods(rule, year * 12 + monthOf(date) - 1, { impliedDay, clamp })
    case 'YEARLY':
      return yearlyPeriods(rule, day, { year, month: monthOf(date), impliedDay, clamp })
  }
}

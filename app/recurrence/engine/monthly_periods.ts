import {
  dayNumber,
  modulo,
  monthLength,
  monthOf,
  packedDate,
  weekdayOf,
  yearOf,
} from './calendar.js'
import { bitsOf, hasBit } from './day_matches.js'
import { monthDaysOnWeekdays, type Implied } from './month_days.js'
import type { Periods } from './periods.js'
import type { Rule } from './rule.js'
import { work } from './work.js'

const NONE: number[] = []

/**
 * FREQ=MONTHLY: BYMONTH limits, BYMONTHDAY expands, BYDAY expands or limits. There are 28 kinds of months (length and
 * first weekday), so each is worked out once.
 * @param start months since the year 0
 */
export function monthlyPeriods(rule: Rule, start: number, implied: Implied): Periods {
  const { interval } = rule
  const months = bitsOf(rule.byMonth)
  const kinds: (number[] | undefined)[] = []

  const firstDay = (period: number) => firstOf(start + period * interval)
  return {
    even: false,
    at(day) {
      const date = packedDate(day)
      const month = yearOf(date) * 12 + monthOf(date) - 1
      return Math.max(0, Math.ceil((month - start) / interval))
    },
    firstDay,
    days,
    next(from, lastDay) {
      for (let period = from; firstDay(period) <= lastDay; period++) {
        work.rounds++
        if (days(period).length > 0) return period
      }
      return -1
    },
  }

  function days(period: number): readonly number[] {
    const index = start + period * interval
    const month = modulo(index, 12) + 1
    if (!hasBit(months, month)) return NONE
    const length = monthLength(Math.floor(index / 12), month)
    const firstWeekday = weekdayOf(firstOf(index))
    const kind = (length - 28) * 7 + firstWeekday
    return (kinds[kind] ??= monthDaysOnWeekdays(rule, length, firstWeekday, implied).map(
      (day) => day - 1
    ))
  }
}

function firstOf(month: number): number {
  return dayNumber(Math.floor(month / 12), modulo(month, 12) + 1, 1)
}

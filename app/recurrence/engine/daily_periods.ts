import {
  dayNumber,
  dayOf,
  modulo,
  monthLength,
  monthOf,
  packedDate,
  weekdayOf,
  yearOf,
} from './calendar.js'
import { bitsOf, hasBit } from './day_matches.js'
import type { Periods } from './periods.js'
import type { Rule } from './rule.js'
import { work } from './work.js'

const THIS_DAY = [0]

/** FREQ=DAILY: BYMONTH, BYMONTHDAY and BYDAY limit (RFC 5545, table of 3.3.10). */
export function dailyPeriods(rule: Rule, start: number): Periods {
  const { interval, byMonthDay } = rule
  const months = bitsOf(rule.byMonth)
  const weekdays = bitsOf(rule.byDay.map(({ weekday }) => weekday))
  const limitsDates = months !== undefined || byMonthDay.length > 0
  const firstWeekday = weekdayOf(start)

  return {
    even: !limitsDates && weekdays === undefined,
    at: (day) => Math.max(0, Math.ceil((day - start) / interval)),
    firstDay: (period) => start + period * interval,
    days: () => THIS_DAY,
    next(from, lastDay) {
      const last = Math.floor((lastDay - start) / interval)
      if (weekdays !== undefined && !meetsAWeekday()) return -1
      for (let period = from; period <= last; period++) {
        work.rounds++
        if (weekdays !== undefined && !onAWeekday(period)) continue
        if (!limitsDates) return period
        const date = packedDate(start + period * interval)
        if (!hasBit(months, monthOf(date))) period = lastBeforeNextMonth(date)
        else if (onAMonthDay(date)) return period
      }
      return -1
    },
  }

  function onAWeekday(period: number) {
    return hasBit(weekdays, (firstWeekday + (((period % 7) * interval) % 7)) % 7)
  }

  /** An interval of whole weeks stays on one weekday for ever. */
  function meetsAWeekday() {
    return interval % 7 !== 0 || onAWeekday(0)
  }

  function onAMonthDay(date: number) {
    if (byMonthDay.length === 0) return true
    const day = dayOf(date)
    if (byMonthDay.includes(day)) return true
    return byMonthDay.includes(day - monthLength(yearOf(date), monthOf(date)) - 1)
  }

  /** The last period before the next month of BYMONTH begins. */
  function lastBeforeNextMonth(date: number) {
    let month = yearOf(date) * 12 + monthOf(date)
    while (!hasBit(months, modulo(month, 12) + 1)) month++
    const first = dayNumber(Math.floor(month / 12), modulo(month, 12) + 1, 1)
    return Math.ceil((first - start) / interval) - 1
  }
}

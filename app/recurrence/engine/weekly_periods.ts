import { dayOf, modulo, monthLength, monthOf, packedDate, weekdayOf, yearOf } from './calendar.js'
import { bitsOf, hasBit } from './day_matches.js'
import type { Periods } from './periods.js'
import type { Rule } from './rule.js'
import { work } from './work.js'

const NONE: number[] = []

/** FREQ=WEEKLY: BYDAY expands and BYMONTH limits; weeks begin on WKST. */
export function weeklyPeriods(rule: Rule, start: number): Periods {
  const { interval, weekStart } = rule
  const months = bitsOf(rule.byMonth)
  const firstWeek = start - modulo(weekdayOf(start) - weekStart, 7)
  const weekdays =
    rule.byDay.length > 0 ? rule.byDay.map(({ weekday }) => weekday) : [weekdayOf(start)]
  const allDays = weekdays
    .map((weekday) => modulo(weekday - weekStart, 7))
    .sort((one, other) => one - other)

  const firstDay = (period: number) => firstWeek + period * interval * 7
  return {
    even: months === undefined,
    at: (day) => Math.max(0, Math.ceil((day - firstWeek - 6) / (interval * 7))),
    firstDay,
    days,
    next(from, lastDay) {
      const last = Math.floor((lastDay - firstWeek) / (interval * 7))
      for (let period = from; period <= last; period++) {
        work.rounds++
        if (days(period).length > 0) return period
      }
      return -1
    },
  }

  function days(period: number): readonly number[] {
    if (months === undefined) return allDays
    const date = packedDate(firstDay(period))
    const [month, left] = [monthOf(date), monthLength(yearOf(date), monthOf(date)) - dayOf(date)]
    const [inThis, inNext] = [hasBit(months, month), hasBit(months, (month % 12) + 1)]
    if (left >= 6 || inThis === inNext) return inThis ? allDays : NONE
    return allDays.filter((day) => (day <= left ? inThis : inNext))
  }
}

import { dayNumber, isLeapYear, packedDate, weekdayOf, yearOf } from './calendar.js'
import type { Implied } from './month_days.js'
import type { Periods } from './periods.js'
import type { Rule } from './rule.js'
import { work } from './work.js'
import { yearDays, type YearKind } from './year_days.js'

type Kinds = (number[] | undefined)[]

/** Of rules whose days do not depend on their start: after completion it is another one each time. */
const keptKinds = new WeakMap<Rule, Kinds>()

interface YearStart extends Implied {
  readonly year: number
  readonly month: number
}

/**
 * FREQ=YEARLY. What its days are follows from the year's first weekday and from which of it and its neighbours is a
 * leap year: 28 kinds, so each is worked out once.
 */
export function yearlyPeriods(rule: Rule, startDay: number, start: YearStart): Periods {
  const kinds = leavesNothingOpen(rule) ? kindsOf(rule) : []
  const implied = {
    impliedDay: start.impliedDay,
    clamp: start.clamp,
    impliedMonth: start.impliedDay === undefined ? undefined : start.month,
    weekday: weekdayOf(startDay),
  }

  const yearAt = (period: number) => start.year + period * rule.interval
  return {
    even: false,
    at: (day) => Math.max(0, Math.ceil((yearOf(packedDate(day)) - start.year) / rule.interval)),
    firstDay: (period) => dayNumber(yearAt(period), 1, 1),
    days,
    next(from, lastDay) {
      const lastYear = yearOf(packedDate(lastDay))
      for (let period = from; yearAt(period) <= lastYear; period++) {
        work.rounds++
        if (days(period).length > 0) return period
      }
      return -1
    },
  }

  function days(period: number): readonly number[] {
    const kind = kindOf(yearAt(period))
    const neighbour = kind.leap ? 1 : kind.afterLeap ? 2 : kind.beforeLeap ? 3 : 0
    return (kinds[kind.firstWeekday * 4 + neighbour] ??= yearDays(rule, kind, implied))
  }
}

/** BYWEEKNO alone takes the weekday of the start. */
function leavesNothingOpen(rule: Rule): boolean {
  return rule.byDay.length + rule.byMonthDay.length + rule.byYearDay.length > 0
}

function kindsOf(rule: Rule): Kinds {
  const kinds = keptKinds.get(rule) ?? []
  keptKinds.set(rule, kinds)
  return kinds
}

function kindOf(year: number): YearKind {
  return {
    firstWeekday: weekdayOf(dayNumber(year, 1, 1)),
    leap: isLeapYear(year),
    afterLeap: isLeapYear(year - 1),
    beforeLeap: isLeapYear(year + 1),
  }
}

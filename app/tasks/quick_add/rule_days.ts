import { monthLength } from '#app/recurrence/engine/calendar'
import { civil, type Day, weekdayOf } from '#app/tasks/quick_add/calendar'
import type { Rule } from '#app/tasks/quick_add/rule'

/** Eight years, around a century without leap day, from one 29 February to the next. */
const LONGEST_WAIT_DAYS = 8 * 366

/**
 * The first day from `from` on that the rule's day parts allow. The interval places nothing: a rule begins with its
 * first occurrence. Undefined when there is none (30 February).
 */
export function firstDay(rule: Rule, from: Day): Day | undefined {
  for (let day = from; day <= from + LONGEST_WAIT_DAYS; day++) if (matches(rule, day)) return day
  return undefined
}

/** Whether so many intervals lie between the rule's first day and this one, so that the rule keeps its phase. */
export function inPhase(rule: Rule, first: Day, day: Day): boolean {
  if ((periodOf(rule.freq, day) - periodOf(rule.freq, first)) % rule.interval !== 0) return false
  if (!matches(rule, day)) return false
  if (rule.monthDays || rule.weekdays || rule.freq === 'DAILY') return true
  if (rule.freq === 'WEEKLY') return weekdayOf(day) === weekdayOf(first)
  const [start, here] = [civil(first), civil(day)]
  return here.date === start.date && (rule.freq === 'MONTHLY' || here.month === start.month)
}

/** Numbers the days, weeks (from Monday), months or years, so that they can be counted between two days. */
function periodOf(freq: Rule['freq'], day: Day): number {
  if (freq === 'DAILY') return day
  if (freq === 'WEEKLY') return Math.floor((day + 3) / 7) // 29 December 1969 was a Monday
  const { year, month } = civil(day)
  return freq === 'MONTHLY' ? year * 12 + month : year
}

function matches({ month, monthDays, weekdays, position }: Rule, day: Day): boolean {
  const here = civil(day)
  const length = monthLength(here.year, here.month)
  if (month && month !== here.month) return false
  if (monthDays && !monthDays.includes(here.date) && !monthDays.includes(here.date - length - 1)) {
    return false
  }
  if (!weekdays) return true
  const onWeekday = weekdays.some(
    ({ weekday, nth }) =>
      weekday === weekdayOf(day) &&
      (nth === undefined || nth === nthOf(here.date) || nth === -nthOf(length + 1 - here.date))
  )
  return onWeekday && (!position || position === positionOf(weekdays, day, here.date, length))
}

/** Which one this day is among the month's days on these weekdays: from the start, or −1 when it is the last. */
function positionOf(weekdays: { weekday: number }[], day: Day, date: number, length: number) {
  const among = (from: Day, to: Day) => {
    let count = 0
    for (let other = from; other <= to; other++) {
      if (weekdays.some(({ weekday }) => weekday === weekdayOf(other))) count++
    }
    return count
  }
  return among(day + 1, day + length - date) === 0 ? -1 : among(day - date + 1, day)
}

function nthOf(date: number) {
  return Math.ceil(date / 7)
}

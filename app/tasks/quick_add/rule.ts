import { civil, type Day, daysInMonth, weekdayOf } from '#app/tasks/quick_add/calendar'

/** The rules that quick add knows. Their whole meaning is RFC 5545's; here is only what places a first date. */
export interface Rule {
  freq: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'
  interval: number
  month?: number
  /** 1 to 31, or −1 for the last. */
  monthDays?: number[]
  /** 0 = Sunday; `nth` counts within the month, −1 is the last. */
  weekdays?: { weekday: number; nth?: number }[]
  /** Of the weekdays of a month, which. */
  position?: number
}

export const WORKDAYS = [1, 2, 3, 4, 5].map((weekday) => ({ weekday }))
const CODES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
/** Eight years, around a century without leap day, from one 29 February to the next. */
const LONGEST_WAIT_DAYS = 8 * 366

/** In canonical order (FREQ, INTERVAL, BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS), without COUNT and UNTIL. */
export function ruleText(rule: Rule): string {
  const parts = [`FREQ=${rule.freq}`]
  if (rule.interval > 1) parts.push(`INTERVAL=${rule.interval}`)
  if (rule.month) parts.push(`BYMONTH=${rule.month}`)
  if (rule.monthDays) parts.push(`BYMONTHDAY=${ascending(rule.monthDays).join(',')}`)
  if (rule.weekdays) parts.push(`BYDAY=${weekdayCodes(rule.weekdays).join(',')}`)
  if (rule.position) parts.push(`BYSETPOS=${rule.position}`)
  return parts.join(';')
}

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
  const [start, here] = [civil(first), civil(day)]
  const months = (here.year - start.year) * 12 + here.month - start.month
  const periods = {
    DAILY: () => day - first,
    WEEKLY: () => (mondayOf(day) - mondayOf(first)) / 7,
    MONTHLY: () => months,
    YEARLY: () => here.year - start.year,
  }[rule.freq]()
  if (periods % rule.interval !== 0 || !matches(rule, day)) return false
  if (rule.monthDays || rule.weekdays || rule.freq === 'DAILY') return true
  if (rule.freq === 'WEEKLY') return weekdayOf(day) === weekdayOf(first)
  return here.date === start.date && (rule.freq === 'MONTHLY' || here.month === start.month)
}

function matches({ month, monthDays, weekdays, position }: Rule, day: Day): boolean {
  const here = civil(day)
  const length = daysInMonth(here.year, here.month)
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

function mondayOf(day: Day): Day {
  return day - ((weekdayOf(day) + 6) % 7)
}

/** 1 before 31 before −1. */
function ascending(numbers: number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => Number(a < 0) - Number(b < 0) || a - b)
}

/** MO before SU, and of one weekday the first before the last. */
function weekdayCodes(weekdays: { weekday: number; nth?: number }[]): string[] {
  const ordered = weekdays.toSorted(
    (a, b) =>
      ((a.weekday + 6) % 7) - ((b.weekday + 6) % 7) || ordinalRank(a.nth) - ordinalRank(b.nth)
  )
  return [...new Set(ordered.map(({ weekday, nth }) => `${nth ?? ''}${CODES[weekday]}`))]
}

function ordinalRank(nth = 0) {
  return nth < 0 ? 6 : nth
}

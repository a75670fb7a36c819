import { afterConnector, skip } from '#app/tasks/quick_add/connectors'
import { countNamed, ordinalNamed, type Unit, unitNamed } from '#app/tasks/quick_add/names'
import {
  endsWithEachMonth,
  isWorkday,
  monthDaysAt,
  ordinalDaysAt,
  type RuleDays,
  weekdaysAt,
  yearDayAt,
} from '#app/tasks/quick_add/recurrence_days'
import { type Rule, WORKDAYS } from '#app/tasks/quick_add/rule'
import { dayPartNamed, type TimeOfDay } from '#app/tasks/quick_add/times'
import { type Found, keyAt, touches, type Word } from '#app/tasks/quick_add/words'

export type RecurrenceMode = 'fixed' | 'after_completion'

export interface SaidRecurrence {
  rule: Rule
  mode: RecurrenceMode
  /** `every evening` implies one; a time said elsewhere counts instead. */
  impliedTime?: TimeOfDay
}

type SaidRule = Omit<SaidRecurrence, 'mode'>

const INTERVAL_MAX = 1000 // as the engine takes it
const SATURDAY = 6
const ADVERBS = new Map<string, Unit>([
  ['daily', 'day'],
  ['weekly', 'week'],
  ['monthly', 'month'],
  ['quarterly', 'quarter'],
  ['yearly', 'year'],
  ['annually', 'year'],
])

/** `every 2 weeks`, `ev! 3 days`, `monthly on the 15th`, `first monday of each month`. */
export function recurrenceAt(
  words: readonly Word[],
  at: number
): Found<SaidRecurrence> | undefined {
  return afterConnector(words, at, (from) => {
    const key = keyAt(words, from)
    if (isEvery(words, from)) {
      const afterCompletion = keyAt(words, from + 1) === '!' && touches(words, from + 1)
      const said = everyAt(words, afterCompletion ? from + 2 : from + 1)
      return said && inMode(said, afterCompletion ? 'after_completion' : 'fixed')
    }
    const unit = ADVERBS.get(key)
    if (unit) return inMode(onDays(words, from + 1, unitRule(unit, 1)), 'fixed')
    const days = ordinalDaysAt(words, from)
    if (!days || !endsWithEachMonth(words, days.next)) return undefined
    return inMode(withDays('MONTHLY', days), 'fixed')
  })
}

/** Not the `each` of `each other`; nor `the last week of every month`, which is no recurrence that is known. */
function isEvery(words: readonly Word[], at: number): boolean {
  const key = keyAt(words, at)
  if (key === 'each' && keyAt(words, at + 1) === 'other') return false
  return ['every', 'ev', 'each'].includes(key) && keyAt(words, at - 1) !== 'of'
}

/** What stands behind `every`. */
function everyAt(words: readonly Word[], at: number): Found<SaidRule> | undefined {
  const impliedTime = dayPartNamed(keyAt(words, at))
  if (impliedTime) return { value: { rule: unitRule('day', 1), impliedTime }, next: at + 1 }
  const yearDay = yearDayAt(words, at)
  if (yearDay) return withDays('YEARLY', yearDay)
  const week = weekPartAt(words, at, 1)
  if (week) return week
  if (keyAt(words, at) === 'other') {
    return intervalAt(words, at + 1, 2) ?? weekPartAt(words, at + 1, 2)
  }
  const unit = intervalAt(words, at, 1) ?? intervalAt(words, at + 1, countAt(words, at))
  if (unit) return unit
  const monthDays = ordinalDaysAt(words, at) ?? monthDaysAt(words, at)
  return monthDays && withDays('MONTHLY', monthDays)
}

/** `3` of `every 3 days`, `2nd` of `every 2nd week`; not `first day`, which is a day of the month. */
function countAt(words: readonly Word[], at: number): number | undefined {
  const key = keyAt(words, at)
  const ordinal = ordinalNamed(key)
  return countNamed(key) ?? (ordinal && ordinal > 1 ? ordinal : undefined)
}

/** Days, weeks, months, quarters, years, and then perhaps on which days of them. */
function intervalAt(
  words: readonly Word[],
  at: number,
  count: number | undefined
): Found<SaidRule> | undefined {
  const unit = unitNamed(keyAt(words, at))
  if (!unit || !count) return undefined
  const rule = unitRule(unit, count)
  return rule.interval <= INTERVAL_MAX ? onDays(words, at + 1, rule) : undefined
}

/** Weekdays by name, all workdays, or the weekend, which is its Saturday. */
function weekPartAt(words: readonly Word[], at: number, interval: number) {
  const days = weekdaysAt(words, at) ?? daysOfWeekPart(keyAt(words, at), at + 1)
  return days && withDays('WEEKLY', days, interval)
}

function daysOfWeekPart(key: string, next: number): Found<RuleDays> | undefined {
  if (isWorkday(key)) return { value: { weekdays: WORKDAYS }, next }
  return /^weekends?$/.test(key)
    ? { value: { weekdays: [{ weekday: SATURDAY }] }, next }
    : undefined
}

/** `every month` may go on as `on the 15th`, `every 2 weeks` as `on monday and friday`, `yearly` as `on jan 27`. */
function onDays(words: readonly Word[], at: number, rule: Rule): Found<SaidRule> {
  const from = skip(words, at, 'on')
  const recognise = {
    DAILY: () => undefined,
    WEEKLY: () => weekdaysAt(words, from),
    MONTHLY: () => ordinalDaysAt(words, from) ?? monthDaysAt(words, from),
    YEARLY: () => yearDayAt(words, from),
  }[rule.freq]
  const days = from > at ? recognise() : undefined
  return days ? withDays(rule.freq, days, rule.interval) : { value: { rule }, next: at }
}

function unitRule(unit: Unit, count: number): Rule {
  switch (unit) {
    case 'day':
      return { freq: 'DAILY', interval: count }
    case 'week':
      return { freq: 'WEEKLY', interval: count }
    case 'month':
      return { freq: 'MONTHLY', interval: count }
    case 'quarter':
      return { freq: 'MONTHLY', interval: count * 3 }
    case 'year':
      return { freq: 'YEARLY', interval: count }
  }
}

function withDays(freq: Rule['freq'], days: Found<RuleDays>, interval = 1): Found<SaidRule> {
  return { value: { rule: { freq, interval, ...days.value } }, next: days.next }
}

function inMode({ value, next }: Found<SaidRule>, mode: RecurrenceMode): Found<SaidRecurrence> {
  return { value: { ...value, mode }, next }
}

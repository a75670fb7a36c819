import { dayOf } from '#app/tasks/quick_add/calendar'
import { besideMonth, monthDayAt } from '#app/tasks/quick_add/calendar_dates'
import { keyAt, type Found, type Word } from '#app/tasks/quick_add/words'
import { reads, skip } from '#app/tasks/quick_add/connectors'
import {
  dayNumber,
  ordinalNamed,
  ordinalNumber,
  unitNamed,
  weekdayNamed,
} from '#app/tasks/quick_add/names'
import { type Rule, WORKDAYS } from '#app/tasks/quick_add/rule'

/** What of a rule says on which days of its week, month or year. */
export type RuleDays = Pick<Rule, 'month' | 'monthDays' | 'weekdays' | 'position'>

const A_LEAP_YEAR = 2000
const HIGHEST_NTH = 5
const LIST_MAX = 31

/** `mon, wed and fri`, `mon wed fri`, `monday and every friday`. */
export function weekdaysAt(words: readonly Word[], at: number): Found<RuleDays> | undefined {
  const list = listAt(words, at, weekdayNamed, { bare: true })
  return (
    list && { value: { weekdays: list.value.map((weekday) => ({ weekday })) }, next: list.next }
  )
}

/** `2nd tuesday`, `first and last friday`, `last day`, `last workday`, `1st and 15th`, each also `… of the month`. */
export function ordinalDaysAt(words: readonly Word[], at: number): Found<RuleDays> | undefined {
  const list = listAt(words, skip(words, at, 'the'), ordinalNamed)
  if (!list) return undefined
  const ordinals = list.value
  const noun = keyAt(words, list.next)
  const weekday = weekdayNamed(noun)
  const next = behindOfMonth(words, list.next + 1)
  if (noun === 'day') return { value: { monthDays: ordinals }, next }
  if (ordinals.some((nth) => nth > HIGHEST_NTH) || !(weekday !== undefined || isWorkday(noun))) {
    return monthDaysAt(words, at)
  }
  if (weekday !== undefined) {
    return { value: { weekdays: ordinals.map((nth) => ({ weekday, nth })) }, next }
  }
  const [position] = ordinals
  return ordinals.length === 1 ? { value: { weekdays: WORKDAYS, position }, next } : undefined
}

/** `15th`, `1st and 15th`; numbers without ending only as a list, `2, 15, 27`: one may count anything. */
export function monthDaysAt(words: readonly Word[], at: number): Found<RuleDays> | undefined {
  const from = skip(words, at, 'the')
  const list = listAt(words, from, (key) => ordinalNumber(key) ?? dayNumber(key))
  if (!list || unitNamed(keyAt(words, list.next))) return undefined
  if (besideMonth(words, at, list.next)) return undefined
  if (list.value.length === 1 && !ordinalNumber(keyAt(words, from))) return undefined
  return { value: { monthDays: list.value }, next: behindOfMonth(words, list.next) }
}

/** `jan 27`, `27th of june`. */
export function yearDayAt(words: readonly Word[], at: number): Found<RuleDays> | undefined {
  const said = monthDayAt(words, at)
  if (!said) return undefined
  const { month, date } = said.value
  if (dayOf(A_LEAP_YEAR, month, date) === undefined) return undefined
  return { value: { month, monthDays: [date] }, next: said.next }
}

export function isWorkday(key: string): boolean {
  return /^(week|work)days?$/.test(key)
}

/** Whether the words before `next` say that a day is meant of each month. */
export function endsWithEachMonth(words: readonly Word[], next: number): boolean {
  return reads(words, next - 2, 'each', 'month') || reads(words, next - 2, 'every', 'month')
}

/** `of the month`, `of each month`; and `each month` without of. */
function behindOfMonth(words: readonly Word[], at: number): number {
  const of = skip(words, at, 'of')
  const month = of > at ? skip(words, of, 'each', 'every', 'the') : skip(words, of, 'each', 'every')
  if (month === at) return at
  return keyAt(words, month) === 'month' ? month + 1 : at
}

/** Things parted by commas, `and` or `&`; when they may stand `bare`, also by nothing. */
function listAt<T>(
  words: readonly Word[],
  at: number,
  named: (key: string) => T | undefined,
  { bare = false } = {}
): Found<T[]> | undefined {
  const list: T[] = []
  let next = at
  for (let from = at; list.length < LIST_MAX;) {
    const item = named(keyAt(words, from))
    if (item === undefined) break
    list.push(item)
    next = from + 1
    const between = skip(words, skip(words, next, ','), 'and', '&')
    if (between === next && !bare) break
    from = between === next ? between : skip(words, between, 'the', 'every')
  }
  return list.length > 0 ? { value: list, next } : undefined
}

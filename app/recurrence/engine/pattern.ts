import { dayOf, modulo, monthOf, packedDate, SECONDS_A_DAY } from './calendar.js'
import { clampedDay, clampedDayOf } from './clamped_days.js'
import { RecurrenceError } from './recurrence_error.js'
import { LARGEST_COUNT, LARGEST_INTERVAL } from './rule_limits.js'
import type { Frequency, Rule } from './rule.js'
import { localDate, untilOf } from './until.js'
import { secondsOf, type Start } from './wall.js'

/** The short form of a rule in the API (`recurrence_pattern`). A field that is null counts as not given. */
export interface Pattern {
  readonly frequency: 'daily' | 'weekly' | 'monthly' | 'yearly'
  readonly interval?: number | null
  /** 0 is Sunday, 6 is Saturday. */
  readonly days_of_week?: readonly number[] | null
  readonly day_of_month?: number | null
  readonly month?: number | null
  /** The last local date, inclusive; a date-time is taken to its local date. */
  readonly end_date?: string | null
  /** How many, the first included. */
  readonly occurrences?: number | null
}

const FREQUENCIES = new Map<unknown, Frequency>([
  ['daily', 'DAILY'],
  ['weekly', 'WEEKLY'],
  ['monthly', 'MONTHLY'],
  ['yearly', 'YEARLY'],
])
const OF_ALL = ['frequency', 'interval', 'end_date', 'occurrences']
const OWN: Record<Frequency, readonly string[]> = {
  DAILY: [],
  WEEKLY: ['days_of_week'],
  MONTHLY: ['day_of_month'],
  YEARLY: ['day_of_month', 'month'],
}
const OF_ANY = [...OF_ALL, ...Object.values(OWN).flat()]

/**
 * The rule that a pattern stands for. What it leaves open it takes from the start; a day that a month does not have
 * falls on that month's last, each time anew.
 * @throws RecurrenceError with the pattern's field as part
 */
export function fromPattern(pattern: unknown, start: Start): Rule {
  const fields = fieldsOf(pattern)
  const given = new Map([...fields].filter(([, value]) => value !== null && value !== undefined))
  const frequency = FREQUENCIES.get(given.get('frequency'))
  if (!frequency) refuse('frequency', 'is daily, weekly, monthly or yearly')
  const own = [...OF_ALL, ...OWN[frequency]]
  for (const name of fields.keys()) {
    if ((given.has(name) ? own : OF_ANY).includes(name)) continue
    refuse(
      name.slice(0, 40),
      `has no meaning for a ${frequency.toLowerCase()} pattern: it has ${own.join(', ')}`
    )
  }
  if (given.has('end_date') && given.has('occurrences')) {
    refuse('occurrences', 'cannot stand beside end_date: leave one of them out')
  }
  const days = { ...NO_PARTS, ...daysOf(frequency, given, start) }
  return Object.freeze({
    ...days,
    frequency,
    interval: wholeNumber(given, 'interval', 1, LARGEST_INTERVAL) ?? 1,
    count: wholeNumber(given, 'occurrences', 1, LARGEST_COUNT) ?? null,
    until: given.has('end_date') ? endOf(given.get('end_date'), start) : null,
  })
}

type Fields = ReadonlyMap<string, unknown>
type DayParts = Partial<Pick<Rule, 'byMonth' | 'byMonthDay' | 'byDay' | 'bySetPosition'>>

const NO_PARTS = {
  byMonth: [],
  byWeekNumber: [],
  byYearDay: [],
  byMonthDay: [],
  byDay: [],
  byHour: [],
  byMinute: [],
  bySetPosition: [],
  weekStart: 0,
}

function fieldsOf(pattern: unknown): Fields {
  if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern)) {
    refuse('recurrence_pattern', 'is an object with a frequency')
  }
  return new Map(Object.entries(pattern))
}

function daysOf(frequency: Frequency, given: Fields, start: Start): DayParts {
  const date = packedDate(Math.floor(secondsOf(start.wall, 'start') / SECONDS_A_DAY))
  const day = wholeNumber(given, 'day_of_month', 1, 31) ?? dayOf(date)
  if (frequency === 'WEEKLY') return { byDay: weekdays(given.get('days_of_week')) }
  if (frequency === 'MONTHLY') return clampedDay(day)
  if (frequency === 'DAILY') return {}
  const month = wholeNumber(given, 'month', 1, 12) ?? monthOf(date)
  return { byMonth: [month], ...clampedDayOf(month, day) }
}

function weekdays(value: unknown): Rule['byDay'] {
  if (value === undefined) return []
  const isDay = (day: unknown): day is number =>
    typeof day === 'number' && Number.isInteger(day) && day >= 0 && day <= 6
  if (!Array.isArray(value) || value.length === 0 || value.length > 7 || !value.every(isDay)) {
    refuse('days_of_week', 'is a list of 1 to 7 whole numbers from 0 (Sunday) to 6 (Saturday)')
  }
  return [...new Set(value.map((day) => modulo(day - 1, 7)))]
    .sort((one, other) => one - other)
    .map((weekday) => ({ weekday, nth: 0 }))
}

function endOf(value: unknown, start: Start): string {
  const date = typeof value === 'string' ? localDate(value, start.zone) : undefined
  if (date === undefined) refuse('end_date', 'is a date, such as 2027-05-03, or a date-time')
  return untilOf(date, start)
}

function wholeNumber(given: Fields, name: string, from: number, to: number): number | undefined {
  const value = given.get(name)
  if (value === undefined) return undefined
  if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to) {
    return value
  }
  return refuse(name, `is a whole number from ${from} to ${to}`)
}

function refuse(part: string, reason: string): never {
  throw new RecurrenceError('recurrence_pattern', part, reason)
}

import type { Instant, PlainDate } from './wall.js'

export const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const
export type Frequency = (typeof FREQUENCIES)[number]

/** The two letters of RFC 5545 in the order of `Weekday`. */
export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

/** 0 is Monday, 6 is Sunday. */
export type Weekday = number

/** A value of BYDAY: `MO` has nth 0 (every one), `2TU` nth 2, `-1FR` nth -1. */
export interface WeekdayPart {
  readonly weekday: Weekday
  readonly nth: number
}

/**
 * A checked RRULE (RFC 5545, 3.3.10), immutable. Lists are sorted, each value once, and empty where the part is not
 * given. Made by `parseRule` and `fromPattern` only: the expansion trusts it.
 */
export interface Rule {
  readonly frequency: Frequency
  readonly interval: number
  readonly byMonth: readonly number[]
  readonly byWeekNumber: readonly number[]
  readonly byYearDay: readonly number[]
  readonly byMonthDay: readonly number[]
  readonly byDay: readonly WeekdayPart[]
  readonly byHour: readonly number[]
  readonly byMinute: readonly number[]
  readonly bySetPosition: readonly number[]
  /** The day on which a week starts; decides for WEEKLY with an interval and for BYWEEKNO only. */
  readonly weekStart: Weekday
  readonly count: number | null
  /** Inclusive: an instant in UTC of a timed rule, a date of an all-day one. */
  readonly until: Instant | PlainDate | null
}

/** Whether the rule itself says on which days of its period it falls; otherwise the start does (3.3.10, last paragraph). */
export function namesDays(rule: Rule): boolean {
  const { byDay, byMonthDay, byYearDay, byWeekNumber } = rule
  return byDay.length + byMonthDay.length + byYearDay.length + byWeekNumber.length > 0
}

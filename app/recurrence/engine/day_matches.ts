import type { WeekdayPart } from './rule.js'

/** A set of small whole numbers as bits; undefined stands for a part that is not given and so limits nothing. */
export function bitsOf(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined
  return values.reduce((bits, value) => bits | (1 << value), 0)
}

export function hasBit(bits: number | undefined, value: number): boolean {
  return bits === undefined || ((bits >> value) & 1) === 1
}

/** Whether a day, the `at`th (from 0) of the `length` days of its month or year, is one that BYDAY names. */
export function matchesWeekday(
  parts: readonly WeekdayPart[],
  weekday: number,
  at: number,
  length: number
): boolean {
  for (const part of parts) {
    if (part.weekday !== weekday) continue
    if (part.nth === 0) return true
    if (part.nth > 0 && Math.floor(at / 7) + 1 === part.nth) return true
    if (part.nth < 0 && Math.floor((length - 1 - at) / 7) + 1 === -part.nth) return true
  }
  return parts.length === 0
}

/** 1 to `length`, without repeats and ascending, for values of which those below zero count from the end. */
export function placesIn(values: readonly number[], length: number): number[] {
  const places = values
    .map((value) => (value > 0 ? value : length + 1 + value))
    .filter((place) => place >= 1 && place <= length)
  return [...new Set(places)].sort((one, other) => one - other)
}

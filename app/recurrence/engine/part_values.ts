import { RecurrenceError } from './recurrence_error.js'
import { WEEKDAYS, type WeekdayPart } from './rule.js'

type Parts = ReadonlyMap<string, string>

/** One whole number; null when the part is not given. */
export function readWholeNumber(parts: Parts, name: string, from: number, to: number) {
  const value = parts.get(name)
  if (value === undefined) return null
  return inRange(/^\d{1,6}$/.test(value) ? Number(value) : undefined, name, from, to)
}

/** A list of whole numbers, sorted, each once. A range that begins below zero leaves zero out. */
export function readWholeNumbers(parts: Parts, name: string, from: number, to: number) {
  const value = parts.get(name)
  if (value === undefined) return []
  const pattern = from < 0 ? /^[+-]?\d{1,3}$/ : /^\d{1,3}$/
  const numbers = value
    .split(',')
    .map((text) => inRange(pattern.test(text) ? Number(text) : undefined, name, from, to))
  return [...new Set(numbers)].sort(fromTheStartFirst)
}

/** BYDAY: Monday first, and for one weekday every one, first, second, …, last. */
export function readWeekdays(parts: Parts): WeekdayPart[] {
  const value = parts.get('BYDAY')
  if (value === undefined) return []
  const found = new Map<string, WeekdayPart>()
  for (const text of value.split(',')) {
    const [, ordinal, name] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(text) ?? []
    const weekday = WEEKDAYS.findIndex((known) => known === name)
    const nth = ordinal === undefined ? 0 : Number(ordinal)
    if (weekday < 0 || (ordinal !== undefined && nth === 0)) {
      throw new RecurrenceError('rrule', 'BYDAY', 'is a list of weekdays such as MO, 2TU or -1FR')
    }
    found.set(`${nth}${weekday}`, { weekday, nth })
  }
  return [...found.values()].sort(
    (one, other) => one.weekday - other.weekday || fromTheStartFirst(one.nth, other.nth)
  )
}

/** 1, 2, 15, -2, -1: those counted from the end stand at the end. */
function fromTheStartFirst(one: number, other: number): number {
  return Number(one < 0) - Number(other < 0) || one - other
}

function inRange(value: number | undefined, name: string, from: number, to: number): number {
  if (value !== undefined && value >= from && value <= to && (from >= 0 || value !== 0)) {
    return value
  }
  const range = from < 0 ? `1 to ${to} or -1 to ${from}` : `${from} to ${to}`
  throw new RecurrenceError('rrule', name, `takes whole numbers from ${range}`)
}

import {
  dayNumber,
  dayOf,
  monthLength,
  monthOf,
  packedDate,
  SECONDS_A_DAY,
  yearOf,
} from './calendar.js'
import { RecurrenceError } from './recurrence_error.js'

/** `YYYY-MM-DD`: the key of an all-day occurrence. */
export type PlainDate = string
/** `YYYY-MM-DDTHH:MM`, with `:SS` where the seconds are not zero: what a clock on the wall shows, in no zone. */
export type WallText = string
/** `YYYY-MM-DDTHH:MM:SSZ`, in UTC. A fraction is read and does not count: occurrences lie on whole seconds. */
export type Instant = string

/** Seconds that a wall clock shows since 1970-01-01T00:00, as if every day had 86,400 of them; in no zone. */
export type WallSeconds = number
/** Seconds since 1970-01-01T00:00:00Z. */
export type EpochSeconds = number

/** The last year in which a task can be due (`app/shared/time.ts`): after it no occurrence is looked for. */
export const LAST_YEAR = 9998
export const LAST_DAY = dayNumber(LAST_YEAR, 12, 31)
/** The same for instants: in zones behind UTC the last evening is too late. */
export const LAST_INSTANT = (LAST_DAY + 1) * SECONDS_A_DAY - 1

/** Where a rule begins: a date (all-day, `zone` does not matter) or a wall time in an IANA zone. */
export interface Start {
  readonly wall: PlainDate | WallText
  readonly zone: string | null
}

const TEXT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z?)?$/

export function isDate(text: string): boolean {
  return text.length === 10
}

export function isInstant(text: string): boolean {
  return text.endsWith('Z')
}

/** Seconds of a date (its midnight), a wall time or an instant; undefined for what the calendar does not have. */
export function readSeconds(text: string): number | undefined {
  if (!TEXT.test(text)) return undefined
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2)]
  const hasTime = text.length > 10
  const hasSeconds = text[16] === ':'
  const [hour, minute] = hasTime ? [digits(text, 11, 2), digits(text, 14, 2)] : [0, 0]
  const second = hasSeconds ? digits(text, 17, 2) : 0
  if (year < 1 || year > LAST_YEAR || month < 1 || month > 12) return undefined
  if (day < 1 || day > monthLength(year, month)) return undefined
  if (hour > 23 || minute > 59 || second > 59) return undefined
  return dayNumber(year, month, day) * SECONDS_A_DAY + hour * 3600 + minute * 60 + second
}

function digits(text: string, at: number, length: number): number {
  let value = 0
  for (let i = at; i < at + length; i++) value = value * 10 + text.charCodeAt(i) - 48
  return value
}

/** As `readSeconds`, for what the caller should have checked. */
export function secondsOf(text: string, part: string): number {
  const seconds = readSeconds(text)
  if (seconds !== undefined) return seconds
  throw new RecurrenceError(
    'start',
    part,
    `“${text}” is no date or time of the years 1 to ${LAST_YEAR}`
  )
}

export function dateText(day: number): PlainDate {
  const date = packedDate(day)
  return `${String(yearOf(date)).padStart(4, '0')}-${pad(monthOf(date))}-${pad(dayOf(date))}`
}

export function wallText(wall: WallSeconds): WallText {
  const day = Math.floor(wall / SECONDS_A_DAY)
  const seconds = wall - day * SECONDS_A_DAY
  return `${dateText(day)}T${timeText(seconds)}`
}

/** `HH:MM`, with `:SS` where they are not zero. */
export function timeText(secondsOfDay: number): string {
  const text = `${pad(Math.floor(secondsOfDay / 3600))}:${pad(Math.floor(secondsOfDay / 60) % 60)}`
  return secondsOfDay % 60 === 0 ? text : `${text}:${pad(secondsOfDay % 60)}`
}

/** An end that is too late to be read is the last that there is. */
export function endText(epoch: EpochSeconds): Instant {
  return instantText(Math.min(epoch, LAST_INSTANT))
}

export function instantText(epoch: EpochSeconds): Instant {
  const text = wallText(epoch)
  return text.length === 16 ? `${text}:00Z` : `${text}Z`
}

function pad(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

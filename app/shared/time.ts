import { Temporal } from 'temporal-polyfill'
import { clock } from '#app/shared/clock'

/** `YYYY-MM-DD`, a date on the calendar, in no zone. */
export type PlainDate = string
/** `YYYY-MM-DDTHH:MM:SS[.fff]`, what a clock on the wall shows, in no zone. */
export type WallTime = string
/** `YYYY-MM-DDTHH:MM:SS[.ffffff]Z`, an instant in UTC, without idle zeros: as `instantFromSql` has it. */
export type Instant = string

/** The years a date may lie in: before, zones have offsets with seconds; after, an instant would need five digits. */
export const FIRST_YEAR = 1970
export const LAST_YEAR = 9998
/** The same years as a regular expression, for JSON Schema. */
export const YEAR_PATTERN = String.raw`(19[7-9]\d|[2-8]\d{3}|9[0-8]\d{2}|99[0-8]\d|999[0-8])`

/** The zone's name as IANA spells it, or undefined when there is no such zone. Offsets such as `+02:00` are none. */
export function knownTimeZone(name: string): string | undefined {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/.test(name)) return undefined
  const key = name.toLowerCase() // not the name as written: the cache would grow with every spelling
  const cached = zoneNames.get(key)
  if (cached) return cached
  try {
    const { timeZoneId } = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    zoneNames.set(key, timeZoneId)
    return timeZoneId
  } catch {
    return undefined
  }
}
const zoneNames = new Map<string, string>()

export function nowInstant(): Instant {
  return instantFromMs(clock.nowMs())
}

/** Today's date in a zone. */
export function today(zone: string): PlainDate {
  return dateIn(clock.nowMs(), zone)
}

/** The date that a zone's calendars show at an instant. */
export function dateIn(epochMs: number, zone: string): PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(epochMs)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString()
}

export function addDays(date: PlainDate, days: number): PlainDate {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

/** The first instant of a date in a zone; not always midnight (a gap may begin the day). */
export function startOfDay(date: PlainDate, zone: string): Instant {
  return Temporal.PlainDate.from(date)
    .toZonedDateTime(zone)
    .toInstant()
    .toString({ smallestUnit: 'microsecond' })
}

/**
 * What a filter says, an RFC 3339 instant or a date, as the instant that it begins with. In UTC: PostgreSQL reads no
 * offset beyond ±15:59, RFC 3339 has them up to ±23:59.
 */
export function instantOrStartOfDay(text: string, zone: string): string {
  return isPlainDate(text) ? startOfDay(text, zone) : (parseRfc3339(text) ?? text)
}

/** The last microsecond of a date in a zone: when an all-day task has just not become overdue. */
export function endOfDay(date: PlainDate, zone: string): Instant {
  return Temporal.PlainDate.from(date)
    .add({ days: 1 })
    .toZonedDateTime(zone)
    .toInstant()
    .subtract({ microseconds: 1 })
    .toString({ smallestUnit: 'microsecond' })
}

/** What the wall clocks of a zone show at an instant, to the millisecond. */
export function wallTimeIn(instant: Instant, zone: string): WallTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime().toString()
}

/** In a gap the clock has moved on by its length; in a fold the first of the two instants (RFC 5545, 3.3.5). */
export function instantOf(wall: WallTime, zone: string): Instant {
  return Temporal.PlainDateTime.from(wall)
    .toZonedDateTime(zone, { disambiguation: 'compatible' })
    .toInstant()
    .toString()
}

/** `YYYY-MM-DD`, in the calendar and within the supported years. */
export function isPlainDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const year = Number(text.slice(0, 4))
  if (year < FIRST_YEAR || year > LAST_YEAR) return false
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' })
    return true
  } catch {
    return false
  }
}

const RFC_3339 =
  /^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/

/**
 * An RFC 3339 date-time with offset as an instant in UTC, cut to milliseconds; undefined when it is none.
 * A leap second (`:60`) is refused: no clock of ours can show it.
 */
export function parseRfc3339(text: string): Instant | undefined {
  const match = RFC_3339.exec(text)
  if (!match || !isPlainDate(match[1] ?? '')) return undefined
  const epochMs = Date.parse(text.toUpperCase())
  if (Number.isNaN(epochMs)) return undefined
  // An offset may carry it past the first or the last year.
  const year = new Date(epochMs).getUTCFullYear()
  return year < FIRST_YEAR || year > LAST_YEAR ? undefined : instantFromMs(epochMs)
}

/**
 * A wall time with the offset that makes it this instant, e.g. `2026-11-30T18:00:00+01:00`. Needs no zone data:
 * the offset is the difference of the two. An offset with seconds (there is none after 1972) is written as UTC.
 */
export function formatWithOffset(wall: WallTime, instant: Instant): string {
  const instantMs = Date.parse(instant)
  const offsetMs = Date.parse(`${wall}Z`) - instantMs
  if (offsetMs % 60_000 !== 0) return instantFromMs(instantMs)
  const minutes = Math.abs(offsetMs) / 60_000
  const sign = offsetMs < 0 ? '-' : '+'
  return `${wall}${sign}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}

/** PostgreSQL's text of a timestamptz (session zone UTC) as an RFC 3339 instant. */
export function instantFromSql(text: string): Instant {
  return `${text.slice(0, 10)}T${text.slice(11, text.length - 3)}Z`
}

function instantFromMs(epochMs: number): Instant {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toString()
}

function pad(value: number) {
  return String(value).padStart(2, '0')
}

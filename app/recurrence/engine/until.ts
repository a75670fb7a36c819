import { SECONDS_A_DAY } from './calendar.js'
import { RecurrenceError } from './recurrence_error.js'
import {
  dateText,
  endText,
  isDate,
  readSeconds,
  secondsOf,
  type Instant,
  type PlainDate,
  type Start,
} from './wall.js'
import { Zone } from './zone.js'

/** A time on a date, and where it says so its offset from UTC (RFC 3339; the seconds and the colon may be left out). */
const DATE_TIME = /^(.{10}T[\d:.]+)(Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)?$/i

/**
 * The local date of a date, a wall time or an RFC 3339 date-time; undefined when it is none, or not of the years that
 * there are. A date-time with an offset is taken to the zone; without a zone to the date that it shows.
 */
export function localDate(text: string, zone: string | null): PlainDate | undefined {
  const [, wall = '', offset] = DATE_TIME.exec(isDate(text) ? `${text}T00:00` : text) ?? []
  const seconds = readSeconds(wall.toUpperCase())
  if (seconds === undefined) return undefined
  const shown =
    offset === undefined || zone === null
      ? seconds
      : Zone.named(zone).toWall(seconds - offsetSeconds(offset))
  const date = dateText(Math.floor(shown / SECONDS_A_DAY))
  return readSeconds(date) === undefined ? undefined : date
}

/** UNTIL for a last local date: the date itself of an all-day rule, else the end of the day in the start's zone. */
export function untilOf(date: PlainDate, start: Start): Instant | PlainDate {
  return isDate(start.wall) ? date : endOfLocalDate(date, start)
}

/** UNTIL for a last local date: 23:59:59 of it in the start's zone. */
export function endOfLocalDate(date: PlainDate, start: Start): Instant {
  if (start.zone === null) {
    throw new RecurrenceError('start', 'zone', 'is missing: a wall time is due in a time zone')
  }
  const end = secondsOf(date, 'end_date') + SECONDS_A_DAY - 1
  return endText(Zone.named(start.zone).toInstant(end))
}

/** The last local date on which a rule can occur. */
export function untilDate(until: Instant | PlainDate, zone: string | null): PlainDate {
  return isDate(until) ? until : (localDate(until, zone) ?? until)
}

/** UNTIL of a timed rule that goes to another zone: its local date and time stay. */
export function moveUntil(until: Instant, from: string, to: string): Instant {
  const wall = Zone.named(from).toWall(secondsOf(until, 'until'))
  return endText(Zone.named(to).toInstant(wall))
}

function offsetSeconds(offset: string): number {
  if (offset.length === 1) return 0
  const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(-2))]
  return (offset.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60)
}

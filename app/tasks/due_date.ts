import {
  endOfDay,
  formatWithOffset,
  instantOf,
  isPlainDate,
  parseRfc3339,
  wallTimeIn,
} from '#app/shared/time'
import type { PlainDate, WallTime } from '#app/shared/time'
import { invalidField } from '#app/shared/problem'
import { type Due, NO_DUE } from '#app/tasks/task'

/** What a client may say about a due date; an absent field says nothing. */
export interface DueInput {
  /** RFC 3339 date-time with offset, or `YYYY-MM-DD`; null: no due date. */
  due_date?: string | null
  /** IANA zone, known to `knownTimeZone`. */
  due_timezone?: string | null
}

/**
 * The due date after a change (PRODUCT.md, "Bodies"): a date makes the task all-day; a time takes the zone given,
 * else the task's, else the profile's; a zone alone keeps the wall time. The present moment in the present zone is no
 * change: a wall time that a gap has swallowed, or that a fold has twice, stays what it is.
 */
export function changeDue(present: Due, input: DueInput, profileZone: string): Due {
  if (input.due_date === undefined) {
    if (input.due_timezone === undefined) return present
    return moveToZone(present, input.due_timezone, profileZone)
  }
  if (input.due_date === null) {
    if (input.due_timezone) throw zoneWithoutTime()
    return NO_DUE
  }
  if (isPlainDate(input.due_date)) {
    if (input.due_timezone) throw zoneWithoutTime()
    return allDay(input.due_date, profileZone)
  }
  const instant = parseRfc3339(input.due_date)
  if (!instant) throw notADueDate()
  const zone =
    input.due_timezone ??
    (input.due_timezone === undefined ? present.dueTimezone : null) ??
    profileZone
  if (instant === present.dueAt && zone === present.dueTimezone) return present
  return { dueOn: null, dueWall: wallTimeIn(instant, zone), dueTimezone: zone, dueAt: instant }
}

export function allDay(date: PlainDate, profileZone: string): Due {
  return { dueOn: date, dueWall: null, dueTimezone: null, dueAt: endOfDay(date, profileZone) }
}

export function timed(wall: WallTime, zone: string): Due {
  return { dueOn: null, dueWall: wall, dueTimezone: zone, dueAt: instantOf(wall, zone) }
}

/** The same time of day on another date; an all-day task stays all-day, one without due date becomes it. */
export function moveToDate(present: Due, date: PlainDate, profileZone: string): Due {
  if (!present.dueWall || !present.dueTimezone) return allDay(date, profileZone)
  if (present.dueWall.startsWith(date)) return present
  return timed(`${date}T${present.dueWall.slice(11)}`, present.dueTimezone)
}

/** As the API writes it: the date, or the wall time with the offset of its zone. */
export function formatDue(due: Due): string | null {
  if (due.dueOn) return due.dueOn
  return due.dueWall && due.dueAt && formatWithOffset(due.dueWall, due.dueAt)
}

function moveToZone(present: Due, given: string | null, profileZone: string): Due {
  if (present.dueWall) {
    const zone = given ?? profileZone
    return zone === present.dueTimezone ? present : timed(present.dueWall, zone)
  }
  if (given === null) return present
  throw zoneWithoutTime()
}

export function notADueDate() {
  return invalidField(
    'due_date',
    'date',
    'The due date is not a date. Write it as 2026-11-30, or with a time as 2026-11-30T18:00:00+01:00.'
  )
}

function zoneWithoutTime() {
  return invalidField(
    'due_timezone',
    'all_day',
    'An all-day task has no zone. Give due_date a time, or leave due_timezone out.'
  )
}

import { instantOf } from '#app/shared/time'
import type { Instant, PlainDate, WallTime } from '#app/shared/time'
import { type Day, dayFrom, plainDate, withinYears } from '#app/tasks/quick_add/calendar'
import type { Moment } from '#app/tasks/quick_add/moment'
import { type Part, partOf } from '#app/tasks/quick_add/part'
import type { TimeOfDay } from '#app/tasks/quick_add/times'

/** A date; or a wall time in a zone, and the instant that is meant. */
export type QuickDue =
  { kind: 'date'; date: PlainDate } | { kind: 'time'; wall: WallTime; zone: string; at: Instant }

/** When a task that does not repeat is due. A time alone is today's, or tomorrow's when today's is past. */
export function singleDue(parts: readonly Part[], moment: Moment): QuickDue | null {
  const elapsed = partOf(parts, 'elapsed')?.value
  if (elapsed) return { kind: 'time', ...elapsed, zone: moment.zone }
  const date = partOf(parts, 'date')?.value
  const time = saidTime(parts) ?? date?.impliedTime
  if (date) return dueOn(date.day, time, moment.zone)
  if (!time) return null
  const tomorrow = isPast(moment.today, time, moment) && withinYears(moment.today + 1)
  return dueOn(tomorrow || moment.today, time, moment.zone)
}

/** The day and the time that the parts name for the first occurrence. */
export function saidStart(parts: readonly Part[]): { day?: Day; time?: TimeOfDay } {
  const elapsed = partOf(parts, 'elapsed')?.value
  if (elapsed) return { day: dayFrom(elapsed.wall.slice(0, 10)), time: elapsed.wall.slice(11, 16) }
  const date = (partOf(parts, 'start') ?? partOf(parts, 'date'))?.value
  const implied = date?.impliedTime ?? partOf(parts, 'recurrence')?.value.impliedTime
  return { day: date?.day, time: saidTime(parts) ?? implied }
}

/** The time counts, and not the part of the day beside it: `tomorrow morning at 8:30`. */
function saidTime(parts: readonly Part[]): TimeOfDay | undefined {
  return partOf(parts, 'time')?.value ?? partOf(parts, 'dayPart')?.value.time
}

export function dueOn(day: Day, time: TimeOfDay | undefined, zone: string): QuickDue {
  const date = plainDate(day)
  if (!time) return { kind: 'date', date }
  const wall = `${date}T${time}:00`
  return { kind: 'time', wall, zone, at: instantOf(wall, zone) }
}

/** Whether that moment is over; the present one is not. */
export function isPast(
  day: Day,
  time: TimeOfDay | undefined,
  { now, zone, today }: Moment
): boolean {
  if (day !== today || !time) return day < today
  return Date.parse(instantOf(`${plainDate(day)}T${time}:00`, zone)) < Date.parse(now)
}

import { addDays, dateIn, type Instant, type PlainDate, wallTimeIn } from '#app/shared/time'
import type { Due, TaskStatus } from '#app/tasks/task'

/** "Now" as a page sees it: computed once, so that every row of a page agrees. */
export interface PageNow {
  zone: string
  /** Milliseconds since the epoch. */
  nowMs: number
  today: PlainDate
  yesterday: PlainDate
  tomorrow: PlainDate
}

export interface DueView {
  words: string
  tone: 'late' | 'today' | 'soon' | null
  iso: string
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const LONG_WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const LONG_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

export function pageNow(nowMs: number, zone: string): PageNow {
  const today = dateIn(nowMs, zone)
  return { zone, nowMs, today, yesterday: addDays(today, -1), tomorrow: addDays(today, 1) }
}

/** The date on which a task is due, as the person's own calendar has it. */
export function dueDay(due: Due, zone: string): PlainDate | null {
  return due.dueOn ?? dueWallIn(due, zone)?.slice(0, 10) ?? null
}

/** The time of day at which a timed task is due, as the person's own clock has it; undefined when it is all-day. */
export function dueTime(due: Due, zone: string): string | undefined {
  return dueWallIn(due, zone)?.slice(11, 16)
}

/**
 * When a task is due, in words. `within` is the day that a heading above the row has named already: then the time
 * alone is said.
 */
export function dueWords(
  due: Due,
  status: TaskStatus,
  now: PageNow,
  within: PlainDate | null = null
): DueView | null {
  const wall = dueWallIn(due, now.zone)
  const day = due.dueOn ?? wall?.slice(0, 10)
  if (!day || !due.dueAt) return null
  const time = wall?.slice(11, 16)
  const late = status === 'active' && Date.parse(due.dueAt) < now.nowMs
  return {
    words:
      day === within ? (time ?? 'any time') : [dayWords(day, now), time].filter(Boolean).join(' '),
    tone: late ? 'late' : day === within && !time ? null : dayTone(day, now),
    iso: due.dueOn ?? due.dueAt,
  }
}

function dayTone(day: PlainDate, now: PageNow): DueView['tone'] {
  return day === now.today ? 'today' : day === now.tomorrow ? 'soon' : null
}

/** "today", "tomorrow", "Thu 19 Nov", with the year where it is another. */
export function dayWords(day: PlainDate, now: PageNow): string {
  if (day === now.today) return 'today'
  if (day === now.tomorrow) return 'tomorrow'
  if (day === now.yesterday) return 'yesterday'
  const [year, month, date] = parts(day)
  const words = `${WEEKDAYS[weekday(day)]} ${date} ${MONTHS[month - 1]}`
  return day.slice(0, 4) === now.today.slice(0, 4) ? words : `${words} ${year}`
}

/** A heading: "Today", "Tomorrow", "Monday 23 November", with the year where it is another. */
export function dayHeading(day: PlainDate, now: PageNow): string {
  if (day === now.today) return 'Today'
  if (day === now.tomorrow) return 'Tomorrow'
  if (day === now.yesterday) return 'Yesterday'
  return longDay(day, day.slice(0, 4) !== now.today.slice(0, 4), ' ')
}

/** "Saturday, 21 November". */
export function longDay(day: PlainDate, withYear = false, comma = ', '): string {
  const [year, month, date] = parts(day)
  return `${LONG_WEEKDAYS[weekday(day)]}${comma}${date} ${LONG_MONTHS[month - 1]}${withYear ? ` ${year}` : ''}`
}

/** An instant of the past: "today 08:12", "Thu 19 Nov 17:00". */
export function instantWords(instant: Instant | null, now: PageNow): string | null {
  if (!instant) return null
  const wall = wallTimeIn(instant, now.zone)
  return `${dayWords(wall.slice(0, 10), now)} ${wall.slice(11, 16)}`
}

/** Most tasks are in their owner's zone, where the wall time is at hand; only the others are converted. */
function dueWallIn(due: Due, zone: string) {
  if (!due.dueWall || !due.dueAt) return null
  return due.dueTimezone === zone ? due.dueWall : wallTimeIn(due.dueAt, zone)
}

function parts(day: PlainDate): [number, number, number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))]
}

function weekday(day: PlainDate) {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

import { describe, describeShort, parseRule } from '#app/recurrence/engine/index'
import type { Instant, PlainDate } from '#app/shared/time'
import { nowInstant, wallTimeIn } from '#app/shared/time'
import { allDay, formatDue } from '#app/tasks/due_date'
import type { QuickDue } from '#app/tasks/quick_add/due'
import { parseQuickAdd, type QuickSpan } from '#app/tasks/quick_add/quick_add'
import type { QuickRecurrence } from '#app/tasks/quick_add/recurrence'
import type { TextRange } from '#app/tasks/quick_add/words'
import { type Due, NO_DUE, type Priority } from '#app/tasks/task'

/** One line of text that is to become a task. */
export interface QuickLine {
  /** Without white space around it: `ignore` and the spans of the answer count from its beginning. */
  text: string
  /** IANA zone in which days and hours are meant; the profile's unless told. */
  timezone?: string
  /** Stretches that are nothing but words: the parts that the person took off. */
  ignore?: readonly TextRange[]
}

/** What a line says about its task: null, or an empty list, where it says nothing. */
export interface Understood {
  title: string
  due: Due
  recurrence: UnderstoodRecurrence | null
  priority: Priority | null
  tags: string[]
  spans: QuickSpan[]
}

export interface UnderstoodRecurrence extends QuickRecurrence {
  /** In plain words: "every Monday at 09:00, until 18 December 2026". */
  words: string
  /** The same without time and end, for where they are said beside it. */
  shortWords: string
  /** How often, or until which date inclusive; null where that is left open. */
  count: number | null
  lastDay: PlainDate | null
}

/** Reads a line as it is meant at this moment; never fails, whatever was typed. */
export function understand(line: QuickLine, profileZone: string): Understood {
  const { text, timezone: zone = profileZone, ignore } = line
  const { due, recurrence, ...said } = parseQuickAdd(text, { now: nowInstant(), zone, ignore })
  return {
    ...said,
    due: due ? dueFrom(due, profileZone) : NO_DUE,
    recurrence: recurrence && due && { ...recurrence, ...inWords(recurrence, due) },
  }
}

/** What was understood, as the API writes it. */
export function understoodToJson({ title, due, recurrence, priority, tags, spans }: Understood) {
  return {
    title,
    due_date: formatDue(due),
    due_timezone: due.dueTimezone,
    all_day: due.dueOn !== null,
    rrule: recurrence?.rrule ?? null,
    recurrence_mode: recurrence?.mode ?? null,
    recurrence: recurrence?.words ?? null,
    priority,
    tags,
    spans,
  }
}

function dueFrom(due: QuickDue, profileZone: string): Due {
  return due.kind === 'date' ? allDay(due.date, profileZone) : timedAt(due.at, due.zone)
}

/** From the instant and not from the wall time: of two that a fold has, it knows which is meant. */
function timedAt(instant: Instant, zone: string): Due {
  return {
    dueOn: null,
    dueWall: wallTimeIn(instant, zone),
    dueTimezone: zone,
    dueAt: instant,
  }
}

function inWords({ rrule, mode }: QuickRecurrence, due: QuickDue) {
  const isAllDay = due.kind === 'date'
  const start = isAllDay ? { wall: due.date, zone: null } : { wall: due.wall, zone: due.zone }
  const rule = parseRule(rrule, { allDay: isAllDay })
  return {
    words: describe(rule, start, { mode }),
    shortWords: describeShort({ ...rule, count: null, until: null }, start, { mode }),
    count: rule.count,
    lastDay: rule.until && (isAllDay ? rule.until : wallTimeIn(rule.until, due.zone).slice(0, 10)),
  }
}

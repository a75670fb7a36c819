import {
  describe,
  first,
  formatKey,
  formatRule,
  fromPattern,
  movePattern,
  moveRule,
  nextInSeries,
  parseKey,
  splitAt,
  type Start,
} from '#app/recurrence/engine/index'
import { movedToZone } from '#app/recurrence/move_series'
import { readRecurrence } from '#app/recurrence/read_recurrence'
import type { RecurrenceInput } from '#app/recurrence/recurrence_validators'
import {
  engineSeries,
  type Recurrence,
  recurrenceOf,
  type Series,
  startOf,
} from '#app/recurrence/series'
import { invalidField } from '#app/shared/problem'
import type { LastClosed } from '#app/tasks/occurrences/closed_query'
import { startOfDue } from '#app/tasks/occurrences/new_series'
import { dueOfKey } from '#app/tasks/occurrences/occurrence'
import { isSameDue } from '#app/tasks/rebuilt_due'
import type { Due, Task } from '#app/tasks/task'

/** What a change of a series is about. */
export interface SeriesEdit {
  series: Series
  /** Its open occurrence, as it was. */
  task: Task & { occurrenceKey: string }
  said: RecurrenceInput
  /** The due date after the change. */
  due: Due
  /** Whether the change names a due date, and not only a zone. */
  isDueSaid: boolean
  lastClosed: LastClosed | undefined
  profileZone: string
}

/** A recurrence, and the open occurrence that follows from it. */
export interface Edited {
  recurrence: Recurrence
  key: string
  due: Due
}

/**
 * A series changed as a whole. With a due date it begins anew there, at the open occurrence; else the open occurrence
 * is what follows the last closed one by the new rule (RECURRENCE.md, row 19). What is closed never changes.
 *
 * @throws a 422 where the rule or the date does not fit
 */
export function editedAll(edit: SeriesEdit): Edited {
  const { task, said, due, isDueSaid } = edit
  if (isDueSaid) return begunAt(edit, startedAt(edit, dueStart(due)), numberOfOpen(edit))
  const series = inZoneOf(edit)
  const mode = said.recurrence_mode ?? series.mode
  if (said.rrule || said.recurrence_pattern) return recomputed(edit, series)
  if (mode === series.mode) return keptOpen(edit, series, task.occurrenceKey)
  if (mode === 'fixed') {
    const startWall = parseKey(task.occurrenceKey).scheduled
    return begunAt(edit, { ...series, mode, startWall }, null)
  }
  const { scheduled } = parseKey(task.occurrenceKey)
  const key = formatKey({ scheduled, instance: numberOfOpen(edit) })
  return keptOpen(edit, { ...series, mode }, key)
}

/**
 * A series divided at its open occurrence: what stays of the old one, and the new one, which begins where the open one
 * is due. `before` is null where nothing stays: then the series as a whole begins anew.
 */
export function editedFollowing(edit: SeriesEdit): { before: string | null; following: Edited } {
  const { series, task, due, lastClosed } = edit
  const { before } = splitAt(engineSeries(series), task.occurrenceKey)
  const recurrence = startedAt(edit, dueStart(due))
  if (!before || !lastClosed) {
    return { before: null, following: begunAt(edit, recurrence, numberOfOpen(edit)) }
  }
  return { before: formatRule(before), following: begunAt(edit, recurrence, 1) }
}

/** What the rule says, or the present one moved along with the due date, from a start on. */
function startedAt(edit: SeriesEdit, start: Start): Recurrence {
  const { series, task, said } = edit
  const mode = said.recurrence_mode ?? series.mode
  const told = readRecurrence(said, start, mode)
  if (told) return told
  const present = start.zone && series.timezone ? movedToZone(series, start.zone) : series
  const { following } = splitAt(engineSeries(present), task.occurrenceKey)
  const from = parseKey(task.occurrenceKey).scheduled
  const zone = start.zone ?? present.timezone
  const pattern = present.pattern && movePattern(present.pattern, from, start.wall, zone)
  if (pattern) {
    const left = { ...pattern, ...(following.count && { occurrences: following.count }) }
    return recurrenceOf(fromPattern(left, start), start, mode, left)
  }
  const rule = moveRule(following, from, start.wall, zone)
  if (!rule) throw dateDoesNotFit(series)
  return recurrenceOf(rule, start, mode)
}

function recomputed(edit: SeriesEdit, series: Recurrence): Edited {
  const { said, lastClosed, profileZone } = edit
  const isToFixed = said.recurrence_mode === 'fixed' && series.mode !== 'fixed'
  const scheduled = parseKey(edit.task.occurrenceKey).scheduled
  const start = isToFixed ? { wall: scheduled, zone: series.timezone } : startOf(series)
  const recurrence = readRecurrence(said, start, series.mode)
  if (!recurrence) throw new Error('a rule that was given was not read')
  if (isToFixed || !lastClosed) return begunAt(edit, recurrence, numberOfOpen(edit))
  const { occurrenceKey: key, completedAt: at, skippedAt, count: instance } = lastClosed
  const action = skippedAt ? 'skip' : 'complete'
  const next = nextInSeries(engineSeries(recurrence), {
    action,
    key,
    at,
    zone: profileZone,
    instance,
  })
  if (!next) throw nothingIsLeft(said)
  return keptOpen(edit, recurrence, next.key)
}

/** The series from its start on; a start that its rule does not match is moved to the first that does. */
function begunAt(edit: SeriesEdit, recurrence: Recurrence, number: number | null): Edited {
  const { rule, start, mode } = engineSeries(recurrence)
  const found = first(rule, start)
  if (!found) throw nothingIsLeft(edit.said)
  const key = formatKey({ scheduled: found.key, instance: mode === 'fixed' ? null : number })
  const begun = { ...recurrence, startWall: found.key }
  return { recurrence: begun, key, due: dueOfKey(key, recurrence.timezone, edit.profileZone) }
}

/** An occurrence that keeps its key stays where it was put; another key says when it is due. */
function keptOpen(edit: SeriesEdit, recurrence: Recurrence, key: string): Edited {
  const { series, task, due, profileZone } = edit
  const wasWhere = dueOfKey(task.occurrenceKey, series.timezone, profileZone)
  const scheduled = parseKey(key).scheduled
  const isPostponed =
    scheduled === parseKey(task.occurrenceKey).scheduled && !isSameDue(task, wasWhere)
  return {
    recurrence,
    key,
    due: isPostponed ? due : dueOfKey(key, recurrence.timezone, profileZone),
  }
}

/** The zone alone was changed: the walls of the series stay. */
function inZoneOf({ series, task, due }: SeriesEdit): Series {
  const isMoved = series.timezone !== null && due.dueTimezone !== task.dueTimezone
  return isMoved && due.dueTimezone
    ? { ...series, ...movedToZone(series, due.dueTimezone) }
    : series
}

/** Which of its series the open occurrence is, from 1. */
function numberOfOpen({ lastClosed }: SeriesEdit): number {
  return (lastClosed?.count ?? 0) + 1
}

function dueStart(due: Due): Start {
  const start = startOfDue(due)
  if (start) return start
  throw invalidField(
    'due_date',
    'recurring',
    'A task that repeats has a due date. Give one, or end the repetition with rrule: null.'
  )
}

function dateDoesNotFit(series: Series) {
  const { rule, start, mode } = engineSeries(series)
  return invalidField(
    'due_date',
    'recurrence',
    `The due date cannot be moved for all: the task repeats ${describe(rule, start, { mode })}. Change how it repeats too, or move this one alone.`
  )
}

function nothingIsLeft(said: RecurrenceInput) {
  const field = said.recurrence_pattern ? 'recurrence_pattern' : 'rrule'
  return invalidField(
    field,
    'never',
    `${field} has no date left after those that are done. Give it a later end, or end the repetition with rrule: null.`
  )
}

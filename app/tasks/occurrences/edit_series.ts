import { first, formatKey, nextInSeries, parseKey, splitAt } from '#app/recurrence/engine/index'
import { movedToZone } from '#app/recurrence/move_series'
import { isGiven, readRecurrence } from '#app/recurrence/read_recurrence'
import type { RecurrenceInput } from '#app/recurrence/recurrence_validators'
import {
  engineSeries,
  type Recurrence,
  ruleText,
  type Series,
  startOf,
} from '#app/recurrence/series'
import { invalidField } from '#app/shared/problem'
import type { LastClosed } from '#app/tasks/occurrences/closed_query'
import { dueOfKey, keyInKind } from '#app/tasks/occurrences/occurrence'
import { leftFrom, startedAt } from '#app/tasks/occurrences/started_at'
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
  const { task, said, isDueSaid } = edit
  if (isDueSaid) return begunAnew(edit)
  const series = inZoneOf(edit)
  const mode = said.recurrence_mode ?? series.mode
  if (isGiven(said.rrule) || isGiven(said.recurrence_pattern)) return recomputed(edit, series)
  if (mode === series.mode) return keptOpen(edit, series, task.occurrenceKey)
  const { scheduled } = parseKey(task.occurrenceKey)
  if (mode === 'fixed') {
    const left = leftFrom(series, task.occurrenceKey, 1)
    return keptInSeries(edit, { ...left, mode, startWall: scheduled })
  }
  const instance = numberOfOpen(edit)
  const left = leftFrom(series, task.occurrenceKey, instance)
  return keptOpen(edit, { ...left, mode }, formatKey({ scheduled, instance }))
}

/**
 * A series divided at its open occurrence: what stays of the old one, and the new one, which begins where the open one
 * is due. `before` is null where nothing stays: then the series as a whole begins anew.
 */
export function editedFollowing(edit: SeriesEdit): { before: string | null; following: Edited } {
  const { series, task, lastClosed } = edit
  const { before } = splitAt(engineSeries(series), task.occurrenceKey)
  if (!before || !lastClosed) return { before: null, following: begunAnew(edit) }
  return { before: ruleText(before), following: begunAt(edit, startedAt(edit, 1), 1) }
}

/** From the open one on; after completion it goes on counting. */
function begunAnew(edit: SeriesEdit): Edited {
  const number = parseKey(edit.task.occurrenceKey).instance ?? 1
  return begunAt(edit, startedAt(edit, number), number)
}

function recomputed(edit: SeriesEdit, series: Recurrence): Edited {
  const { said, lastClosed, profileZone } = edit
  const isToFixed = said.recurrence_mode === 'fixed' && series.mode !== 'fixed'
  const scheduled = parseKey(edit.task.occurrenceKey).scheduled
  const start = isToFixed ? { wall: scheduled, zone: series.timezone } : startOf(series)
  const recurrence = readRecurrence(said, start, series.mode)
  if (!recurrence) throw new Error('a rule that was given was not read')
  if (isToFixed || !lastClosed) return keptInSeries(edit, recurrence)
  const { occurrenceKey, completedAt: at, skippedAt, count: instance } = lastClosed
  const action = skippedAt ? 'skip' : 'complete'
  const key = keyInKind(occurrenceKey, recurrence.timezone)
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

/** The same where no due date was said: what was postponed stays so. */
function keptInSeries(edit: SeriesEdit, recurrence: Recurrence): Edited {
  const begun = begunAt(edit, recurrence, numberOfOpen(edit))
  return keptOpen(edit, begun.recurrence, begun.key)
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
function numberOfOpen({ task, lastClosed }: SeriesEdit): number {
  return parseKey(task.occurrenceKey).instance ?? (lastClosed?.count ?? 0) + 1
}

function nothingIsLeft(said: RecurrenceInput) {
  const field = said.recurrence_pattern ? 'recurrence_pattern' : 'rrule'
  return invalidField(
    field,
    'never',
    `${field} has no date left after those that are done. Give it a later end, or end the repetition with rrule: null.`
  )
}

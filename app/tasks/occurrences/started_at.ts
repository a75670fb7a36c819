import {
  describe,
  formatRule,
  fromPattern,
  LARGEST_COUNT,
  movePattern,
  moveRule,
  parseKey,
  type Pattern,
  splitAt,
  type Start,
} from '#app/recurrence/engine/index'
import { movedToZone } from '#app/recurrence/move_series'
import { readRecurrence } from '#app/recurrence/read_recurrence'
import { refusing } from '#app/recurrence/refusal'
import {
  engineSeries,
  type Recurrence,
  recurrenceOf,
  ruleOf,
  type Series,
} from '#app/recurrence/series'
import { invalidField } from '#app/shared/problem'
import type { SeriesEdit } from '#app/tasks/occurrences/edit_series'
import { startOfDue } from '#app/tasks/occurrences/new_series'
import { dueOfKey } from '#app/tasks/occurrences/occurrence'
import { isSameDue } from '#app/tasks/rebuilt_due'

/**
 * What the rule says, or the present one moved along with the due date, from the open occurrence on.
 *
 * @param number which of its series the open one is then, from 1: after completion COUNT counts those before it
 */
export function startedAt(edit: SeriesEdit, number: number): Recurrence {
  const { series, task, said } = edit
  const start = startOfOpen(edit)
  const mode = said.recurrence_mode ?? series.mode
  const told = readRecurrence(said, start, mode)
  if (told) return told
  const zoned = start.zone && series.timezone ? movedToZone(series, start.zone) : series
  const left = leftFrom(zoned, task.occurrenceKey, mode === 'fixed' ? 1 : number)
  const from = parseKey(task.occurrenceKey).scheduled
  const zone = start.zone ?? zoned.timezone
  const named = left.pattern && namingItsDay(left.pattern, left.startWall, from)
  const pattern = named && movePattern(named, from, start.wall, zone)
  if (pattern) return recurrenceOf(fromPattern(pattern, start), start, mode, pattern)
  const rule = moveRule(ruleOf(left), from, start.wall, zone)
  if (!rule) throw dateDoesNotFit(series)
  return recurrenceOf(rule, start, mode)
}

/** A day that is left to the start and that a short month has clamped is named, as the new start does not show it. */
function namingItsDay(pattern: Pattern, startWall: string, from: string): Pattern {
  const day = Number(startWall.slice(8, 10))
  const clamps = pattern.frequency === 'monthly' || pattern.frequency === 'yearly'
  if (!clamps || pattern.day_of_month || day <= Number(from.slice(8, 10))) return pattern
  return { ...pattern, day_of_month: day }
}

/**
 * A series of which COUNT has no more than is left of it from an occurrence on.
 *
 * @param number of that occurrence, from 1: so many but one are counted besides
 */
export function leftFrom<Counted extends Recurrence>(
  series: Counted,
  key: string,
  number: number
): Counted {
  const { following } = splitAt(engineSeries(series), key)
  if (following.count === null) return series
  const count = Math.min(following.count + number - 1, LARGEST_COUNT)
  const pattern = series.pattern && { ...series.pattern, occurrences: count }
  return { ...series, rule: formatRule({ ...following, count }), pattern }
}

/** Where a rule begins at the open occurrence: where its due date says, which a gap of its day has no part in. */
function startOfOpen({ series, task, due, isDueSaid, profileZone }: SeriesEdit): Start {
  const byKey = dueOfKey(task.occurrenceKey, series.timezone, profileZone)
  const isByKey = isSameDue(isDueSaid ? due : task, byKey)
  const wall = parseKey(task.occurrenceKey).scheduled
  const start = isByKey ? { wall, zone: due.dueTimezone } : startOfDue(due)
  if (!start) throw withoutDue()
  refusing(() => parseKey(start.wall)) // the zone may show the first hours of a year too late
  return start
}

function withoutDue() {
  return invalidField(
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

import { SECONDS_A_DAY } from './calendar.js'
import { planOf, type Plan } from './plan.js'
import { RecurrenceError } from './recurrence_error.js'
import type { Rule } from './rule.js'
import {
  dateText,
  instantText,
  isDate,
  isInstant,
  secondsOf,
  wallText,
  type EpochSeconds,
  type Instant,
  type PlainDate,
  type Start,
  type WallSeconds,
  type WallText,
} from './wall.js'
import type { Zone } from './zone.js'

/** One date of a rule, as a task has it. */
export interface Occurrence {
  /** The scheduled date or wall time, which names the occurrence for ever (`2026-03-07`, `2026-03-07T09:00`). */
  readonly key: PlainDate | WallText
  /** What clocks show when it is due: the key, but in a gap of the zone shifted by the gap's length. */
  readonly due: PlainDate | WallText
  /** The instant when a timed one is due; null for an all-day one. */
  readonly at: Instant | null
}

/**
 * A bound: for an all-day rule a date; for a timed one an instant (`…Z`) or a wall time in the start's zone, which stands
 * for its instant.
 */
export type Moment = PlainDate | WallText | Instant

export interface Window {
  /** Only those strictly after it. COUNT still counts from the start. */
  readonly after?: Moment
  /** Only those strictly before it. */
  readonly before?: Moment
  /** At most so many. */
  readonly limit?: number
}

/**
 * The occurrences of a rule, ascending, worked out as they are asked for. A start that is none of them counts for
 * nothing: the first is the first at or after it. Two wall times that a gap makes one instant are one occurrence, with the key
 * of the first.
 */
export function* occurrences(
  rule: Rule,
  start: Start,
  { after, before, limit = Infinity }: Window = {}
): Generator<Occurrence, void> {
  const plan = planOf(rule, start)
  const from = after === undefined ? undefined : position(plan, after)
  const end = before === undefined ? Infinity : position(plan, before)
  let left = limit
  for (const found of plan.zone ? timed(plan, plan.zone, rule, from) : dates(plan, rule, from)) {
    if (left-- <= 0 || found.position >= end) return
    yield occurrence(found)
  }
}

/** The first occurrence strictly after a moment, or null. Costs the same at any distance from the start. */
export function next(rule: Rule, start: Start, after: Moment): Occurrence | null {
  for (const found of occurrences(rule, start, { after })) return found
  return null
}

/** The first occurrence of all: the start, if that matches its rule, or the first match after it. */
export function first(rule: Rule, start: Start): Occurrence | null {
  for (const found of occurrences(rule, start)) return found
  return null
}

/** One slot with its place on the line on which it is ordered: epoch seconds, or for all-day the slot itself. */
interface Found {
  readonly slot: WallSeconds
  readonly position: number
  /** What clocks show at `position`; undefined for an all-day rule. */
  readonly shown: WallSeconds | undefined
}

function* dates(plan: Plan, { until }: Rule, after: WallSeconds = -Infinity): Generator<Found> {
  const last = until === null ? Infinity : secondsOf(until, 'until')
  for (const slot of plan.slotsAfter(after)) {
    if (slot > last) return
    yield { slot, position: slot, shown: undefined }
  }
}

/** In order of instants: those that a gap shifts wait for the ones whose own wall time comes before. */
function* timed(plan: Plan, zone: Zone, { until }: Rule, after?: EpochSeconds): Generator<Found> {
  const last = until === null ? Infinity : secondsOf(until, 'until')
  let passed = after ?? -Infinity
  let shifted: Found[] = []
  for (const slot of plan.slotsAfter(after === undefined ? -Infinity : wallBefore(zone, after))) {
    const position = zone.toInstant(slot)
    const shown = zone.toWall(position)
    const found = { slot, position, shown }
    if (shown !== slot) {
      shifted.push(found)
      continue
    }
    for (const earlier of [...shifted.filter((one) => one.position <= position), found]) {
      if (earlier.position > last) return
      if (earlier.position <= passed) continue
      passed = earlier.position
      yield earlier
    }
    shifted = shifted.filter((one) => one.position > position)
  }
  for (const found of shifted) if (found.position > passed && found.position <= last) yield found
}

/**
 * A wall time before every slot that can be due after an instant. Only the gaps of the last day shift a slot that far
 * (the longest, Samoa's missing 30 December 2011, is a day long).
 */
function wallBefore(zone: Zone, after: EpochSeconds): WallSeconds {
  const offset = zone.offsetAt(after)
  return after + Math.min(offset, zone.offsetAt(after - SECONDS_A_DAY))
}

function position(plan: Plan, moment: Moment): number {
  const seconds = secondsOf(moment, 'moment')
  if (plan.zone === undefined && isDate(moment)) return seconds
  if (plan.zone && isInstant(moment)) return seconds
  if (plan.zone && !isDate(moment)) return plan.zone.toInstant(seconds)
  throw new RecurrenceError(
    'start',
    'moment',
    plan.zone ? 'is a time, as the rule has one' : 'is a date, as the rule is all-day'
  )
}

function occurrence({ slot, position, shown }: Found): Occurrence {
  if (shown === undefined) {
    const date = dateText(slot / SECONDS_A_DAY)
    return { key: date, due: date, at: null }
  }
  const key = wallText(slot)
  return { key, due: shown === slot ? key : wallText(shown), at: instantText(position) }
}

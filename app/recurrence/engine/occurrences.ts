import { SECONDS_A_DAY } from './calendar.js'
import { planOf, type Plan } from './plan.js'
import { RecurrenceError } from './recurrence_error.js'
import type { Rule } from './rule.js'
import {
  dateText,
  instantText,
  isDate,
  isInstant,
  LAST_INSTANT,
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
  const from = after === undefined ? undefined : positionOf(plan, after)
  const end = before === undefined ? Infinity : positionOf(plan, before)
  let left = limit
  for (const found of plan.zone ? timed(plan, plan.zone, rule, from) : dates(plan, rule, from)) {
    if (left-- <= 0 || found.position >= end) return
    yield occurrence(plan, found)
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

/** A slot and where it ends up. */
interface Found {
  readonly slot: WallSeconds
  /** What it is ordered by: epoch seconds, or the slot itself where the rule is all-day. */
  readonly position: number
  /** What clocks show at `position`: the slot, unless a gap shifts it. */
  readonly shown: WallSeconds
}

function* dates(plan: Plan, { until }: Rule, after: WallSeconds = -Infinity): Generator<Found> {
  const last = until === null ? Infinity : secondsOf(until, 'until')
  for (const slot of plan.slotsAfter(after)) {
    if (slot > last) return
    yield { slot, position: slot, shown: slot }
  }
}

/** In order of instants: a slot that a gap shifts waits until no slot to come can be due before it. */
function* timed(plan: Plan, zone: Zone, rule: Rule, after?: EpochSeconds): Generator<Found> {
  const last = lastInstant(rule)
  let passed = after ?? -Infinity
  const waiting: Found[] = []
  for (const slot of plan.slotsAfter(after === undefined ? -Infinity : wallBefore(zone, after))) {
    const position = zone.toInstant(slot)
    waiting.push({ slot, position, shown: zone.toWall(position) })
    if (waiting.length > 1) waiting.sort(byPosition)
    for (let found = waiting[0]; found && found.shown <= slot; found = waiting[0]) {
      waiting.shift()
      if (found.position > last) return
      if (found.position <= passed) continue
      passed = found.position
      yield found
    }
  }
  for (const found of waiting) {
    if (found.position > last) return
    if (found.position > passed) yield found
    passed = found.position
  }
}

/** The last instant at which a timed rule can occur. */
export function lastInstant({ until }: Rule): EpochSeconds {
  return until === null ? LAST_INSTANT : secondsOf(until, 'until')
}

function byPosition(one: Found, other: Found): number {
  return one.position - other.position
}

/**
 * A wall time before every slot that can be due after an instant. Only the gaps of the last day shift a slot that far
 * (the longest, Samoa's missing 30 December 2011, is a day long).
 */
function wallBefore(zone: Zone, after: EpochSeconds): WallSeconds {
  const offset = zone.offsetAt(after)
  return after + Math.min(offset, zone.offsetAt(after - SECONDS_A_DAY))
}

function positionOf(plan: Plan, moment: Moment): number {
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

function occurrence({ allDay }: Plan, { slot, position, shown }: Found): Occurrence {
  if (allDay) {
    const date = dateText(slot / SECONDS_A_DAY)
    return { key: date, due: date, at: null }
  }
  const key = wallText(slot)
  return { key, due: shown === slot ? key : wallText(shown), at: instantText(position) }
}

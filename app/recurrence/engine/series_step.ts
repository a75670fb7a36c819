import { SECONDS_A_DAY } from './calendar.js'
import { lastInstant, next, type Moment, type Occurrence } from './occurrences.js'
import { Plan, planOf } from './plan.js'
import { RecurrenceError } from './recurrence_error.js'
import type { Rule } from './rule.js'
import {
  dateText,
  endText,
  instantText,
  isDate,
  isInstant,
  secondsOf,
  wallText,
  type Instant,
  type PlainDate,
  type Start,
  type WallText,
} from './wall.js'
import { Zone } from './zone.js'

/**
 * `fixed`: the next one is the rule's next date, however late the last was done. `after_completion`: it is counted from the
 * day on which the last was done.
 */
export type Mode = 'fixed' | 'after_completion'

export interface Series {
  readonly rule: Rule
  readonly start: Start
  readonly mode: Mode
}

/** How an occurrence was closed. */
export interface Closing {
  readonly action: 'complete' | 'skip'
  /** Its key as the task has it, `~N` included. A postponed due date plays no part. */
  readonly key: string
  /** When it was completed; a skip does not depend on it. */
  readonly at: Instant
  /** Whose date counts for an all-day series: the profile's zone. A timed one has its own (`start.zone`). */
  readonly zone: string
  /** Which of the series it was, from 1; needed for COUNT after completion where the key has no `~N`. */
  readonly instance?: number
}

/** An occurrence's scheduled time, and after completion its number in the series. */
export interface OccurrenceKey {
  readonly scheduled: PlainDate | WallText
  readonly instance: number | null
}

/** Reads `2026-03-07`, `2026-03-07T09:00` or, after completion, `2026-03-07T09:00~4`. */
export function parseKey(key: string): OccurrenceKey {
  const [, scheduled = '', instance] = /^([^~]+)(?:~([1-9]\d{0,8}))?$/.exec(key) ?? []
  secondsOf(scheduled, 'key')
  return { scheduled, instance: instance === undefined ? null : Number(instance) }
}

export function formatKey({ scheduled, instance }: OccurrenceKey): string {
  return instance === null ? scheduled : `${scheduled}~${instance}`
}

/** The occurrence that follows a closed one, or null when the series is over. After completion its key has a number. */
export function nextInSeries(series: Series, closing: Closing): Occurrence | null {
  return series.mode === 'fixed' ? nextFixed(series, closing) : nextAfterCompletion(series, closing)
}

/** Strictly after the later of the scheduled time and the completion; skipped: after the scheduled time alone. */
function nextFixed({ rule, start }: Series, { action, key, at, zone }: Closing): Occurrence | null {
  const { scheduled } = parseKey(key)
  if (action === 'skip') return next(rule, start, scheduled)
  if (isDate(start.wall)) {
    const completed = dateIn(zone, at)
    return next(rule, start, completed > scheduled ? completed : scheduled)
  }
  const due = zoneOf(start).toInstant(secondsOf(scheduled, 'key'))
  return next(rule, start, endText(Math.max(due, secondsOf(at, 'at'))))
}

/**
 * The rule begun anew on the day of completion (of the scheduled date, when skipped): its first date after that day. A
 * day that a month does not have falls on that month's last. The time of day stays the rule's own. COUNT counts what
 * the series made.
 */
export function nextAfterCompletion({ rule, start }: Series, closing: Closing): Occurrence | null {
  const { scheduled, instance = null } = parseKey(closing.key)
  const made = instance ?? closing.instance ?? 1
  if (rule.count !== null && made >= rule.count) return null
  const from = closing.action === 'skip' ? scheduled.slice(0, 10) : completedOn(start, closing)
  const anchor = { wall: from + start.wall.slice(10), zone: start.zone }
  const plan = new Plan(endless(rule), anchor, { clamp: true })
  const endOfDay = secondsOf(from, 'at') + SECONDS_A_DAY - 1
  for (const slot of plan.slotsAfter(endOfDay)) {
    const number = made + 1
    if (plan.zone === undefined) {
      const due = dateText(slot / SECONDS_A_DAY)
      if (rule.until !== null && due > rule.until) return null
      return { key: formatKey({ scheduled: due, instance: number }), due, at: null }
    }
    const position = plan.zone.toInstant(slot)
    if (position > lastInstant(rule)) return null
    return {
      key: formatKey({ scheduled: wallText(slot), instance: number }),
      due: wallText(plan.zone.toWall(position)),
      at: instantText(position),
    }
  }
  return null
}

const withoutCount = new WeakMap<Rule, Rule>()

/** The rule without COUNT; the same one each time, as what is worked out for a rule is kept with it. */
function endless(rule: Rule): Rule {
  if (rule.count === null) return rule
  const kept = withoutCount.get(rule) ?? { ...rule, count: null }
  withoutCount.set(rule, kept)
  return kept
}

/**
 * Dates of a fixed series strictly between two of its keys: what was missed, at most `limit`. Counted in wall time, as
 * COUNT counts: fifty years of a daily rule cost no walk.
 *
 * @param following a key, or the moment until which nothing followed
 */
export function missedBetween(
  { rule, start }: Series,
  closed: string,
  following: Moment,
  limit = 10_000
): number {
  const zone = isDate(start.wall) ? undefined : zoneOf(start)
  const wallOf = (moment: Moment) => {
    const seconds = secondsOf(moment, 'moment')
    return zone && isInstant(moment) ? zone.toWall(seconds) : seconds
  }
  const step = zone ? 1 : SECONDS_A_DAY
  const end = Math.min(
    wallOf(following) - step,
    rule.until === null ? Infinity : wallOf(rule.until)
  )
  if (end <= wallOf(closed)) return 0
  const plan = planOf(rule, start)
  return Math.min(limit, plan.slotsUntil(end) - plan.slotsUntil(wallOf(closed)))
}

/** The place of an occurrence in its rule, from 1: how much of COUNT it and those before it use up. */
export function placeOf(rule: Rule, start: Start, key: PlainDate | WallText): number {
  return planOf(rule, start).slotsUntil(secondsOf(key, 'key'))
}

export interface Split {
  /** What stays of the old series, or null when nothing stands before the key. */
  readonly before: Rule | null
  /** The rule of the new series, which begins at the key; COUNT is what is left of it. */
  readonly following: Rule
}

/** Divides a series at one of its occurrences, for a change of “this and following”. */
export function splitAt({ rule, start, mode }: Series, key: string): Split {
  const { scheduled, instance } = parseKey(key)
  const place = mode === 'fixed' ? placeOf(rule, start, scheduled) : (instance ?? 1)
  if (place <= 1) return { before: null, following: rule }
  const { count } = rule
  if (count === null) {
    return { before: { ...rule, until: justBefore(start, scheduled) }, following: rule }
  }
  return { before: { ...rule, count: place - 1 }, following: { ...rule, count: count - place + 1 } }
}

function justBefore(start: Start, key: PlainDate | WallText): string {
  const seconds = secondsOf(key, 'key')
  if (isDate(start.wall)) return dateText(seconds / SECONDS_A_DAY - 1)
  return endText(zoneOf(start).toInstant(seconds) - 1)
}

function completedOn(start: Start, { at, zone }: Closing): PlainDate {
  return dateIn(isDate(start.wall) ? zone : (start.zone ?? zone), at)
}

function dateIn(zone: string, at: Instant): PlainDate {
  return dateText(Math.floor(Zone.named(zone).toWall(secondsOf(at, 'at')) / SECONDS_A_DAY))
}

function zoneOf({ zone }: Start): Zone {
  if (zone === null) {
    throw new RecurrenceError('start', 'zone', 'is missing: a wall time is due in a time zone')
  }
  return Zone.named(zone)
}

import {
  formatRule,
  LONGEST_RULE,
  parseRule,
  type Mode,
  type Pattern,
  type Rule,
} from '#app/recurrence/engine/index'
import type { Series as EngineSeries, Start } from '#app/recurrence/engine/index'
import { invalidField } from '#app/shared/problem'
import { type Instant, nowInstant } from '#app/shared/time'

export const MODES = ['fixed', 'after_completion'] as const satisfies readonly Mode[]

/** What of a series can be changed, and so be taken back. */
export interface SeriesState {
  /** RFC 5545, canonical. */
  rule: string
  /** The JSON pattern that the rule was made of; null when it came as a rule. */
  pattern: Pattern | null
  /** DTSTART: `2026-03-07` (all-day), or `2026-03-07T09:00`. */
  startWall: string
  /** IANA name of a timed series; null when all-day. */
  timezone: string | null
  mode: Mode
  endedAt: Instant | null
  /** `rule`: it had no date left; `person`: deleted or told not to repeat; `split`: another one goes on. */
  endedBy: 'rule' | 'person' | 'split' | null
}

/** A recurrence rule and its state. */
export interface Series extends SeriesState {
  id: string
  version: number
  /** The series of which it is "this and following". */
  previousId: string | null
  createdAt: Instant
  updatedAt: Instant
}

/** Of a series that goes on. */
export const LIVE = { endedAt: null, endedBy: null } as const

/** The same series, of which nothing follows from now on. */
export function ended<State extends SeriesState>(
  series: State,
  by: NonNullable<SeriesState['endedBy']>
): State {
  return { ...series, endedAt: nowInstant(), endedBy: by }
}

/** The rule of a series and where it begins, without its life. */
export type Recurrence = Pick<SeriesState, 'rule' | 'pattern' | 'startWall' | 'timezone' | 'mode'>

export function startOf({
  startWall,
  timezone,
}: Pick<Recurrence, 'startWall' | 'timezone'>): Start {
  return { wall: startWall, zone: timezone }
}

export function ruleOf({ rule, timezone }: Pick<Recurrence, 'rule' | 'timezone'>): Rule {
  return parseRule(rule, { allDay: timezone === null })
}

/** A series as the engine takes it. */
export function engineSeries(series: Recurrence): EngineSeries {
  return { rule: ruleOf(series), start: startOf(series), mode: series.mode }
}

/**
 * The text in which a rule is kept.
 *
 * @throws a 422 where a change makes it longer than a rule may be, such as an end that it did not have
 */
export function ruleText(rule: Rule): string {
  const text = formatRule(rule)
  if (text.length <= LONGEST_RULE) return text
  throw invalidField(
    'rrule',
    'length',
    `rrule has ${text.length} characters after this change, and may have ${LONGEST_RULE}. Give the whole series a shorter one first.`
  )
}

export function recurrenceOf(
  rule: Rule,
  start: Start,
  mode: Mode,
  pattern: Pattern | null = null
): Recurrence {
  return { rule: ruleText(rule), pattern, startWall: start.wall, timezone: start.zone, mode }
}

import {
  checkOccurs,
  fromPattern,
  ruleFor,
  type Mode,
  type Pattern,
  type Start,
} from '#app/recurrence/engine/index'
import { refusing } from '#app/recurrence/refusal'
import type { RecurrenceInput } from '#app/recurrence/recurrence_validators'
import { type Recurrence, recurrenceOf } from '#app/recurrence/series'
import { invalidField } from '#app/shared/problem'

/**
 * What a client says of how a task repeats, for a start; null when it is not to repeat, undefined when nothing is said.
 *
 * @param mode what holds where the client does not say it
 * @throws a 422 that names the field and the part of it
 */
export function readRecurrence(
  input: RecurrenceInput,
  start: Start,
  mode: Mode = 'fixed'
): Recurrence | null | undefined {
  const { rrule, recurrence_pattern: pattern } = input
  const told = input.recurrence_mode ?? mode
  const byRule = isGiven(rrule)
    ? recurrenceOf(
        refusing(() => ruleFor(rrule, start)),
        start,
        told
      )
    : undefined
  const byPattern = isGiven(pattern) ? fromJson(pattern as Pattern, start, told) : undefined
  if (byRule && byPattern && byRule.rule !== byPattern.rule) throw oneOfThem()
  if (byPattern ?? byRule) return byPattern ?? byRule
  return rrule === null || pattern === null ? null : undefined
}

function fromJson(pattern: Pattern, start: Start, mode: Mode): Recurrence {
  return refusing(() => {
    const rule = fromPattern(pattern, start)
    checkOccurs(rule, start)
    return recurrenceOf(rule, start, mode, pattern)
  }, 'recurrence_pattern')
}

/** An empty text is given, and is no rule. */
export function isGiven<T>(value: T): value is NonNullable<T> {
  return value !== null && value !== undefined
}

function oneOfThem() {
  return invalidField(
    'recurrence_pattern',
    'exclusive',
    'recurrence_pattern and rrule say different things. Give one of them.'
  )
}

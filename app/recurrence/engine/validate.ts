import { dayNumber, dayOf, monthOf, packedDate, SECONDS_A_DAY, yearOf } from './calendar.js'
import { first } from './occurrences.js'
import { parseRule } from './parse_rule.js'
import { Plan } from './plan.js'
import { RecurrenceError, type Refusal } from './recurrence_error.js'
import { YEARS_TO_FIRST } from './rule_limits.js'
import type { Rule } from './rule.js'
import { isDate, secondsOf, type Start } from './wall.js'

/**
 * Reads a rule for a start and refuses it if it never occurs.
 * @throws RecurrenceError
 */
export function ruleFor(text: string, start: Start): Rule {
  const rule = parseRule(text, { allDay: isDate(start.wall) })
  checkOccurs(rule, start)
  return rule
}

/** Why a rule is refused for a start, or null when it is not. */
export function validate(text: string, start: Start): Refusal | null {
  try {
    ruleFor(text, start)
    return null
  } catch (error) {
    if (!(error instanceof RecurrenceError)) throw error
    const { field, part, reason } = error
    return { field, part, reason }
  }
}

/**
 * Refuses a rule without an occurrence in the first hundred years.
 * @throws RecurrenceError
 */
export function checkOccurs(rule: Rule, start: Start): void {
  // As if it had no end: then the search is a short one, and its failure is not the end's.
  const endless = new Plan({ ...rule, count: null, until: null }, start)
  const canOccur = endless.hasSlotUntil(sameDateLater(YEARS_TO_FIRST, start))
  if (canOccur && first(rule, start) !== null) return
  if (canOccur && rule.until !== null) {
    throw new RecurrenceError(
      'rrule',
      'UNTIL',
      'is before the first occurrence: choose a later end'
    )
  }
  throw new RecurrenceError(
    'rrule',
    'RRULE',
    `never occurs within ${YEARS_TO_FIRST} years: its parts exclude each other`
  )
}

function sameDateLater(years: number, { wall }: Start): number {
  const date = packedDate(Math.floor(secondsOf(wall, 'start') / SECONDS_A_DAY))
  return dayNumber(yearOf(date) + years, monthOf(date), dayOf(date))
}

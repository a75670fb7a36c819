import { isGiven } from '#app/recurrence/read_recurrence'
import type { RecurrenceInput } from '#app/recurrence/recurrence_validators'
import type { SeriesState } from '#app/recurrence/series'
import { canonicalJson } from '#app/shared/canonical_json'

/**
 * What of a body says how a task is to repeat from now on. A client may send back what it read: a rule or a pattern that
 * is the present one says nothing, nor does null where there is no pattern. Null says that it repeats no more, unless the
 * other of the two is given.
 */
export function recurrenceSaid(
  { rrule, recurrence_pattern: pattern, recurrence_mode: mode }: RecurrenceInput,
  present: Pick<SeriesState, 'rule' | 'pattern' | 'mode'>
): RecurrenceInput {
  const newMode = mode && mode !== present.mode ? { recurrence_mode: mode } : {}
  const rule = isGiven(rrule) && rrule !== present.rule ? { rrule } : {}
  const form =
    isGiven(pattern) && canonicalJson(pattern) !== canonicalJson(present.pattern)
      ? { recurrence_pattern: pattern }
      : {}
  if (isGiven(rrule) || isGiven(pattern)) return { ...newMode, ...rule, ...form }
  const isCleared = rrule === null || (pattern === null && present.pattern !== null)
  return isCleared ? { rrule: null } : newMode
}

/** Whether anything of the series itself is said. */
export function says(said: RecurrenceInput): boolean {
  return Object.keys(said).length > 0
}

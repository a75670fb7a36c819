import { RecurrenceError } from '#app/recurrence/engine/index'
import { invalidField } from '#app/shared/problem'

/** What a client gives a rule as. */
type Given = 'rrule' | 'recurrence_pattern'

/**
 * Runs what reads a rule; a refusal of the engine becomes a 422 that names the field and the part of it.
 *
 * @param given what the rule was made of: that it never occurs is said of that
 */
export function refusing<T>(work: () => T, given: Given = 'rrule'): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof RecurrenceError)) throw error
    throw asProblem(error, given)
  }
}

/** The refusal of a rule as the API tells it. */
export function asProblem({ field, part, reason }: RecurrenceError, given: Given = 'rrule') {
  if (field === 'start') return invalidField('due_date', 'start', `due_date ${reason}.`)
  if (field === 'rrule' && given === 'rrule') {
    const what = part === 'RRULE' ? 'rrule' : `rrule: ${part}`
    return invalidField('rrule', 'rrule', `${what} ${reason}.`)
  }
  const path = pathOf(field === 'rrule' && part === 'UNTIL' ? 'end_date' : part)
  return invalidField(path, 'recurrence_pattern', `${path} ${reason}.`)
}

/** A field of the pattern; what is no field of it is about the whole. */
function pathOf(part: string) {
  const whole = part === 'recurrence_pattern' || part === 'RRULE'
  return whole ? 'recurrence_pattern' : `recurrence_pattern.${part}`
}

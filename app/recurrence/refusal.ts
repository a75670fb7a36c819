import { RecurrenceError } from '#app/recurrence/engine/index'
import { invalidField } from '#app/shared/problem'

/** Runs what reads a rule; a refusal of the engine becomes a 422 that names the field and the part of it. */
export function refusing<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof RecurrenceError)) throw error
    throw asProblem(error)
  }
}

function asProblem({ field, part, reason }: RecurrenceError) {
  if (field === 'rrule') return invalidField('rrule', 'rrule', `rrule: ${part} ${reason}.`)
  if (field === 'start') return invalidField('due_date', 'start', `due_date ${reason}.`)
  const path = part === field ? field : `${field}.${part}`
  return invalidField(path, 'recurrence_pattern', `${path} ${reason}.`)
}

import { canonicalJson } from '#app/shared/canonical_json'
import { type FieldError, invalid } from '#app/shared/problem'
import type { Task } from '#app/tasks/task'
import { taskToJson } from '#app/tasks/task_transformer'
import { READ_ONLY_FIELDS } from '#app/tasks/task_validators'

/**
 * A client may send back what it read: a read-only field that equals the present value is accepted, any other is
 * refused by name (PRODUCT.md, "Bodies"). On create the present value is that of the task just made.
 */
export function refuseReadOnlyUnlessEqual(
  body: Record<string, unknown>,
  task: Task,
  fields: readonly (typeof READ_ONLY_FIELDS)[number][] = READ_ONLY_FIELDS
) {
  const present = taskToJson(task)
  const errors = fields
    .filter(
      (field) => field in body && canonicalJson(body[field]) !== canonicalJson(present[field])
    )
    .map((field): FieldError => ({
      field,
      rule: 'read_only',
      message: `${field} ${REMEDIES[field] ?? READ_ONLY}`,
    }))
  if (errors.length > 0) throw invalid(errors)
}

/** What follows from a change, and so may agree with the task as it is then. */
export const FOLLOWING_FIELDS = ['is_recurring'] as const
export const PRESENT_FIELDS = READ_ONLY_FIELDS.filter((field) => field !== 'is_recurring')

const READ_ONLY = 'cannot be written. Leave it out.'
const REMEDIES: Partial<Record<(typeof READ_ONLY_FIELDS)[number], string>> = {
  status: 'is changed by POST …/complete and …/reopen only. Leave it out.',
  is_recurring: 'says the opposite of what rrule and recurrence_pattern say. Leave it out.',
  deleted_at: 'is changed by DELETE and POST …/restore only. Leave it out.',
}

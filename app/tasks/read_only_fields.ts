import { canonicalJson } from '#app/shared/canonical_json'
import { type FieldError, invalid } from '#app/shared/problem'
import type { Task } from '#app/tasks/task'
import { taskToJson } from '#app/tasks/task_transformer'
import { READ_ONLY_FIELDS } from '#app/tasks/task_validators'

/**
 * A client may send back what it read: a read-only field that equals the present value is accepted, any other is
 * refused by name (PRODUCT.md, "Bodies").
 */
export function refuseReadOnlyUnlessEqual(body: Record<string, unknown>, present: Task) {
  refuseUnless(body, taskToJson(present))
}

/** Before it is made, a task has only what every new task has. */
export function refuseReadOnlyOnCreate(body: Record<string, unknown>) {
  refuseUnless(body, NEW_TASK)
}

const NEW_TASK: Record<string, unknown> = {
  status: 'active',
  is_recurring: false,
  reminder_time: null,
  recurrence_pattern: null,
  rrule: null,
  series_id: null,
  next_due_date: null,
  next_task_id: null,
  completed_at: null,
  skipped_at: null,
  deleted_at: null,
}

function refuseUnless(body: Record<string, unknown>, present: Record<string, unknown>) {
  const errors = READ_ONLY_FIELDS.filter(
    (field) => field in body && canonicalJson(body[field]) !== canonicalJson(present[field])
  ).map((field): FieldError => ({ field, rule: 'read_only', message: `${field} ${REMEDIES[field] ?? READ_ONLY}` }))
  if (errors.length > 0) throw invalid(errors)
}

const READ_ONLY = 'cannot be written. Leave it out.'
const REMEDIES: Partial<Record<(typeof READ_ONLY_FIELDS)[number], string>> = {
  status: 'is changed by POST …/complete and …/reopen only. Leave it out.',
  deleted_at: 'is changed by DELETE and POST …/restore only. Leave it out.',
}

import { Problem } from '#app/shared/problem'
import { etag } from '#app/shared/etag'
import type { Task } from '#app/tasks/task'
import { taskToJson } from '#app/tasks/task_transformer'

/** A test that a version must pass for a change to go on; undefined: every version does. */
export type Precondition = ((version: number) => boolean) | undefined

export function refuseInTrash(task: Task) {
  if (!task.deletedAt) return
  throw new Problem(409, 'task_in_trash', 'The task is in the trash. Restore it first.')
}

/** 412 with the task as it is now, so that the client can merge without asking again. */
export function requireVersion(task: Task, precondition: Precondition) {
  if (!precondition || precondition(task.version)) return
  throw new Problem(
    412,
    'version_mismatch',
    'The task was changed since you read it. Look at it again.',
    {
      headers: { etag: etag(task.version) },
      extensions: { current: taskToJson(task) },
    }
  )
}

/** Why what is asked for cannot be, as the task is at the moment. */
const CONFLICTS = {
  not_recurring: 'The task does not repeat, so there is nothing to skip. Complete or delete it.',
  occurrence_completed: 'The task was completed meanwhile. Reopen it first to skip it.',
  occurrence_skipped: 'The task was skipped meanwhile. Reopen it first to complete it.',
  occurrence_closed:
    'The task is closed, so its series cannot be changed through it. Change the open occurrence, or reopen this one.',
} as const

/** 409 with the task as it is now: somebody else was first. */
export function refuseNow(task: Task, code: keyof typeof CONFLICTS) {
  return new Problem(409, code, CONFLICTS[code], {
    headers: { etag: etag(task.version) },
    extensions: { current: taskToJson(task) },
  })
}

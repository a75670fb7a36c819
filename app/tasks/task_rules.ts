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

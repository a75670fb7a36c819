import type { Actor } from '#app/shared/actor'
import type { Trx } from '#app/shared/database'
import { nowInstant } from '#app/shared/time'
import { changeTask } from '#app/tasks/change_tasks'
import type { Task, TaskState } from '#app/tasks/task'
import { type Precondition, refuseInTrash, requireVersion } from '#app/tasks/task_rules'

/** Doing it twice is the same as once: only a change asks for the version. */
export async function completeTask(
  trx: Trx,
  actor: Actor,
  id: string,
  precondition?: Precondition
) {
  return changeTask(trx, actor, 'task.complete', id, (task) => {
    refuseInTrash(task)
    if (task.status === 'completed') return task
    requireVersion(task, precondition)
    return completed(task)
  })
}

export async function reopenTask(trx: Trx, actor: Actor, id: string, precondition?: Precondition) {
  return changeTask(trx, actor, 'task.reopen', id, (task) => {
    refuseInTrash(task)
    if (task.status === 'active') return task
    requireVersion(task, precondition)
    return reopened(task)
  })
}

export function completed(task: Task): TaskState {
  return task.status === 'completed'
    ? task
    : { ...task, status: 'completed', completedAt: nowInstant() }
}

export function reopened(task: Task): TaskState {
  return { ...task, status: 'active', completedAt: null }
}

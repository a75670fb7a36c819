import type { Actor } from '#app/shared/actor'
import type { Trx } from '#app/shared/database'
import { type Instant, nowInstant } from '#app/shared/time'
import { changeTask } from '#app/tasks/change_tasks'
import { isOccurrence } from '#app/tasks/occurrences/occurrence'
import { rebuiltDue } from '#app/tasks/rebuilt_due'
import type { Task, TaskState } from '#app/tasks/task'
import { type Precondition, refuseInTrash, refuseNow, requireVersion } from '#app/tasks/task_rules'

/**
 * Doing it twice is the same as once: only a change asks for the version. What follows in a series is worked out at
 * once, and made by the recurrer.
 *
 * @param completedAt when it was done, if that is not now: a client that was offline
 */
export async function completeTask(
  trx: Trx,
  actor: Actor,
  id: string,
  precondition?: Precondition,
  completedAt?: Instant
) {
  return changeTask(trx, actor, 'task.complete', id, (task) => {
    refuseInTrash(task)
    if (task.skippedAt) throw refuseNow(task, 'occurrence_skipped')
    if (task.status === 'completed') return task
    requireVersion(task, precondition)
    return completed(task, completedAt)
  })
}

/** Closes an occurrence without its being done; the next one is the one after it, whenever it is skipped. */
export async function skipTask(trx: Trx, actor: Actor, id: string, precondition?: Precondition) {
  return changeTask(trx, actor, 'task.skip', id, (task) => {
    refuseInTrash(task)
    if (!isOccurrence(task)) throw refuseNow(task, 'not_recurring')
    if (task.status === 'completed' && !task.skippedAt) {
      throw refuseNow(task, 'occurrence_completed')
    }
    if (task.skippedAt) return task
    requireVersion(task, precondition)
    return skipped(task)
  })
}

export async function reopenTask(trx: Trx, actor: Actor, id: string, precondition?: Precondition) {
  return changeTask(trx, actor, 'task.reopen', id, (task) => {
    refuseInTrash(task)
    if (task.status === 'active') return task
    requireVersion(task, precondition)
    return reopened(task, actor.timezone)
  })
}

export function completed(task: Task, completedAt: Instant = nowInstant()): TaskState {
  return task.status === 'completed' ? task : { ...task, status: 'completed', completedAt }
}

export function skipped(task: Task): TaskState {
  const now = nowInstant()
  return { ...task, status: 'completed', completedAt: now, skippedAt: now }
}

/** Due dates of completed tasks are not rebuilt when zone data changes. */
export function reopened(task: Task, zone: string): TaskState {
  return {
    ...task,
    ...rebuiltDue(task, zone),
    status: 'active',
    completedAt: null,
    skippedAt: null,
  }
}

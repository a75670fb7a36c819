import type User from '#app/identity/user'
import type { Actor } from '#app/shared/actor'
import { inTransaction } from '#app/shared/database'
import { completeTask } from '#app/tasks/complete_task'
import { createTask } from '#app/tasks/create_task'
import type { Task } from '#app/tasks/task'
import type { CreateTaskInput } from '#app/tasks/task_validators'
import { trashTask } from '#app/tasks/trash'

/** Who acts when a test, and no request, does something for a person. */
export function actorFor(user: User): Actor {
  const { id, timezone } = user
  return {
    kind: 'user',
    userId: id,
    id,
    label: 'you',
    via: 'page',
    timezone,
    requestId: null,
    traceparent: null,
  }
}

/** A task of a person, made by the same action as everybody's. */
export async function giveTask(user: User, task: string | CreateTaskInput): Promise<Task> {
  const input = typeof task === 'string' ? { title: task } : task
  const { task: made } = await inTransaction((trx) => createTask(trx, actorFor(user), input))
  return made
}

/** Several, made one after the other. */
export async function giveTasks(
  user: User,
  ...tasks: (string | CreateTaskInput)[]
): Promise<Task[]> {
  const made: Task[] = []
  for (const task of tasks) made.push(await giveTask(user, task))
  return made
}

export async function giveCompletedTask(user: User, task: string | CreateTaskInput): Promise<Task> {
  const { id } = await giveTask(user, task)
  return (await inTransaction((trx) => completeTask(trx, actorFor(user), id))).task
}

export async function giveTrashedTask(user: User, task: string | CreateTaskInput): Promise<Task> {
  const { id } = await giveTask(user, task)
  return (await inTransaction((trx) => trashTask(trx, actorFor(user), id))).task
}

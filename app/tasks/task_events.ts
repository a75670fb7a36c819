import { changesBetween } from '#app/messaging/changes_between'
import type { NewEvent } from '#app/messaging/record_event'
import type { Task, TaskState } from '#app/tasks/task'
import { taskToJson } from '#app/tasks/task_transformer'

export function taskCreated(task: Task): NewEvent {
  return { type: 'task.created', taskId: task.id, data: { task: taskToJson(task) } }
}

/** The event of a change that was made, whatever made it: an undo that reopens is a reopening. */
export function taskChanged(before: Task, after: Task): NewEvent {
  const task = taskToJson(after)
  const changes = changesBetween(taskToJson(before), task)
  return { type: typeOfChange(before, after), taskId: task.id, data: { task, changes } }
}

/** Nothing of it but its id: what was deleted for good must not live on in an event. */
export function taskPurged({ id, user_id: userId }: { id: string; user_id: string }): NewEvent {
  return { type: 'task.purged', taskId: id, userId, data: { task: { id } } }
}

export function typeOfChange(
  before: Pick<TaskState, 'status' | 'deletedAt'>,
  after: Pick<TaskState, 'status' | 'deletedAt' | 'skippedAt'>
) {
  if (!before.deletedAt && after.deletedAt) return 'task.deleted'
  if (before.deletedAt && !after.deletedAt) return 'task.restored'
  if (before.status === after.status) return 'task.updated'
  if (after.status === 'active') return 'task.reopened'
  return after.skippedAt ? 'task.skipped' : 'task.completed'
}

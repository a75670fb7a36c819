import type { TaskSnapshot } from '#app/messaging/event_data'
import { formatDue } from '#app/tasks/due_date'
import type { Task } from '#app/tasks/task'

/** A task as the API and events write it. What later modules compute (series, reminders) reads as nothing yet. */
export function taskToJson(task: Task): TaskSnapshot {
  return {
    id: task.id,
    title: task.title,
    description: task.description,
    status: task.status,
    priority: task.priority,
    due_date: formatDue(task),
    due_timezone: task.dueTimezone,
    all_day: task.dueOn !== null,
    due_at: task.dueAt,
    reminder_time: null,
    recurrence_pattern: null,
    rrule: null,
    is_recurring: false,
    series_id: null,
    next_due_date: null,
    next_task_id: null,
    tags: task.tags.map((tag) => tag.name),
    version: task.version,
    created_at: task.createdAt,
    updated_at: task.updatedAt,
    completed_at: task.completedAt,
    skipped_at: null,
    deleted_at: task.deletedAt,
  }
}

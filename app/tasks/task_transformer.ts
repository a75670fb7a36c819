import type { TaskSnapshot } from '#app/messaging/event_data'
import { formatDue } from '#app/tasks/due_date'
import { isOccurrence, nextDue } from '#app/tasks/occurrences/occurrence'
import type { Task } from '#app/tasks/task'

/** A task as the API and events write it. What a later module computes (reminders) reads as nothing yet. */
export function taskToJson(task: Task): TaskSnapshot {
  const series = isOccurrence(task) ? task.series : null
  const next = nextDue(task)
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
    recurrence_pattern: series?.pattern ?? null,
    rrule: series?.rule ?? null,
    recurrence_mode: series?.mode ?? null,
    is_recurring: series !== null,
    series_id: task.seriesId,
    occurrence_key: series && task.occurrenceKey,
    next_due_date: next && formatDue(next),
    next_task_id: next && task.nextTaskId,
    tags: task.tags.map((tag) => tag.name),
    version: task.version,
    created_at: task.createdAt,
    updated_at: task.updatedAt,
    completed_at: task.completedAt,
    skipped_at: task.skippedAt,
    deleted_at: task.deletedAt,
  }
}

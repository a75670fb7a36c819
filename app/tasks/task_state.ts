import type { Series, SeriesState } from '#app/recurrence/series'
import { canonicalJson } from '#app/shared/canonical_json'
import type { ClosingState, Task, TaskState } from '#app/tasks/task'

/** What of a task can be changed, and nothing else of it. */
export function stateOf(task: TaskState): TaskState {
  return {
    title: task.title,
    description: task.description,
    status: task.status,
    priority: task.priority,
    dueOn: task.dueOn,
    dueWall: task.dueWall,
    dueTimezone: task.dueTimezone,
    dueAt: task.dueAt,
    completedAt: task.completedAt,
    deletedAt: task.deletedAt,
    tagIds: task.tagIds,
    seriesId: task.seriesId,
    occurrenceKey: task.occurrenceKey,
    detached: task.detached,
    skippedAt: task.skippedAt,
  }
}

export function closingStateOf(task: Task): ClosingState {
  const { closedAt, closingEventId, nextKey, nextTaskId, missed } = task
  return { closedAt, closingEventId, nextKey, nextTaskId, missed }
}

export function seriesStateOf(series: Series): SeriesState {
  const { rule, pattern, startWall, timezone, mode, endedAt, endedBy } = series
  return { rule, pattern, startWall, timezone, mode, endedAt, endedBy }
}

export function differs(one: TaskState, other: TaskState): boolean {
  return canonicalJson(stateOf(one)) !== canonicalJson(stateOf(other))
}

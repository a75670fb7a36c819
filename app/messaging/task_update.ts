import type { TaskEventType } from '#app/messaging/catalogue'
import type { EventEnvelope } from '#app/messaging/event'

/** The small record of task-updates: that a task changed, and what of it; no word of what a person wrote. */
export interface TaskUpdate {
  event_id: string
  event_type: TaskEventType
  timestamp: string
  position: number
  user_seq: number
  user_id: string
  task_id: string
  /** Null: the task is gone for good. */
  version: number | null
  /** Names of the fields that differ; empty when the task is new or gone for good. */
  changed: string[]
}

/** An event of a task in short, whatever a newer release tells in it; undefined for those that are not about a task. */
export function shortenForUpdates(event: EventEnvelope): TaskUpdate | undefined {
  if (event.task_id === null || !event.event_type.startsWith('task.')) return undefined
  const { task, changes } = event.data as { task?: { version?: number }; changes?: object }
  return {
    event_id: event.event_id,
    event_type: event.event_type as TaskEventType,
    timestamp: event.timestamp,
    position: event.position,
    user_seq: event.user_seq,
    user_id: event.user_id,
    task_id: event.task_id,
    version: task?.version ?? null,
    changed: Object.keys(changes ?? {}),
  }
}

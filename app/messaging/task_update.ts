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

/** An event of a task in short; undefined for those that live pages do not follow. */
export function shortenForUpdates(event: EventEnvelope): TaskUpdate | undefined {
  if (!isOfTask(event)) return undefined
  const { data } = event
  return {
    event_id: event.event_id,
    event_type: event.event_type,
    timestamp: event.timestamp,
    position: event.position,
    user_seq: event.user_seq,
    user_id: event.user_id,
    task_id: data.task.id,
    version: 'version' in data.task ? data.task.version : null,
    changed: 'changes' in data ? Object.keys(data.changes) : [],
  }
}

function isOfTask(event: EventEnvelope): event is EventEnvelope<TaskEventType> {
  return event.event_type.startsWith('task.')
}

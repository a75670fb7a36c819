import type { NewEvent } from '#app/messaging/record_event'
import { type Tag, tagSnapshot } from '#app/tasks/tag'
import { changesBetween } from '#app/messaging/changes_between'

/** @param taskCount how many tasks have it from the start: only one that is brought back has any */
export function tagCreated(tag: Tag, taskCount = 0): NewEvent {
  return {
    type: 'tag.created',
    taskId: null,
    data: { tag: tagSnapshot(tag), task_count: taskCount },
  }
}

export function tagUpdated(before: Tag, after: Tag): NewEvent {
  const tag = tagSnapshot(after)
  return {
    type: 'tag.updated',
    taskId: null,
    data: { tag, changes: changesBetween(tagSnapshot(before), tag) },
  }
}

/** @param taskCount how many tasks lost it */
export function tagDeleted(tag: Tag, taskCount: number): NewEvent {
  return {
    type: 'tag.deleted',
    taskId: null,
    data: { tag: tagSnapshot(tag), task_count: taskCount },
  }
}

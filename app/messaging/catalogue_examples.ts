import { CATALOGUE, type EventData, type EventType } from '#app/messaging/catalogue'
import type { SeriesSnapshot, TagSnapshot, TaskSnapshot } from '#app/messaging/event_data'
import type { EventEnvelope } from '#app/messaging/event'

const task: TaskSnapshot = {
  id: '0197b0a2-6c1e-7c40-9b1a-2f6f3e1d5a10',
  title: 'Water the tomatoes',
  description: null,
  status: 'active',
  priority: 'medium',
  due_date: '2026-11-21T18:00:00+01:00',
  due_timezone: 'Europe/Paris',
  all_day: false,
  due_at: '2026-11-21T17:00:00Z',
  reminder_time: null,
  recurrence_pattern: null,
  rrule: null,
  recurrence_mode: null,
  is_recurring: false,
  series_id: null,
  occurrence_key: null,
  next_due_date: null,
  next_task_id: null,
  tags: ['garden'],
  version: 2,
  created_at: '2026-11-14T08:12:30.120457Z',
  updated_at: '2026-11-20T19:03:11.803114Z',
  completed_at: null,
  skipped_at: null,
  deleted_at: null,
}
const now = '2026-11-20T19:03:11.803Z'
const completed: TaskSnapshot = { ...task, status: 'completed', completed_at: now }
const completion = {
  status: { from: 'active', to: 'completed' },
  completed_at: { from: null, to: now },
}
const tag: TagSnapshot = {
  id: '0197b0a2-7a02-7f6b-8c55-0b7f0d9f4e21',
  name: 'garden',
  color: '#5B8C5A',
  created_at: '2026-10-02T10:00:00.120457Z',
  updated_at: '2026-11-20T19:03:11.803114Z',
}

export const seriesExample: SeriesSnapshot = {
  id: '0197b0a2-6b02-7d11-8a6e-90b1f2c3d4e5',
  rrule: 'FREQ=WEEKLY;BYDAY=SA',
  recurrence_pattern: { frequency: 'weekly', days_of_week: [6] },
  recurrence_mode: 'fixed',
  start: '2026-11-14T18:00',
  timezone: 'Europe/Paris',
  ended_at: null,
  ended_by: null,
  previous_series_id: null,
  version: 2,
  created_at: '2026-11-14T08:12:30.120457Z',
  updated_at: '2026-11-20T19:03:11.803114Z',
}

const DATA: { [Type in EventType]: EventData<Type> } = {
  'task.created': { task: { ...task, version: 1, updated_at: task.created_at } },
  'task.updated': {
    task,
    changes: {
      title: { from: 'Water the garden', to: 'Water the tomatoes' },
      tags: { from: [], to: ['garden'] },
    },
  },
  'task.completed': { task: completed, changes: completion },
  'task.skipped': {
    task: { ...completed, skipped_at: now },
    changes: { ...completion, skipped_at: { from: null, to: now } },
  },
  'task.reopened': {
    task,
    changes: {
      status: { from: 'completed', to: 'active' },
      completed_at: { from: '2026-11-20T18:59:02.417Z', to: null },
    },
  },
  'task.deleted': {
    task: { ...task, deleted_at: now },
    changes: { deleted_at: { from: null, to: now } },
  },
  'task.restored': {
    task,
    changes: { deleted_at: { from: '2026-11-20T18:59:02.417Z', to: null } },
  },
  'task.purged': { task: { id: task.id } },
  'series.created': {
    series: { ...seriesExample, version: 1, updated_at: seriesExample.created_at },
  },
  'series.updated': {
    series: seriesExample,
    changes: { rrule: { from: 'FREQ=WEEKLY;BYDAY=FR', to: 'FREQ=WEEKLY;BYDAY=SA' } },
  },
  'series.ended': {
    series: { ...seriesExample, ended_at: now, ended_by: 'person' },
    changes: { ended_at: { from: null, to: now }, ended_by: { from: null, to: 'person' } },
  },
  'series.resumed': {
    series: seriesExample,
    changes: { ended_at: { from: now, to: null }, ended_by: { from: 'person', to: null } },
  },
  'tag.created': { tag: { ...tag, updated_at: tag.created_at }, task_count: 0 },
  'tag.updated': { tag, changes: { color: { from: '#3B82F6', to: '#5B8C5A' } } },
  'tag.deleted': { tag, task_count: 5 },
  'account.deleted': {},
  'reminder.due': {
    reminder_id: '0197b0a2-9d11-7b0e-8f42-5c1d2e3f4a5b',
    task_id: task.id,
    generation: 1,
    due_at: '2026-11-20T19:03:11Z',
  },
}

/** An event of each type, as it travels. */
export function exampleOf(type: EventType): EventEnvelope {
  return {
    event_id: '0197b0a3-11b2-7a54-9c0d-7e8f9a0b1c2d',
    event_type: type,
    schema_version: CATALOGUE[type].schemaVersion,
    timestamp: '2026-11-20T19:03:11.803114Z',
    user_id: '0197af00-2f3c-7d10-8e21-9a8b7c6d5e4f',
    task_id: type.startsWith('task.') || type === 'reminder.due' ? task.id : null,
    position: 48_213,
    user_seq: 907,
    data: DATA[type],
    actor: { kind: 'token', id: '12', label: 'calendar sync', via: 'api' },
    request_id: 'r3m5x0c8q1',
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  }
}

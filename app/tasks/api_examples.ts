/** Examples of the OpenAPI document; a test holds them against their schemas. */
export const taskExample = {
  id: '0197b0a2-6c1e-7c40-9b1a-2f6f3e1d5a10',
  title: 'Water the tomatoes',
  description: 'Half a can each.',
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
  version: 4,
  created_at: '2026-11-14T08:12:30.120457Z',
  updated_at: '2026-11-20T19:03:11.803114Z',
  completed_at: null,
  skipped_at: null,
  deleted_at: null,
}

export const tagExample = {
  id: '0197b0a2-7a02-7f6b-8c55-0b7f0d9f4e21',
  name: 'garden',
  color: '#5B8C5A',
  task_count: 5,
  created_at: '2026-10-02T10:00:00.000000Z',
  updated_at: '2026-10-02T10:00:00.000000Z',
}

export const undoExample = '0197b0a3-0d4e-7d2b-a1f0-6b1c2d3e4f50'

const rentExample = {
  ...taskExample,
  id: '0197b0a2-9f10-7d01-8a2e-3c4d5e6f7a80',
  title: 'Pay rent',
  description: null,
  priority: 'high',
  due_date: '2026-12-01',
  due_timezone: null,
  all_day: true,
  due_at: '2026-12-01T22:59:59.999999Z',
  rrule: 'FREQ=MONTHLY;BYMONTHDAY=1',
  recurrence_mode: 'fixed',
  is_recurring: true,
  series_id: '0197b0a2-9f0e-7b33-9c1d-2e3f4a5b6c70',
  occurrence_key: '2026-12-01',
  tags: ['home'],
  version: 1,
  created_at: '2026-11-21T08:00:00.000000Z',
  updated_at: '2026-11-21T08:00:00.000000Z',
}

export const quickTaskExample = {
  task: rentExample,
  understood: {
    title: 'Pay rent',
    due_date: '2026-12-01',
    due_timezone: null,
    all_day: true,
    rrule: 'FREQ=MONTHLY;BYMONTHDAY=1',
    recurrence_mode: 'fixed',
    recurrence: 'every month on the 1st',
    priority: 'high',
    tags: ['home'],
    spans: [
      { kind: 'recurrence', start: 9, end: 31, text: 'every month on the 1st' },
      { kind: 'tag', start: 32, end: 37, text: '#home' },
      { kind: 'priority', start: 38, end: 43, text: '!high' },
    ],
  },
}

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

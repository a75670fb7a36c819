/** What events tell of a task: the task as the API writes it. */
export interface TaskSnapshot {
  id: string
  title: string
  description: string | null
  status: 'active' | 'completed'
  priority: 'low' | 'medium' | 'high' | 'urgent'
  /** A date (all-day), or an instant with the offset of `due_timezone`. */
  due_date: string | null
  due_timezone: string | null
  all_day: boolean
  due_at: string | null
  reminder_time: string | null
  recurrence_pattern: object | null
  rrule: string | null
  recurrence_mode: 'fixed' | 'after_completion' | null
  is_recurring: boolean
  series_id: string | null
  /** The wall date(-time) at which the rule placed it; after completion with `~N`. */
  occurrence_key: string | null
  next_due_date: string | null
  next_task_id: string | null
  /** Names. */
  tags: string[]
  version: number
  created_at: string
  updated_at: string
  completed_at: string | null
  skipped_at: string | null
  deleted_at: string | null
}

/** A tag as the API writes it, without its count. */
export interface TagSnapshot {
  id: string
  name: string
  color: string
  created_at: string
  updated_at: string
}

/** A series as the API writes it, without what is counted or said of it. */
export interface SeriesSnapshot {
  id: string
  rrule: string
  recurrence_pattern: object | null
  recurrence_mode: 'fixed' | 'after_completion'
  /** Where the rule begins: a date, or the wall time in `timezone`. */
  start: string
  /** Null: all-day. */
  timezone: string | null
  ended_at: string | null
  /** `rule`: no date is left; `person`: deleted, or told not to repeat; `split`: another series goes on. */
  ended_by: 'rule' | 'person' | 'split' | null
  /** The series of which it is "this and following". */
  previous_series_id: string | null
  version: number
  created_at: string
  updated_at: string
}

/** The fields that differ, by their names in the API. */
export type Changes = Record<string, { from: unknown; to: unknown }>

type TaskChanged = { task: TaskSnapshot; changes: Changes }
type SeriesChanged = { series: SeriesSnapshot; changes: Changes }

/** What each type of event tells. */
export interface EventDataByType {
  'task.created': { task: TaskSnapshot }
  'task.updated': TaskChanged
  'task.completed': TaskChanged
  'task.skipped': TaskChanged
  'task.reopened': TaskChanged
  'task.deleted': TaskChanged
  'task.restored': TaskChanged
  /** What was deleted for good must not live on in here. */
  'task.purged': { task: Pick<TaskSnapshot, 'id'> }
  'series.created': { series: SeriesSnapshot }
  'series.updated': SeriesChanged
  'series.ended': SeriesChanged
  'series.resumed': SeriesChanged
  /** `task_count`: how many tasks have it from the start, which is 0 unless its deletion was taken back. */
  'tag.created': { tag: TagSnapshot; task_count: number }
  'tag.updated': { tag: TagSnapshot; changes: Changes }
  /** `task_count`: how many tasks lost it, those in the trash included. */
  'tag.deleted': { tag: TagSnapshot; task_count: number }
  /** Consumers drop what they keep of the person: nothing of them is in here. */
  'account.deleted': Record<string, never>
  'reminder.due': { reminder_id: string; task_id: string; generation: number; due_at: string }
}

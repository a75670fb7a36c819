import type { SeriesState } from '#app/recurrence/series'
import type { Instant, PlainDate, WallTime } from '#app/shared/time'

/** In the order of their weight; the database keeps 1 to 4, so that sorting is sorting. */
export const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const
export type Priority = (typeof PRIORITIES)[number]
export const DEFAULT_PRIORITY: Priority = 'medium'

export type TaskStatus = 'active' | 'completed'

export const TITLE_MAX_LENGTH = 200
export const DESCRIPTION_MAX_LENGTH = 10_000
export const TAGS_PER_TASK = 50
export const TRASH_KEPT_DAYS = 30

export function priorityRank(priority: Priority): number {
  return PRIORITIES.indexOf(priority) + 1
}

export function priorityOf(rank: number): Priority {
  return PRIORITIES[rank - 1] ?? DEFAULT_PRIORITY
}

/** When a task is due, as it is kept: a date, or a wall time in a zone; `dueAt` is the cache that orders both. */
export interface Due {
  dueOn: PlainDate | null
  dueWall: WallTime | null
  dueTimezone: string | null
  dueAt: Instant | null
}

export const NO_DUE: Due = { dueOn: null, dueWall: null, dueTimezone: null, dueAt: null }

/** The place of a task in a series, as its owner's changes leave it. */
export interface OccurrenceState {
  seriesId: string | null
  /** The wall date(-time) at which the rule placed it, before any edit; after completion with `~N`. */
  occurrenceKey: string | null
  /** Out of its series: completing it makes no next one. */
  detached: boolean
  /** Set on an occurrence that was closed without being done. */
  skippedAt: Instant | null
}

export const NO_SERIES: OccurrenceState = {
  seriesId: null,
  occurrenceKey: null,
  detached: false,
  skippedAt: null,
}

/** What of a task can be changed, and so be taken back. */
export interface TaskState extends Due, OccurrenceState {
  title: string
  description: string | null
  status: TaskStatus
  priority: Priority
  completedAt: Instant | null
  deletedAt: Instant | null
  /** Ids, ascending. */
  tagIds: string[]
}

export interface TaskTag {
  id: string
  name: string
  color: string
}

/** How an occurrence was closed, and what follows it: worked out once, at the closing. */
export interface ClosingState {
  closedAt: Instant | null
  closingEventId: string | null
  /** Null: nothing follows. */
  nextKey: string | null
  /** Null until the next occurrence is made. */
  nextTaskId: string | null
  /** Dates of the rule that passed between it and the next one. */
  missed: number | null
}

/** Of what is open, or never counted in a series. */
export const NOT_CLOSED: ClosingState = {
  closedAt: null,
  closingEventId: null,
  nextKey: null,
  nextTaskId: null,
  missed: null,
}

export interface Task extends TaskState, ClosingState {
  id: string
  /** The series it belongs to. */
  series: SeriesState | null
  version: number
  createdAt: Instant
  updatedAt: Instant
  /** In the order of their names. */
  tags: TaskTag[]
}

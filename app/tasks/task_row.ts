import type { SeriesState } from '#app/recurrence/series'
import { type Client, rows } from '#app/shared/database'
import { instantFromSql, type Instant } from '#app/shared/time'
import { priorityOf, type Task, type TaskStatus, type TaskTag } from '#app/tasks/task'

/** A row as `TASK_COLUMNS` selects it: instants and wall times as PostgreSQL's text (session zone UTC). */
export interface TaskRow {
  id: string
  title: string
  description: string | null
  status: TaskStatus
  priority: number
  due_on: string | null
  due_wall: string | null
  due_timezone: string | null
  due_at: string | null
  version: number
  created_at: string
  updated_at: string
  completed_at: string | null
  deleted_at: string | null
  series_id: string | null
  occurrence_key: string | null
  detached: boolean
  skipped_at: string | null
  closed_at: string | null
  closing_event_id: string | null
  next_key: string | null
  next_task_id: string | null
  missed: number | null
  series: SeriesState | null
  tags: TaskTag[] | null
}

/** For a table or subquery called `t`. Text instead of dates: no parsing, no lost microsecond. */
export const TASK_COLUMNS = `t.id, t.title, t.description, t.status, t.priority,
  t.due_on::text AS due_on, t.due_wall::text AS due_wall, t.due_timezone, t.due_at::text AS due_at, t.version,
  t.created_at::text AS created_at, t.updated_at::text AS updated_at,
  t.completed_at::text AS completed_at, t.deleted_at::text AS deleted_at,
  t.series_id, t.occurrence_key, t.detached, t.skipped_at::text AS skipped_at, t.closed_at::text AS closed_at,
  t.closing_event_id, t.next_key, t.next_task_id, t.missed,
  (SELECT json_build_object('rule', s.rule, 'pattern', s.pattern, 'startWall', s.start_wall, 'timezone', s.timezone,
     'mode', s.mode, 'endedAt', s.ended_at::text, 'endedBy', s.ended_by) FROM series s WHERE s.id = t.series_id) AS series,
  (SELECT json_agg(json_build_object('id', g.id, 'name', g.name, 'color', g.color) ORDER BY g.name_key)
     FROM task_tags tt JOIN tags g ON g.id = tt.tag_id WHERE tt.task_id = t.id) AS tags`

export function taskFromRow(row: TaskRow): Task {
  const tags = row.tags ?? []
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    status: row.status,
    priority: priorityOf(row.priority),
    dueOn: row.due_on,
    dueWall: row.due_wall && row.due_wall.replace(' ', 'T'),
    dueTimezone: row.due_timezone,
    dueAt: instant(row.due_at),
    version: row.version,
    createdAt: instantFromSql(row.created_at),
    updatedAt: instantFromSql(row.updated_at),
    completedAt: instant(row.completed_at),
    deletedAt: instant(row.deleted_at),
    seriesId: row.series_id,
    occurrenceKey: row.occurrence_key,
    detached: row.detached,
    skippedAt: row.status === 'completed' ? instant(row.skipped_at) : null,
    closedAt: instant(row.closed_at),
    closingEventId: row.closing_event_id,
    nextKey: row.next_key,
    nextTaskId: row.next_task_id,
    missed: row.missed,
    series: row.series && { ...row.series, endedAt: instant(row.series.endedAt) },
    tags,
    tagIds: tags.map((tag) => tag.id).sort(),
  }
}

/** One of the user's tasks, in the trash or not; undefined when it is nobody's or somebody else's. */
export async function findTask(
  client: Client,
  userId: string,
  id: string
): Promise<Task | undefined> {
  const [row] = await rows<TaskRow>(
    client,
    `SELECT ${TASK_COLUMNS} FROM tasks t WHERE t.id = :id AND t.user_id = :userId`,
    { id, userId }
  )
  return row && taskFromRow(row)
}

/**
 * The user's tasks of these ids, locked in the order of their ids: two bulk changes cannot deadlock. Read after the
 * lock is held, by a statement of its own: the one that waits would still see the tags of before the wait.
 */
export async function lockTasks(client: Client, userId: string, ids: string[]): Promise<Task[]> {
  const locked = await rows<{ id: string }>(
    client,
    'SELECT id FROM tasks WHERE id = ANY(:ids::uuid[]) AND user_id = :userId ORDER BY id FOR UPDATE',
    { ids, userId }
  )
  if (locked.length === 0) return []
  const present = await rows<TaskRow>(
    client,
    `SELECT ${TASK_COLUMNS} FROM tasks t WHERE t.id = ANY(:ids::uuid[]) ORDER BY t.id`,
    { ids: locked.map(({ id }) => id) }
  )
  return present.map(taskFromRow)
}

function instant(text: string | null): Instant | null {
  return text === null ? null : instantFromSql(text)
}

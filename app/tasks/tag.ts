import type { TagSnapshot } from '#app/messaging/event_data'
import { type Client, rows } from '#app/shared/database'
import { instantFromSql } from '#app/shared/time'

export const DEFAULT_TAG_COLOR = '#3B82F6'

export interface Tag {
  id: string
  name: string
  color: string
  version: number
  /** Active tasks outside the trash. */
  taskCount: number
  createdAt: string
  updatedAt: string
}

export interface TagRow {
  id: string
  name: string
  name_key: string
  color: string
  version: number
  task_count: number
  created_at: string
  updated_at: string
}

/** For a table called `g`. Index: task_tags_open. */
export const TAG_COLUMNS = `g.id, g.name, g.name_key, g.color, g.version,
  g.created_at::text AS created_at, g.updated_at::text AS updated_at,
  (SELECT count(*)::int FROM task_tags tt WHERE tt.tag_id = g.id AND tt.open) AS task_count`

export function tagFromRow(row: TagRow): Tag {
  return {
    id: row.id,
    name: row.name,
    color: row.color,
    version: row.version,
    taskCount: row.task_count,
    createdAt: instantFromSql(row.created_at),
    updatedAt: instantFromSql(row.updated_at),
  }
}

export async function findTag(
  client: Client,
  userId: string,
  id: string
): Promise<Tag | undefined> {
  const [row] = await rows<TagRow>(
    client,
    `SELECT ${TAG_COLUMNS} FROM tags g WHERE g.id = :id AND g.user_id = :userId`,
    { id, userId }
  )
  return row && tagFromRow(row)
}

/** A tag as the API writes it. */
export function tagToJson(tag: Tag) {
  const { id, name, color, ...instants } = tagSnapshot(tag)
  return { id, name, color, task_count: tag.taskCount, ...instants }
}

/** A tag as events write it: without its count, which is of its tasks. */
export function tagSnapshot(tag: Tag): TagSnapshot {
  return {
    id: tag.id,
    name: tag.name,
    color: tag.color,
    created_at: tag.createdAt,
    updated_at: tag.updatedAt,
  }
}

import type { Actor } from '#app/shared/actor'
import { decodeCursor, encodeCursor } from '#app/shared/cursor'
import { type Client, rows } from '#app/shared/database'
import { nowInstant } from '#app/shared/time'
import { type Tag, TAG_COLUMNS, tagFromRow, type TagRow } from '#app/tasks/tag'
import { PAGE_MAX } from '#app/shared/paging'

/** The user's tags in the order of their names. Index: the unique one on (user_id, name_key). */
export async function listTags(
  client: Client,
  actor: Pick<Actor, 'userId'>,
  { limit = PAGE_MAX, cursor: cursorText }: { limit?: number; cursor?: string }
): Promise<{ tags: Tag[]; nextCursor: string | null }> {
  const boundTo = { tags: true, user: actor.userId }
  const cursor = cursorText === undefined ? undefined : decodeCursor(cursorText, boundTo)
  const found = await rows<TagRow>(
    client,
    `SELECT ${TAG_COLUMNS} FROM tags g WHERE g.user_id = :userId${cursor ? ' AND g.name_key > :after' : ''}
     ORDER BY g.name_key LIMIT :rows`,
    { userId: actor.userId, rows: limit + 1, ...(cursor && { after: cursor.after[0] }) }
  )
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return {
    tags: page.map(tagFromRow),
    nextCursor:
      found.length > limit && last
        ? encodeCursor({ after: [last.name_key, last.id], now: nowInstant() }, boundTo)
        : null,
  }
}

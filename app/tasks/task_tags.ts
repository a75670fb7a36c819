import { rows, type Trx } from '#app/shared/database'
import { rememberWords } from '#app/tasks/search_words'

/** How tags are compared: Unicode normal form, case folded. */
export function tagKey(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

/** The ids of the user's tags of these names, ascending; those that are missing are made on the way, or left out. */
export async function resolveTags(
  trx: Trx,
  userId: string,
  names: string[],
  { create } = { create: true }
): Promise<string[]> {
  // Reversed: of two spellings in one request the first is kept.
  const byKey = new Map(names.toReversed().map((name) => [tagKey(name), name.normalize('NFC')]))
  if (byKey.size === 0) return []
  // In the order of the keys, so that two requests that make the same tags cannot deadlock.
  const keys = [...byKey.keys()].sort()
  const existing = await tagIds(trx, userId, keys)
  if (existing.length === keys.length || !create) return existing
  await rows(
    trx,
    `INSERT INTO tags (user_id, name, name_key, created_at, updated_at)
     SELECT :userId, name, key, taskflow_now(), taskflow_now()
     FROM unnest(:names::text[], :keys::text[]) WITH ORDINALITY AS new (name, key, place) ORDER BY place
     ON CONFLICT (user_id, name_key) DO NOTHING`,
    { userId, keys, names: keys.map((key) => byKey.get(key)) }
  )
  await rememberWords(trx, userId, [names])
  return tagIds(trx, userId, keys)
}

/** Replaces the tags of each task. A tag that was deleted meanwhile is left out. */
export async function setTaskTags(trx: Trx, wanted: { taskId: string; tagIds: string[] }[]) {
  if (wanted.length === 0) return
  const pairs = wanted.flatMap(({ taskId, tagIds: ids }) => ids.map((tagId) => [taskId, tagId] as const))
  await rows(
    trx,
    `WITH wanted AS (SELECT * FROM unnest(:pairTasks::uuid[], :pairTags::uuid[]) AS w (task_id, tag_id)),
       gone AS (DELETE FROM task_tags tt WHERE tt.task_id = ANY(:tasks::uuid[])
         AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w.task_id = tt.task_id AND w.tag_id = tt.tag_id)),
       alive AS (SELECT id FROM tags WHERE id IN (SELECT tag_id FROM wanted) FOR KEY SHARE)
     INSERT INTO task_tags (task_id, tag_id)
     SELECT w.task_id, w.tag_id FROM wanted w JOIN alive a ON a.id = w.tag_id
     ON CONFLICT DO NOTHING`,
    {
      tasks: wanted.map(({ taskId }) => taskId),
      pairTasks: pairs.map(([taskId]) => taskId),
      pairTags: pairs.map(([, tagId]) => tagId),
    }
  )
}

async function tagIds(trx: Trx, userId: string, keys: string[]) {
  const found = await rows<{ id: string }>(
    trx,
    'SELECT id FROM tags WHERE user_id = :userId AND name_key = ANY(:keys::text[]) ORDER BY id',
    { userId, keys }
  )
  return found.map(({ id }) => id)
}

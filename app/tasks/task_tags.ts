import { recordEvents } from '#app/messaging/record_event'
import type { Actor } from '#app/shared/actor'
import { type Bindings, rows, type Trx } from '#app/shared/database'
import { TAG_COLUMNS, tagFromRow, type TagRow } from '#app/tasks/tag'
import { tagCreated } from '#app/tasks/tag_events'

/** How tags are compared: Unicode normal form, case folded (upper first: ß is SS, and one sigma is the other). */
export function tagKey(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')
}

/**
 * The ids of the user's tags of these names, ascending; those that are missing are made on the way, or left out. They
 * stay until the transaction ends. Always asked before tasks are locked: who changes a tag locks it, then its tasks.
 */
export async function resolveTags(
  trx: Trx,
  actor: Actor,
  names: string[],
  { create } = { create: true }
): Promise<string[]> {
  // Reversed: of two spellings in one request the first is kept.
  const byKey = new Map(names.toReversed().map((name) => [tagKey(name), name.normalize('NFC')]))
  if (byKey.size === 0) return []
  // In the order of the keys, so that two requests that make the same tags cannot deadlock.
  const keys = [...byKey.keys()].sort()
  for (;;) {
    const found = await holdTags(trx, actor.userId, 'name_key = ANY(:keys::text[])', { keys })
    if (found.length === keys.length || !create) return found
    await makeTags(
      trx,
      actor,
      keys,
      keys.map((key) => byKey.get(key))
    )
  }
}

/** Those of these tags that still are, which they stay until the transaction ends. */
export function keepTags(trx: Trx, userId: string, ids: string[]): Promise<string[]> {
  return holdTags(trx, userId, 'id = ANY(:ids::uuid[])', { ids })
}

/** The tags of a task, likewise; asked before it is locked. */
export function keepTagsOf(trx: Trx, userId: string, taskId: string): Promise<string[]> {
  const its = 'id IN (SELECT tag_id FROM task_tags WHERE task_id = :taskId)'
  return holdTags(trx, userId, its, { taskId })
}

/** Whether a task `t` counts for its tags. A trigger of migration 0002 keeps it so when the task changes. */
export const IS_OPEN = `(t.status = 'active' AND t.deleted_at IS NULL)`

/** Replaces the tags of each task; task and tags are locked by now. */
export async function setTaskTags(trx: Trx, wanted: { taskId: string; tagIds: string[] }[]) {
  if (wanted.length === 0) return
  const pairs = wanted.flatMap(({ taskId, tagIds: ids }) =>
    ids.map((tagId) => [taskId, tagId] as const)
  )
  await rows(
    trx,
    `WITH wanted AS (SELECT * FROM unnest(:pairTasks::uuid[], :pairTags::uuid[]) AS w (task_id, tag_id)),
       gone AS (DELETE FROM task_tags tt WHERE tt.task_id = ANY(:tasks::uuid[])
         AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w.task_id = tt.task_id AND w.tag_id = tt.tag_id))
     INSERT INTO task_tags (task_id, tag_id, open)
     SELECT w.task_id, w.tag_id, ${IS_OPEN} FROM wanted w JOIN tasks t ON t.id = w.task_id
     ON CONFLICT DO NOTHING`,
    {
      tasks: wanted.map(({ taskId }) => taskId),
      pairTasks: pairs.map(([taskId]) => taskId),
      pairTags: pairs.map(([, tagId]) => tagId),
    }
  )
}

async function holdTags(trx: Trx, userId: string, condition: string, bindings: Bindings) {
  const found = await rows<{ id: string }>(
    trx,
    `SELECT id FROM tags WHERE user_id = :userId AND ${condition} ORDER BY id FOR KEY SHARE`,
    { userId, ...bindings }
  )
  return found.map(({ id }) => id)
}

async function makeTags(trx: Trx, actor: Actor, keys: string[], names: (string | undefined)[]) {
  const made = await rows<TagRow>(
    trx,
    `INSERT INTO tags AS g (user_id, name, name_key, created_at, updated_at)
     SELECT :userId, name, key, taskflow_now(), taskflow_now()
     FROM unnest(:names::text[], :keys::text[]) WITH ORDINALITY AS new (name, key, place) ORDER BY place
     ON CONFLICT (user_id, name_key) DO NOTHING RETURNING ${TAG_COLUMNS}`,
    { userId: actor.userId, keys, names }
  )
  await recordEvents(
    trx,
    actor,
    made.map((row) => tagCreated(tagFromRow(row)))
  )
}

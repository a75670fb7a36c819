import { recordEvents } from '#app/messaging/record_event'
import type { Actor } from '#app/shared/actor'
import { rows, type Trx } from '#app/shared/database'
import { canonicalJson } from '#app/shared/canonical_json'
import { lookOf, reindexTasks, removeTag, stateOf, writeTag } from '#app/tasks/change_tag'
import { rememberWords } from '#app/tasks/search_words'
import { findTag, type Tag, TAG_COLUMNS, tagFromRow, type TagRow } from '#app/tasks/tag'
import { tagCreated } from '#app/tasks/tag_events'
import { IS_OPEN, tagKey } from '#app/tasks/task_tags'
import type { UndoneRow, UndoResult } from '#app/tasks/undo_change'
import type { TagChange, TagState } from '#app/tasks/undo_entry'

/** Takes back changes of tags; `changes` is what takes the undo back in turn. */
export async function undoTagChanges(trx: Trx, actor: Actor, given: TagChange[]) {
  const undone: UndoneRow[] = []
  const kept: UndoResult['kept'] = []
  const changes: TagChange[] = []
  for (const change of given) {
    const outcome = await undoOne(trx, actor, change)
    if ('reason' in outcome) {
      kept.push({ type: 'tag', id: change.id, name: outcome.name, reason: outcome.reason })
    } else {
      undone.push({ type: 'tag', id: change.id, name: outcome.name })
      changes.push(outcome.change)
    }
  }
  return { undone, kept, changes }
}

type Outcome =
  | { name: string | null; reason: UndoResult['kept'][number]['reason'] }
  | { name: string; change: TagChange }

async function undoOne(trx: Trx, actor: Actor, change: TagChange): Promise<Outcome> {
  await rows(trx, 'SELECT 1 FROM tags WHERE id = :id AND user_id = :userId FOR UPDATE', {
    id: change.id,
    userId: actor.userId,
  })
  const tag = await findTag(trx, actor.userId, change.id)
  const name = change.before?.name ?? tag?.name ?? null
  if (change.after === null) {
    return tag || !change.before
      ? { name, reason: 'changed_since' }
      : bringBack(trx, actor, change.id, change.before)
  }
  if (!tag) return { name, reason: 'gone' }
  if (canonicalJson(lookOf(tag)) !== canonicalJson(change.after)) {
    return { name: tag.name, reason: 'changed_since' }
  }
  if (change.before === null) return takeAway(trx, actor, tag)
  if (await nameTaken(trx, actor.userId, change.id, change.before.name)) {
    return { name, reason: 'name_taken' }
  }
  await writeTag(trx, actor, tag, change.before)
  const { name: restoredName, color } = change.before
  return {
    name: restoredName,
    change: { id: tag.id, before: stateOf(tag), after: { name: restoredName, color } },
  }
}

async function bringBack(trx: Trx, actor: Actor, id: string, before: TagState): Promise<Outcome> {
  const [made] = await rows<TagRow>(
    trx,
    `INSERT INTO tags AS g (id, user_id, name, name_key, color, created_at, updated_at)
     VALUES (:id, :userId, :name, :key, :color, :createdAt, taskflow_now())
     ON CONFLICT (user_id, name_key) DO NOTHING RETURNING ${TAG_COLUMNS}`,
    { ...before, id, userId: actor.userId, key: tagKey(before.name) }
  )
  if (!made) return { name: before.name, reason: 'name_taken' }
  const taskIds = await tagAgain(trx, actor.userId, id, before)
  await recordEvents(trx, actor, [tagCreated(tagFromRow(made), taskIds.length)])
  return {
    name: before.name,
    change: { id, before: null, after: { name: before.name, color: before.color } },
  }
}

/** Answers the tasks that have it again. */
async function tagAgain(trx: Trx, userId: string, id: string, { name, taskIds = [] }: TagState) {
  const present = await rows<{ id: string }>(
    trx,
    'SELECT id FROM tasks WHERE id = ANY(:taskIds::uuid[]) AND user_id = :userId ORDER BY id FOR UPDATE',
    { taskIds, userId }
  )
  const ids = present.map((task) => task.id)
  await rows(
    trx,
    `INSERT INTO task_tags (task_id, tag_id, open)
     SELECT t.id, :id, ${IS_OPEN} FROM tasks t WHERE t.id = ANY(:ids::uuid[])`,
    { ids, id }
  )
  await rememberWords(trx, userId, [[name]])
  await reindexTasks(trx, ids)
  return ids
}

async function takeAway(trx: Trx, actor: Actor, tag: Tag): Promise<Outcome> {
  const taskIds = await removeTag(trx, actor, tag)
  return {
    name: tag.name,
    change: { id: tag.id, before: { ...stateOf(tag), taskIds }, after: null },
  }
}

async function nameTaken(trx: Trx, userId: string, id: string, name: string) {
  const [taken] = await rows(
    trx,
    'SELECT 1 FROM tags WHERE user_id = :userId AND name_key = :key AND id <> :id',
    { userId, id, key: tagKey(name) }
  )
  return taken !== undefined
}

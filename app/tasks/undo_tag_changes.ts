import type { Actor } from '#app/shared/actor'
import { rows, type Trx } from '#app/shared/database'
import { reindexTasks, removeTag, writeTag } from '#app/tasks/change_tag'
import { findTag, type Tag } from '#app/tasks/tag'
import { tagKey } from '#app/tasks/task_tags'
import type { UndoneRow, UndoResult } from '#app/tasks/undo_change'
import type { TagState, UndoChanges } from '#app/tasks/undo_entry'

type TagChange = NonNullable<UndoChanges['tags']>[number]

/** Takes back changes of tags; `changes` is what takes the undo back in turn. */
export async function undoTagChanges(trx: Trx, actor: Actor, given: TagChange[]) {
  const undone: UndoneRow[] = []
  const kept: UndoResult['kept'] = []
  const changes: TagChange[] = []
  for (const change of given) {
    const outcome = await undoOne(trx, actor, change)
    if ('reason' in outcome) kept.push({ type: 'tag', id: change.id, name: outcome.name, reason: outcome.reason })
    else {
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
  if (change.version === null) {
    return tag || !change.before ? { name, reason: 'changed_since' } : bringBack(trx, actor, change.id, change.before)
  }
  if (!tag) return { name, reason: 'gone' }
  if (tag.version !== change.version) return { name: tag.name, reason: 'changed_since' }
  if (change.before === null) return takeAway(trx, tag)
  if (await nameTaken(trx, actor.userId, change.id, change.before.name)) return { name, reason: 'name_taken' }
  await writeTag(trx, actor.userId, tag.id, change.before)
  return { name: change.before.name, change: { id: tag.id, before: stateOf(tag), version: tag.version + 1 } }
}

async function bringBack(trx: Trx, actor: Actor, id: string, before: TagState): Promise<Outcome> {
  if (await nameTaken(trx, actor.userId, id, before.name)) return { name: before.name, reason: 'name_taken' }
  await rows(
    trx,
    `INSERT INTO tags (id, user_id, name, name_key, color, created_at, updated_at)
     VALUES (:id, :userId, :name, :key, :color, :createdAt, taskflow_now())`,
    { ...before, id, userId: actor.userId, key: tagKey(before.name) }
  )
  const taskIds = before.taskIds ?? []
  await rows(
    trx,
    `INSERT INTO task_tags (task_id, tag_id)
     SELECT t.id, :id FROM tasks t WHERE t.id = ANY(:taskIds::uuid[]) AND t.user_id = :userId`,
    { id, taskIds, userId: actor.userId }
  )
  await reindexTasks(trx, taskIds)
  return { name: before.name, change: { id, before: null, version: 1 } }
}

async function takeAway(trx: Trx, tag: Tag): Promise<Outcome> {
  const taskIds = await removeTag(trx, tag.id)
  return { name: tag.name, change: { id: tag.id, before: { ...stateOf(tag), taskIds }, version: null } }
}

function stateOf(tag: Tag): TagState {
  return { name: tag.name, color: tag.color, createdAt: tag.createdAt }
}

async function nameTaken(trx: Trx, userId: string, id: string, name: string) {
  const [taken] = await rows(
    trx,
    'SELECT 1 FROM tags WHERE user_id = :userId AND name_key = :key AND id <> :id',
    { userId, id, key: tagKey(name) }
  )
  return taken !== undefined
}

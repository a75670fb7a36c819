import { recordEvents } from '#app/messaging/record_event'
import type { Actor } from '#app/shared/actor'
import { type Client, rows, type Trx } from '#app/shared/database'
import { notFound, Problem } from '#app/shared/problem'
import {
  DEFAULT_TAG_COLOR,
  findTag,
  type Tag,
  TAG_COLUMNS,
  tagFromRow,
  type TagRow,
} from '#app/tasks/tag'
import { tagCreated, tagDeleted, tagUpdated } from '#app/tasks/tag_events'
import { rememberWords } from '#app/tasks/search_words'
import { tagKey } from '#app/tasks/task_tags'
import { rememberChange, type TagLook, type TagState } from '#app/tasks/undo_entry'

export interface TagInput {
  name?: string
  color?: string
}

export async function createTag(trx: Trx, actor: Actor, input: { name: string; color?: string }) {
  const [created] = await rows<TagRow>(
    trx,
    `INSERT INTO tags AS g (user_id, name, name_key, color, created_at, updated_at)
     VALUES (:userId, :name, :key, :color, taskflow_now(), taskflow_now())
     ON CONFLICT (user_id, name_key) DO NOTHING RETURNING ${TAG_COLUMNS}`,
    {
      userId: actor.userId,
      name: input.name.normalize('NFC'),
      key: tagKey(input.name),
      color: input.color ?? DEFAULT_TAG_COLOR,
    }
  )
  if (!created) throw tagExists(input.name)
  const tag = tagFromRow(created)
  const undoId = await rememberChange(trx, actor.userId, 'tag.create', {
    tags: [{ id: tag.id, before: null, after: lookOf(tag) }],
  })
  await recordEvents(trx, actor, [tagCreated(tag)])
  return { tag, undoId }
}

/** Renaming leaves the tasks' versions alone; only what search knows of them is made anew. */
export async function updateTag(trx: Trx, actor: Actor, id: string, input: TagInput) {
  const before = await lockTag(trx, actor.userId, id)
  const name = (input.name ?? before.name).normalize('NFC')
  const color = input.color ?? before.color
  if (name === before.name && color === before.color) return { tag: before, undoId: null }
  const tag = await writeTag(trx, actor, before, { name, color })
  const undoId = await rememberChange(trx, actor.userId, 'tag.update', {
    tags: [{ id, before: stateOf(before), after: { name, color } }],
  })
  return { tag, undoId }
}

export async function deleteTag(trx: Trx, actor: Actor, id: string) {
  const before = await lockTag(trx, actor.userId, id)
  const taskIds = await removeTag(trx, actor, before)
  const undoId = await rememberChange(trx, actor.userId, 'tag.delete', {
    tags: [{ id, before: { ...stateOf(before), taskIds }, after: null }],
  })
  return { tag: before, undoId }
}

/** Writes name and colour of a tag that is locked; 409 when another one has the name. */
export async function writeTag(
  trx: Trx,
  actor: Actor,
  before: Tag,
  { name, color }: TagLook
): Promise<Tag> {
  const { id } = before
  const { userId } = actor
  const [taken] = await rows(
    trx,
    'SELECT 1 FROM tags WHERE user_id = :userId AND name_key = :key AND id <> :id',
    { userId, id, key: tagKey(name) }
  )
  if (taken) throw tagExists(name)
  let written: TagRow | undefined
  try {
    ;[written] = await rows<TagRow>(
      trx,
      `UPDATE tags g SET name = :name, name_key = :key, color = :color, version = version + 1,
         updated_at = greatest(taskflow_now(), updated_at + interval '1 microsecond') WHERE id = :id
       RETURNING ${TAG_COLUMNS}`,
      { id, name, key: tagKey(name), color }
    )
  } catch (error) {
    // Somebody took the name since it was looked for.
    throw (error as { code?: string }).code === UNIQUE_VIOLATION ? tagExists(name) : error
  }
  await rememberWords(trx, userId, [[name]])
  await reindexTasks(trx, await lockTasksOf(trx, id))
  if (!written) throw new Error('a locked tag is gone')
  const tag = tagFromRow(written)
  await recordEvents(trx, actor, [tagUpdated(before, tag)])
  return tag
}

const UNIQUE_VIOLATION = '23505'

/** Deletes a tag; answers the tasks that had it. They are locked first: who takes the tag off one has locked it too. */
export async function removeTag(trx: Trx, actor: Actor, tag: Tag): Promise<string[]> {
  const taskIds = await lockTasksOf(trx, tag.id)
  await rows(trx, 'DELETE FROM tags WHERE id = :id', { id: tag.id })
  await reindexTasks(trx, taskIds)
  await recordEvents(trx, actor, [tagDeleted(tag, taskIds.length)])
  return taskIds
}

/** What search knows of these tasks, which are locked, made anew. */
export async function reindexTasks(trx: Trx, taskIds: string[]) {
  if (taskIds.length === 0) return
  await rows(
    trx,
    `UPDATE tasks t SET search = taskflow_search_vector(t.user_id, t.title, taskflow_tag_names(t.id), t.description)
     WHERE t.id = ANY(:taskIds::uuid[])`,
    { taskIds }
  )
}

export async function lockTag(trx: Trx, userId: string, id: string): Promise<Tag> {
  await rows(trx, 'SELECT 1 FROM tags WHERE id = :id AND user_id = :userId FOR UPDATE', {
    id,
    userId,
  })
  return presentTag(trx, userId, id)
}

async function presentTag(client: Client, userId: string, id: string): Promise<Tag> {
  const tag = await findTag(client, userId, id)
  if (!tag) throw notFound('tag')
  return tag
}

export function stateOf(tag: Tag): TagState {
  return { ...lookOf(tag), createdAt: tag.createdAt }
}

export function lookOf(tag: Tag): TagLook {
  return { name: tag.name, color: tag.color }
}

/** In the order of the ids, as every other change locks them. The tag is locked, so none is added meanwhile. */
async function lockTasksOf(trx: Trx, tagId: string) {
  const tagged = await rows<{ id: string }>(
    trx,
    `SELECT id FROM tasks WHERE id IN (SELECT task_id FROM task_tags WHERE tag_id = :tagId) ORDER BY id FOR UPDATE`,
    { tagId }
  )
  return tagged.map(({ id }) => id)
}

function tagExists(name: string) {
  return new Problem(
    409,
    'tag_exists',
    `There is a tag ${JSON.stringify(name)} already. Choose another name.`,
    {
      errors: [
        {
          field: 'name',
          rule: 'tag_exists',
          message: 'There is a tag of this name already. Choose another.',
        },
      ],
    }
  )
}

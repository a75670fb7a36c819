import type { Actor } from '#app/shared/actor'
import { type Client, rows, type Trx } from '#app/shared/database'
import { notFound, Problem } from '#app/shared/problem'
import { DEFAULT_TAG_COLOR, findTag, type Tag } from '#app/tasks/tag'
import { rememberWords } from '#app/tasks/search_words'
import { tagKey } from '#app/tasks/task_tags'
import { rememberChange, type TagLook, type TagState } from '#app/tasks/undo_entry'

export interface TagInput {
  name?: string
  color?: string
}

export async function createTag(trx: Trx, actor: Actor, input: { name: string; color?: string }) {
  const [created] = await rows<{ id: string }>(
    trx,
    `INSERT INTO tags (user_id, name, name_key, color, created_at, updated_at)
     VALUES (:userId, :name, :key, :color, taskflow_now(), taskflow_now())
     ON CONFLICT (user_id, name_key) DO NOTHING RETURNING id`,
    {
      userId: actor.userId,
      name: input.name.normalize('NFC'),
      key: tagKey(input.name),
      color: input.color ?? DEFAULT_TAG_COLOR,
    }
  )
  if (!created) throw tagExists(input.name)
  const tag = await presentTag(trx, actor.userId, created.id)
  const undoId = await rememberChange(trx, actor.userId, 'tag.create', {
    tags: [{ id: tag.id, before: null, after: lookOf(tag) }],
  })
  return { tag, undoId }
}

/** Renaming leaves the tasks' versions alone; only what search knows of them is made anew. */
export async function updateTag(trx: Trx, actor: Actor, id: string, input: TagInput) {
  const before = await lockTag(trx, actor.userId, id)
  const name = (input.name ?? before.name).normalize('NFC')
  const color = input.color ?? before.color
  if (name === before.name && color === before.color) return { tag: before, undoId: null }
  await writeTag(trx, actor.userId, id, { name, color })
  const undoId = await rememberChange(trx, actor.userId, 'tag.update', {
    tags: [{ id, before: stateOf(before), after: { name, color } }],
  })
  return { tag: await presentTag(trx, actor.userId, id), undoId }
}

export async function deleteTag(trx: Trx, actor: Actor, id: string) {
  const before = await lockTag(trx, actor.userId, id)
  const taskIds = await removeTag(trx, id)
  const undoId = await rememberChange(trx, actor.userId, 'tag.delete', {
    tags: [{ id, before: { ...stateOf(before), taskIds }, after: null }],
  })
  return { tag: before, undoId }
}

/** Writes name and colour; 409 when another tag has the name. */
export async function writeTag(
  trx: Trx,
  userId: string,
  id: string,
  { name, color }: { name: string; color: string }
) {
  const [taken] = await rows(
    trx,
    'SELECT 1 FROM tags WHERE user_id = :userId AND name_key = :key AND id <> :id',
    { userId, id, key: tagKey(name) }
  )
  if (taken) throw tagExists(name)
  try {
    await rows(
      trx,
      `UPDATE tags SET name = :name, name_key = :key, color = :color, version = version + 1,
         updated_at = greatest(taskflow_now(), updated_at + interval '1 microsecond') WHERE id = :id`,
      { id, name, key: tagKey(name), color }
    )
  } catch (error) {
    // Somebody took the name since it was looked for.
    throw (error as { code?: string }).code === UNIQUE_VIOLATION ? tagExists(name) : error
  }
  await rememberWords(trx, userId, [[name]])
  await reindexTasks(trx, await lockTasksOf(trx, id))
}

const UNIQUE_VIOLATION = '23505'

/** Deletes a tag; answers the tasks that had it. They are locked first: who takes the tag off one has locked it too. */
export async function removeTag(trx: Trx, id: string): Promise<string[]> {
  const taskIds = await lockTasksOf(trx, id)
  await rows(trx, 'DELETE FROM tags WHERE id = :id', { id })
  await reindexTasks(trx, taskIds)
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

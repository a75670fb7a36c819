import { recordEvents } from '#app/messaging/record_event'
import { type Actor, commandActor } from '#app/shared/actor'
import { inTransaction, rows, type Trx } from '#app/shared/database'
import { addDays, instantOf, today } from '#app/shared/time'
import { type Due, NO_DUE, priorityRank } from '#app/tasks/task'
import { allDay, timed } from '#app/tasks/due_date'
import { DEMO_TAGS, type DemoTask, demoTasks } from '#app/tasks/demo_tasks'
import { TAG_COLUMNS, tagFromRow, type TagRow } from '#app/tasks/tag'
import { tagCreated } from '#app/tasks/tag_events'
import { taskCreated } from '#app/tasks/task_events'
import { TASK_COLUMNS, taskFromRow, type TaskRow } from '#app/tasks/task_row'
import { tagKey } from '#app/tasks/task_tags'
import { rememberWords } from '#app/tasks/search_words'
import { rememberChange } from '#app/tasks/undo_entry'

const BATCH = 500

export interface DemoOwner {
  id: string
  /** IANA name: where the due times are. */
  timezone: string
}

/**
 * Fills an account with tasks that look like somebody's, in batches that commit one by one.
 *
 * @param onProgress is told how many are there after each batch
 */
export async function seedDemo(
  owner: DemoOwner,
  count: number,
  seed: number,
  onProgress: (done: number) => void
) {
  const actor = { ...commandActor('demo:seed'), userId: owner.id, timezone: owner.timezone }
  const tagIds = await inTransaction((trx) => demoTags(trx, actor))
  const tasks = demoTasks(count, seed, today(owner.timezone))
  for (let done = 0; done < count;) {
    const batch = [...take(tasks, BATCH)]
    await inTransaction((trx) => insertBatch(trx, actor, batch, tagIds))
    done += batch.length
    onProgress(done)
  }
}

async function demoTags(trx: Trx, actor: Actor): Promise<Map<string, string>> {
  const { userId } = actor
  const names = Object.keys(DEMO_TAGS)
  const made = await rows<TagRow>(
    trx,
    `INSERT INTO tags AS g (user_id, name, name_key, color, created_at, updated_at)
     SELECT :userId, name, key, color, taskflow_now(), taskflow_now()
     FROM unnest(:names::text[], :keys::text[], :colors::text[]) AS new (name, key, color)
     ON CONFLICT (user_id, name_key) DO NOTHING RETURNING ${TAG_COLUMNS}`,
    { userId, names, keys: names.map(tagKey), colors: Object.values(DEMO_TAGS) }
  )
  await recordEvents(
    trx,
    actor,
    made.map((row) => tagCreated(tagFromRow(row)))
  )
  const tags = await rows<{ id: string; name_key: string }>(
    trx,
    'SELECT id, name_key FROM tags WHERE user_id = :userId AND name_key = ANY(:keys::text[])',
    { userId, keys: names.map(tagKey) }
  )
  return new Map(tags.map((tag) => [tag.name_key, tag.id]))
}

async function insertBatch(trx: Trx, actor: Actor, batch: DemoTask[], tagIds: Map<string, string>) {
  const values = batch.map((task) => ({
    ...columns(task, actor.timezone),
    tag_names: task.tags.join(' '),
    tag_ids: task.tags.map((name) => tagIds.get(tagKey(name))),
  }))
  const made = await rows<{ id: string }>(
    trx,
    `WITH v AS (
       SELECT uuidv7() AS id, r.* FROM jsonb_to_recordset(:values::jsonb) AS r (
         title text, description text, priority smallint, due_on date, due_wall timestamp, due_timezone text,
         due_at timestamptz, created_at timestamptz, completed_at timestamptz, tag_names text, tag_ids uuid[])),
     made AS (
       INSERT INTO tasks (id, user_id, title, description, status, priority, due_on, due_wall, due_timezone, due_at,
         title_sort, search, created_at, updated_at, completed_at)
       SELECT id, :userId, title, description, CASE WHEN completed_at IS NULL THEN 'active' ELSE 'completed' END,
         priority, due_on, due_wall, due_timezone, due_at, left(taskflow_fold(title), 80),
         taskflow_search_vector(:userId, title, tag_names, description), created_at, coalesce(completed_at, created_at), completed_at
       FROM v),
     tagged AS (
       INSERT INTO task_tags (task_id, tag_id, open)
       SELECT v.id, tag, v.completed_at IS NULL FROM v, unnest(v.tag_ids) AS tag)
     SELECT id FROM v`,
    { userId: actor.userId, values: JSON.stringify(values) }
  )
  const texts = batch.map((task) => [task.title, task.description, ...task.tags])
  await rememberWords(trx, actor.userId, texts)
  await rememberChange(trx, actor.userId, 'demo.seed', {})
  await recordCreations(
    trx,
    actor,
    made.map(({ id }) => id)
  )
}

async function recordCreations(trx: Trx, actor: Actor, ids: string[]) {
  const tasks = await rows<TaskRow>(
    trx,
    `SELECT ${TASK_COLUMNS} FROM tasks t WHERE t.id = ANY(:ids::uuid[]) ORDER BY t.id`,
    { ids }
  )
  await recordEvents(
    trx,
    actor,
    tasks.map((row) => taskCreated(taskFromRow(row)))
  )
}

function columns(task: DemoTask, zone: string) {
  const day = today(zone)
  const at = (daysAgo: number) => instantOf(`${addDays(day, -daysAgo)}T07:30:00`, zone)
  const due: Due = !task.dueOn
    ? NO_DUE
    : task.time
      ? timed(`${task.dueOn}T${task.time}:00`, zone)
      : allDay(task.dueOn, zone)
  return {
    title: task.title,
    description: task.description,
    priority: priorityRank(task.priority),
    due_on: due.dueOn,
    due_wall: due.dueWall,
    due_timezone: due.dueTimezone,
    due_at: due.dueAt,
    created_at: at(task.createdDaysAgo),
    completed_at: task.completedDaysAgo === null ? null : at(task.completedDaysAgo),
  }
}

function* take<T>(source: Iterator<T>, count: number) {
  for (let taken = 0; taken < count; taken++) {
    const next = source.next()
    if (next.done) return
    yield next.value
  }
}

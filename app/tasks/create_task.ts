import { recordEvents } from '#app/messaging/record_event'
import type { Actor } from '#app/shared/actor'
import { rows, type Trx } from '#app/shared/database'
import { LIVE } from '#app/recurrence/series'
import { insertSeries } from '#app/recurrence/series_store'
import { seriesCreated } from '#app/recurrence/series_transformer'
import { changeDue } from '#app/tasks/due_date'
import { newSeries } from '#app/tasks/new_series'
import { rememberWords, wordsOf } from '#app/tasks/search_words'
import { DEFAULT_PRIORITY, NO_DUE, priorityRank, type Task } from '#app/tasks/task'
import { taskCreated } from '#app/tasks/task_events'
import { findTask } from '#app/tasks/task_row'
import { resolveTags, setTaskTags } from '#app/tasks/task_tags'
import type { CreateTaskInput } from '#app/tasks/task_validators'
import { fingerprint, rememberChange } from '#app/tasks/undo_entry'
import { stateOf } from '#app/tasks/change_tasks'

/**
 * Makes a task; tags that do not exist are made on the way. One that repeats is the first occurrence of a new series.
 * Taking it back puts it in the trash.
 */
export async function createTask(
  trx: Trx,
  actor: Actor,
  input: CreateTaskInput
): Promise<{ task: Task; undoId: string }> {
  const given = changeDue(NO_DUE, input, actor.timezone)
  const begins = newSeries(input, given, actor.timezone)
  const series =
    begins && (await insertSeries(trx, actor.userId, { ...begins.recurrence, ...LIVE }))
  const tagIds = await resolveTags(trx, actor, input.tags ?? [])
  const [created] = await rows<{ id: string }>(
    trx,
    `INSERT INTO tasks (user_id, title, description, priority, due_on, due_wall, due_timezone, due_at,
       series_id, occurrence_key, title_sort, search, created_at, updated_at)
     VALUES (:userId, :title, :description, :priority, :dueOn, :dueWall, :dueTimezone, :dueAt,
       :seriesId, :occurrenceKey, left(taskflow_fold(:title), 80), taskflow_search_vector(:userId, :title, :tagNames, :description),
       taskflow_now(), taskflow_now())
     RETURNING id`,
    {
      ...(begins?.due ?? given),
      seriesId: series?.id ?? null,
      occurrenceKey: begins?.key ?? null,
      userId: actor.userId,
      title: input.title,
      description: input.description ?? null,
      priority: priorityRank(input.priority ?? DEFAULT_PRIORITY),
      tagNames: (input.tags ?? []).join(' '),
    }
  )
  if (!created) throw new Error('a task was not written')
  await setTaskTags(trx, [{ taskId: created.id, tagIds }])
  const task = await findTask(trx, actor.userId, created.id)
  if (!task) throw new Error('a task is gone within its own transaction')
  await rememberWords(trx, actor.userId, [wordsOf(task)])
  const undoId = await rememberChange(trx, actor.userId, 'task.create', {
    tasks: [
      { id: task.id, before: null, version: task.version, after: fingerprint(stateOf(task)) },
    ],
  })
  await recordEvents(trx, actor, [...(series ? [seriesCreated(series)] : []), taskCreated(task)])
  return { task, undoId }
}

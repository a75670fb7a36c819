import { recordEvents } from '#app/messaging/record_event'
import { LIVE } from '#app/recurrence/series'
import { insertSeries } from '#app/recurrence/series_store'
import { seriesCreated } from '#app/recurrence/series_transformer'
import type { Actor } from '#app/shared/actor'
import type { Trx } from '#app/shared/database'
import { changeDue } from '#app/tasks/due_date'
import { insertTask } from '#app/tasks/insert_task'
import { newSeries } from '#app/tasks/occurrences/new_series'
import { rememberWords, wordsOf } from '#app/tasks/search_words'
import { DEFAULT_PRIORITY, NO_DUE, type Task } from '#app/tasks/task'
import { taskCreated } from '#app/tasks/task_events'
import { resolveTags } from '#app/tasks/task_tags'
import type { CreateTaskInput } from '#app/tasks/task_validators'
import { fingerprint, rememberChange } from '#app/tasks/undo_entry'
import { stateOf } from '#app/tasks/task_state'

/**
 * Makes a task; tags that do not exist are made on the way. One that repeats is the first occurrence of a new series.
 * Taking it back puts it in the trash.
 */
export async function createTask(
  trx: Trx,
  actor: Actor,
  input: CreateTaskInput
): Promise<{ task: Task; undoId: string }> {
  const due = changeDue(NO_DUE, input, actor.timezone)
  const begins = newSeries(input, due, actor.timezone)
  const series =
    begins && (await insertSeries(trx, actor.userId, { ...begins.recurrence, ...LIVE }))
  const task = await insertTask(trx, actor.userId, {
    title: input.title,
    description: input.description ?? null,
    priority: input.priority ?? DEFAULT_PRIORITY,
    due: begins?.due ?? due,
    tagIds: await resolveTags(trx, actor, input.tags ?? []),
    seriesId: series?.id ?? null,
    occurrenceKey: begins?.key ?? null,
  })
  await rememberWords(trx, actor.userId, [wordsOf(task)])
  const undoId = await rememberChange(trx, actor.userId, 'task.create', {
    tasks: [
      { id: task.id, before: null, version: task.version, after: fingerprint(stateOf(task)) },
    ],
  })
  const made = series ? [seriesCreated(series)] : []
  await recordEvents(trx, actor, [...made, taskCreated(task)])
  return { task, undoId }
}

import { type EventSource, recordEvents } from '#app/messaging/record_event'
import { endSeries } from '#app/recurrence/end_series'
import type { Series } from '#app/recurrence/series'
import { lockSeries } from '#app/recurrence/series_store'
import { rows, type Trx } from '#app/shared/database'
import { nowInstant } from '#app/shared/time'
import { insertTask } from '#app/tasks/insert_task'
import { closingOf } from '#app/tasks/occurrences/closing'
import { dueOfKey, isPending } from '#app/tasks/occurrences/occurrence'
import { waitingOf } from '#app/tasks/occurrences/waiting_query'
import type { Task } from '#app/tasks/task'
import { taskCreated } from '#app/tasks/task_events'
import { lockTasks } from '#app/tasks/task_row'
import { keepTags } from '#app/tasks/task_tags'
import { rememberChange } from '#app/tasks/undo_entry'

export interface MadeNext {
  /** Whether this call has made it. */
  created: boolean
  /** The next occurrence; null when there is none to be. */
  taskId: string | null
}

const NOTHING: MadeNext = { created: false, taskId: null }

/** A closed occurrence, as who asks for the next one knows it. */
export interface ClosedOccurrence {
  seriesId: string
  key: string
  /** Of the event that closed it: after an undo, or another closing, it is another one. */
  closingEventId: string
}

/**
 * Makes the occurrence that follows a closed one, once, however often and by how many it is asked for; a closing that was
 * taken back meanwhile makes none.
 */
export async function makeNext(
  trx: Trx,
  source: EventSource,
  { seriesId, key, closingEventId }: ClosedOccurrence
): Promise<MadeNext> {
  const [closed] = await closedOccurrences(
    trx,
    't.series_id = :seriesId AND t.occurrence_key = :key AND t.closing_event_id = :closingEventId',
    { seriesId, key, closingEventId }
  )
  if (!closed) return NOTHING
  const [series, task] = await hold(trx, closed)
  if (!series || task?.closingEventId !== closingEventId) return NOTHING
  if (task.nextTaskId) return { created: false, taskId: task.nextTaskId }
  if (series.endedAt || !isPending(task)) return NOTHING
  return make(trx, source, closed, series, task)
}

/**
 * The same for a series that goes on but waits for nothing: what follows its last closed occurrence is worked out anew.
 * Where nothing follows, the series ends.
 */
export async function makeMissing(
  trx: Trx,
  source: EventSource,
  seriesId: string
): Promise<MadeNext> {
  const [closed] = await closedOccurrences(
    trx,
    `t.series_id = :seriesId AND t.status = 'completed' AND NOT t.detached
     ORDER BY t.closed_at DESC NULLS LAST, t.completed_at DESC LIMIT 1`,
    { seriesId }
  )
  const [owner] = closed ? [closed.user_id] : await ownersOf(trx, seriesId)
  if (!owner) return NOTHING
  const [series] = await lockSeries(trx, owner, [seriesId])
  const waiting = await waitingOf(trx, [seriesId])
  if (!series || series.endedAt || waiting.size > 0) return NOTHING
  const [, task] = closed ? await hold(trx, closed) : []
  const nextKey = closed && task && closingOf(series, task, closed.timezone).nextKey
  if (!nextKey) {
    await endSeries(trx, source, owner, series, task ? 'rule' : 'person')
    return NOTHING
  }
  return make(trx, source, closed, series, { ...task, nextKey })
}

interface ClosedRow {
  id: string
  user_id: string
  series_id: string
  /** The owner's. */
  timezone: string
  tag_ids: string[]
}

function closedOccurrences(trx: Trx, condition: string, bindings: Record<string, string>) {
  return rows<ClosedRow>(
    trx,
    `SELECT t.id, t.user_id, t.series_id, u.timezone,
       ARRAY(SELECT tag_id::text FROM task_tags tt WHERE tt.task_id = t.id) AS tag_ids
     FROM tasks t JOIN users u ON u.id = t.user_id WHERE ${condition}`,
    bindings
  )
}

async function ownersOf(trx: Trx, seriesId: string): Promise<string[]> {
  const found = await rows<{ user_id: string }>(
    trx,
    'SELECT user_id FROM series WHERE id = :seriesId',
    { seriesId }
  )
  return found.map(({ user_id: id }) => id)
}

/** Tags, series, task: the order of every change. */
async function hold(trx: Trx, closed: ClosedRow) {
  await keepTags(trx, closed.user_id, closed.tag_ids)
  const [series] = await lockSeries(trx, closed.user_id, [closed.series_id])
  const [task] = await lockTasks(trx, closed.user_id, [closed.id])
  return [series, task] as const
}

/** A new task with what its predecessor says of it, due where the rule says. */
async function make(
  trx: Trx,
  source: EventSource,
  closed: ClosedRow,
  series: Series,
  task: Task
): Promise<MadeNext> {
  const key = await freeKey(trx, series, task, closed.timezone)
  if (key === null) {
    await rows(trx, 'UPDATE tasks SET next_key = NULL WHERE id = :id', { id: task.id })
    await endSeries(trx, source, closed.user_id, series, 'rule')
    return NOTHING
  }
  const next = await insertTask(trx, closed.user_id, {
    title: task.title,
    description: task.description,
    priority: task.priority,
    due: dueOfKey(key, series.timezone, closed.timezone),
    tagIds: task.tagIds,
    seriesId: series.id,
    occurrenceKey: key,
  })
  await rows(trx, 'UPDATE tasks SET next_key = :key, next_task_id = :nextId WHERE id = :id', {
    id: task.id,
    key,
    nextId: next.id,
  })
  // Nothing to take back by itself; the mark by which the sidebar knows that something changed.
  await rememberChange(trx, closed.user_id, 'occurrence.create', {})
  await recordEvents(trx, source, [{ ...taskCreated(next), userId: closed.user_id }])
  return { created: true, taskId: next.id }
}

/** A key that no task of the series has: one that was detached or is in the trash keeps its own. */
async function freeKey(
  trx: Trx,
  series: Series,
  task: Task,
  profileZone: string
): Promise<string | null> {
  for (let key = task.nextKey; key !== null;) {
    const [taken] = await rows(
      trx,
      'SELECT 1 FROM tasks WHERE series_id = :seriesId AND occurrence_key = :key',
      { seriesId: series.id, key }
    )
    if (!taken) return key
    const skipped = { occurrenceKey: key, completedAt: nowInstant(), skippedAt: nowInstant() }
    key = closingOf(series, skipped, profileZone).nextKey
  }
  return null
}

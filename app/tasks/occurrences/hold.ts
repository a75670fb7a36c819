import type { Series } from '#app/recurrence/series'
import { lockSeries } from '#app/recurrence/series_store'
import { rows, type Trx } from '#app/shared/database'
import type { Task } from '#app/tasks/task'
import { lockTasks } from '#app/tasks/task_row'

/** Tasks that are locked, with the series that they are in. */
export interface Held {
  /** In the order of their ids. */
  tasks: Task[]
  series: Map<string, Series>
}

/**
 * Locks tasks for a change: their series first, and everything in the order of its ids, so that no two changes wait
 * for each other in a circle. Whoever holds a series alone changes its occurrences.
 *
 * @param alsoSeries of the user, beside those that the tasks are in
 */
export async function holdTasks(
  trx: Trx,
  userId: string,
  ids: string[],
  alsoSeries: string[] = []
): Promise<Held> {
  const series = new Map<string, Series>()
  const hold = async (wanted: string[]) => {
    for (const one of await lockSeries(trx, userId, wanted)) series.set(one.id, one)
  }
  await hold([...new Set([...alsoSeries, ...(await seriesOf(trx, userId, ids))])])
  const tasks = await lockTasks(trx, userId, ids)
  // One that began to repeat between the two statements.
  await hold(tasks.flatMap(({ seriesId }) => (seriesId && !series.has(seriesId) ? seriesId : [])))
  return { tasks, series }
}

async function seriesOf(trx: Trx, userId: string, ids: string[]): Promise<string[]> {
  const found = await rows<{ series_id: string }>(
    trx,
    `SELECT DISTINCT series_id FROM tasks
     WHERE id = ANY(:ids::uuid[]) AND user_id = :userId AND series_id IS NOT NULL`,
    { ids, userId }
  )
  return found.map(({ series_id: id }) => id)
}

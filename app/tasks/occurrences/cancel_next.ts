import { rows, type Trx } from '#app/shared/database'

/**
 * Nothing follows what is closed in these series: they ended before the next occurrence was made, or it went with them.
 *
 * @param goneIds next occurrences that are gone for good
 */
export async function cancelNext(trx: Trx, seriesIds: string[], goneIds: string[]) {
  if (seriesIds.length === 0) return
  await rows(
    trx,
    `UPDATE tasks SET next_key = NULL, next_task_id = NULL
     WHERE series_id = ANY(:seriesIds::uuid[]) AND next_key IS NOT NULL AND NOT detached
       AND (next_task_id IS NULL OR next_task_id = ANY(:goneIds::uuid[]))`,
    { seriesIds, goneIds }
  )
}

import { rows, type Trx } from '#app/shared/database'

/** Nothing follows what is closed in these series: they ended before the next occurrence was made. */
export async function cancelNext(trx: Trx, seriesIds: string[]) {
  if (seriesIds.length === 0) return
  await rows(
    trx,
    `UPDATE tasks SET next_key = NULL
     WHERE series_id = ANY(:seriesIds::uuid[]) AND next_key IS NOT NULL AND next_task_id IS NULL AND NOT detached`,
    { seriesIds }
  )
}

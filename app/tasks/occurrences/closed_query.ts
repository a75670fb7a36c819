import { type Client, rows, type Trx } from '#app/shared/database'
import { type Instant, instantFromSql } from '#app/shared/time'

export interface LastClosed {
  occurrenceKey: string
  completedAt: Instant
  skippedAt: Instant | null
  /** How many of the series are closed by now. */
  count: number
}

/** The occurrence of a series that was closed last; undefined while none is. (index: tasks_closed) */
export async function lastClosed(
  client: Client,
  seriesId: string
): Promise<LastClosed | undefined> {
  const [row] = await rows<{
    key: string
    completed: string
    skipped: string | null
    count: number
  }>(
    client,
    `SELECT occurrence_key AS key, completed_at::text AS completed, skipped_at::text AS skipped,
       (count(*) OVER ())::int AS count
     FROM tasks WHERE series_id = :seriesId AND status = 'completed' AND NOT detached
     ORDER BY closed_at DESC NULLS LAST, completed_at DESC LIMIT 1`,
    { seriesId }
  )
  return (
    row && {
      occurrenceKey: row.key,
      completedAt: instantFromSql(row.completed),
      skippedAt: row.skipped === null ? null : instantFromSql(row.skipped),
      count: row.count,
    }
  )
}

/** Whether another task of the series has this key. */
export async function isKeyTaken(trx: Trx, seriesId: string, key: string, except: string) {
  const taken = await rows(
    trx,
    'SELECT 1 FROM tasks WHERE series_id = :seriesId AND occurrence_key = :key AND id <> :except',
    { seriesId, key, except }
  )
  return taken.length > 0
}

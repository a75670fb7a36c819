import { type Client, rows } from '#app/shared/database'

export interface SeriesFacts {
  completed: number
  skipped: number
  /** Dates of the rule that passed without their being done or skipped. */
  missed: number
  /** How many were done one after the other, up to now; a missed date ends it, a skip neither counts nor ends it. */
  streak: number
  openTaskId: string | null
}

/** What has become of the occurrences of series; those that were detached, or deleted for good, do not count. */
const CLOSED = `closed AS (
  SELECT series_id, skipped_at IS NOT NULL AS skipped, coalesce(missed, 0) AS missed,
    sum(coalesce(missed, 0)) OVER (PARTITION BY series_id ORDER BY closed_at DESC NULLS LAST, id DESC) AS missed_since
  FROM tasks WHERE series_id = ANY(:seriesIds::uuid[]) AND status = 'completed' AND NOT detached)`

const STREAK = 'count(*) FILTER (WHERE NOT skipped AND missed_since = 0)::int AS streak'

/** The figures of one series. (index: tasks_closed) */
export async function seriesFacts(client: Client, seriesId: string): Promise<SeriesFacts> {
  const [found] = await rows<SeriesFacts>(
    client,
    `WITH ${CLOSED}
     SELECT count(*) FILTER (WHERE NOT skipped)::int AS completed, count(*) FILTER (WHERE skipped)::int AS skipped,
       coalesce(sum(missed), 0)::int AS missed, ${STREAK},
       (SELECT id FROM tasks WHERE series_id = :seriesId AND status = 'active' AND deleted_at IS NULL AND NOT detached)
         AS "openTaskId"
     FROM closed`,
    { seriesIds: [seriesId], seriesId }
  )
  if (!found) throw new Error('an aggregate answered no row')
  return found
}

/** The streaks of many series by their ids; those that were never closed are absent. (index: tasks_closed) */
export async function streaksOf(client: Client, seriesIds: string[]): Promise<Map<string, number>> {
  if (seriesIds.length === 0) return new Map()
  const found = await rows<{ seriesId: string; streak: number }>(
    client,
    `WITH ${CLOSED} SELECT series_id AS "seriesId", ${STREAK} FROM closed GROUP BY series_id`,
    { seriesIds }
  )
  return new Map(found.map(({ seriesId, streak }) => [seriesId, streak]))
}

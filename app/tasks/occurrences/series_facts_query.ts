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

/**
 * What has become of the occurrences of a series; those that were detached, or deleted for good, do not count. (index:
 * tasks_occurrence_key)
 */
export async function seriesFacts(client: Client, seriesId: string): Promise<SeriesFacts> {
  const [found] = await rows<SeriesFacts>(
    client,
    `WITH closed AS (
       SELECT skipped_at IS NOT NULL AS skipped, coalesce(missed, 0) AS missed,
         sum(coalesce(missed, 0)) OVER (ORDER BY closed_at DESC NULLS LAST, id DESC) AS missed_since
       FROM tasks WHERE series_id = :seriesId AND status = 'completed' AND NOT detached)
     SELECT count(*) FILTER (WHERE NOT skipped)::int AS completed, count(*) FILTER (WHERE skipped)::int AS skipped,
       coalesce(sum(missed), 0)::int AS missed,
       count(*) FILTER (WHERE NOT skipped AND missed_since = 0)::int AS streak,
       (SELECT id FROM tasks WHERE series_id = :seriesId AND status = 'active' AND deleted_at IS NULL AND NOT detached)
         AS "openTaskId"
     FROM closed`,
    { seriesId }
  )
  if (!found) throw new Error('an aggregate answered no row')
  return found
}

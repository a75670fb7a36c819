import { type Client, rows } from '#app/shared/database'

/** What of a person keeps its times in a zone. */
export interface TimedInZone {
  /** Active timed tasks outside the trash. */
  taskIds: string[]
  /** Live series. */
  seriesIds: string[]
  /** What shows something of those series beside those tasks: closed occurrences whose next one is still to be made, and open ones in another zone. */
  relatedIds: string[]
  /** As a person counts: a series and its open occurrence are one task. */
  count: number
}

/**
 * What "move my tasks to another zone" is about.
 *
 * Indexes: tasks_due, series_user, tasks_one_open, tasks_one_pending.
 *
 * @param zone IANA name, as tasks have it
 */
export async function timedInZone(
  client: Client,
  userId: string,
  zone: string
): Promise<TimedInZone> {
  const [found] = await rows<TimedInZone>(
    client,
    `WITH timed AS MATERIALIZED (
       SELECT id, CASE WHEN NOT detached THEN series_id END AS series_id FROM tasks
       WHERE user_id = :userId AND status = 'active' AND deleted_at IS NULL AND due_timezone = :zone),
     live AS MATERIALIZED (
       SELECT id FROM series WHERE user_id = :userId AND timezone = :zone AND ended_at IS NULL),
     related AS (
       SELECT t.id FROM live JOIN tasks t ON t.series_id = live.id AND NOT t.detached
         AND ((t.status = 'active' AND t.deleted_at IS NULL) OR (t.next_key IS NOT NULL AND t.next_task_id IS NULL))
       WHERE t.id NOT IN (SELECT id FROM timed))
     SELECT ARRAY(SELECT id::text FROM timed) AS "taskIds", ARRAY(SELECT id::text FROM live) AS "seriesIds",
       ARRAY(SELECT id::text FROM related) AS "relatedIds",
       (SELECT count(*)::int FROM timed) + (SELECT count(*)::int FROM live
         WHERE NOT EXISTS (SELECT FROM timed WHERE timed.series_id = live.id)) AS count`,
    { userId, zone }
  )
  if (!found) throw new Error('a query of aggregates answered no row')
  return found
}

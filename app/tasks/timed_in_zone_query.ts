import { type Client, rows } from '#app/shared/database'

/** What of a person keeps its times in a zone. */
export interface TimedInZone {
  /** Active timed tasks outside the trash. */
  taskIds: string[]
  /** Live series of the zone, and those that the tasks are in. */
  seriesIds: string[]
  /** What else shows a series of the zone: closed occurrences whose next one is still to be made, open ones in another zone. */
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
       SELECT id, series_id, detached FROM tasks
       WHERE user_id = :userId AND status = 'active' AND deleted_at IS NULL AND due_timezone = :zone),
     live AS MATERIALIZED (
       SELECT id FROM series WHERE user_id = :userId AND timezone = :zone AND ended_at IS NULL)
     SELECT ARRAY(SELECT id::text FROM timed) AS "taskIds",
       ARRAY(SELECT id::text FROM live UNION SELECT series_id::text FROM timed WHERE series_id IS NOT NULL) AS "seriesIds",
       ARRAY(SELECT t.id::text FROM live JOIN tasks t ON t.series_id = live.id AND NOT t.detached
           AND ((t.status = 'active' AND t.deleted_at IS NULL) OR (t.next_key IS NOT NULL AND t.next_task_id IS NULL))
         WHERE t.id NOT IN (SELECT id FROM timed)) AS "relatedIds",
       (SELECT count(*) FROM timed)::int + (SELECT count(*) FROM live WHERE NOT EXISTS (
         SELECT FROM timed WHERE timed.series_id = live.id AND NOT timed.detached))::int AS count`,
    { userId, zone }
  )
  if (!found) throw new Error('a query of aggregates answered no row')
  return found
}

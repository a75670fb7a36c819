import { HELD_LEASE, leaseValues, type Lease } from '#app/messaging/lease'
import type { DirectConnection } from '#app/platform/direct_connection'

/** A statement stays short; what is left is numbered by the next one. */
export const NUMBERED_AT_ONCE = 1000

/**
 * Numbers committed events in the order of their recording, under the lease of the relay; answers how many. One writer
 * that numbers what is committed is what makes positions free of gaps and never hides a slow transaction behind a
 * later one, as numbers taken before the commit would. (index: events_unnumbered)
 */
export async function numberEvents(connection: DirectConnection, lease: Lease): Promise<number> {
  const numbered = await connection.query(NUMBER, [...leaseValues(lease), NUMBERED_AT_ONCE])
  return numbered.length
}

const NUMBER = `
  WITH lease AS MATERIALIZED (${HELD_LEASE}),
  fresh AS MATERIALIZED (
    SELECT id, user_id, row_number() OVER (ORDER BY id) AS n, row_number() OVER (PARTITION BY user_id ORDER BY id) AS user_n
    FROM (SELECT id, user_id FROM events WHERE position IS NULL ORDER BY id LIMIT $4) AS unnumbered
    WHERE EXISTS (SELECT FROM lease)),
  all_users AS (
    INSERT INTO event_positions AS p (last) SELECT count(*) FROM fresh HAVING count(*) > 0
    ON CONFLICT (is_only) DO UPDATE SET last = p.last + excluded.last
    RETURNING last - (SELECT count(*) FROM fresh) AS base),
  counts AS (SELECT user_id, count(*) AS fresh FROM fresh GROUP BY user_id),
  each_user AS (
    INSERT INTO user_event_sequences AS s (user_id, last) SELECT user_id, fresh FROM counts ORDER BY user_id
    ON CONFLICT (user_id) DO UPDATE SET last = s.last + excluded.last
    RETURNING user_id, last)
  UPDATE events SET position = all_users.base + fresh.n, user_seq = each_user.last - counts.fresh + fresh.user_n
  FROM fresh JOIN counts USING (user_id) JOIN each_user USING (user_id), all_users
  WHERE events.id = fresh.id
  RETURNING 1 AS numbered`

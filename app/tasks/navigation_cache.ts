import { clock } from '#app/shared/clock'
import type { Actor } from '#app/shared/actor'
import { type Client, rows } from '#app/shared/database'
import type { Navigation } from '#app/tasks/navigation_query'

/** What the sidebar said, and all that is needed to know whether it still says so. */
export interface CountedNavigation {
  navigation: Navigation
  /** `pg_current_snapshot()` of the statement that counted. */
  snapshot: string
  /** Milliseconds since the epoch: when the clock alone changes a count (a task becomes overdue, a day ends). */
  validUntilMs: number
}

/** With fewer tasks counting costs as little as asking whether anything changed. */
const CACHED_FROM_TASKS = 1000
const PEOPLE_MAX = 1000
const AGE_MAX_MS = 60 * 60 * 1000 // well within the day for which undo entries, the marks of change, are kept

type Kept = CountedNavigation & { zone: string; countedAtMs: number }
const kept = new Map<string, Kept>()

/**
 * Counts again only when something changed. Every change of tasks and tags leaves an undo entry in its transaction;
 * one whose transaction the snapshot of the count did not see is a change since. That is exact whichever process made
 * it, and asks nothing of those who write.
 */
export async function cachedNavigation(
  client: Client,
  actor: Actor,
  count: () => Promise<CountedNavigation>
): Promise<Navigation> {
  const known = kept.get(actor.userId)
  if (known && isInTime(known, actor) && !(await changedSince(client, actor, known.snapshot))) {
    return known.navigation
  }
  kept.delete(actor.userId)
  const countedAtMs = clock.nowMs()
  const counted = await count()
  if (counted.navigation.counts.all >= CACHED_FROM_TASKS) {
    keep(actor.userId, { ...counted, zone: actor.timezone, countedAtMs })
  }
  return counted.navigation
}

function isInTime({ zone, countedAtMs, validUntilMs }: Kept, actor: Actor) {
  const nowMs = clock.nowMs()
  return (
    zone === actor.timezone &&
    nowMs >= countedAtMs &&
    nowMs < Math.min(validUntilMs, countedAtMs + AGE_MAX_MS)
  )
}

/** Index: undo_entries_user. (Counted, not EXISTS: for that the planner would rather walk the whole table, hoping.) */
async function changedSince(client: Client, { userId }: Actor, snapshot: string) {
  const [answer] = await rows<{ changed: boolean }>(
    client,
    `SELECT count(*) > 0 AS changed FROM undo_entries WHERE user_id = :userId
       AND xid >= pg_snapshot_xmin(:snapshot::pg_snapshot)
       AND NOT pg_visible_in_snapshot(xid, :snapshot::pg_snapshot)`,
    { userId, snapshot }
  )
  return answer?.changed ?? true
}

/** The one who came first goes first: a Map keeps the order of insertion. */
function keep(userId: string, entry: Kept) {
  kept.set(userId, entry)
  const [oldest] = kept.keys()
  if (kept.size > PEOPLE_MAX && oldest !== undefined) kept.delete(oldest)
}

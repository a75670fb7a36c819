import type { Postgres } from '#tests/cluster/harness/postgres'
import { until } from '#tests/support/until'

/** Longer than an outage plus every back-off that it leaves behind. */
const SETTLE_SECONDS = 60

/** Committed events against what each consumer did of them. All figures but `events` are of what went wrong. */
export interface Verdict {
  events: number
  unpublished: number
  gapsInPositions: number
  gapsInUserSequences: number
  notAudited: number
  auditedOtherwise: number
  auditedOutOfOrder: number
  auditedButNeverCommitted: number
  missedByProbes: number
  doubledByProbes: number
  probedOutOfOrder: number
  /** Of events; not records that are none. */
  deadLetters: number
}

/** What a verdict is where nothing was lost, doubled, reordered or given up. */
export function faultless(events: number): Verdict {
  return {
    events,
    unpublished: 0,
    gapsInPositions: 0,
    gapsInUserSequences: 0,
    notAudited: 0,
    auditedOtherwise: 0,
    auditedOutOfOrder: 0,
    auditedButNeverCommitted: 0,
    missedByProbes: 0,
    doubledByProbes: 0,
    probedOutOfOrder: 0,
    deadLetters: 0,
  }
}

/**
 * Waits until every committed event has come to everybody, or no longer gets there, and judges then.
 *
 * @param replayed users with an event that was given up and replayed: it came after later ones
 */
export async function verdict(
  postgres: Postgres,
  replayed: readonly string[] = []
): Promise<Verdict> {
  const settled = () => isSettled(postgres).catch(() => false)
  await until('every event has arrived', settled, SETTLE_SECONDS).catch(() => undefined)
  const [judged] = await postgres.query<Record<string, string>>(VERDICT, [replayed])
  return Object.fromEntries(
    Object.entries(judged!).map(([name, value]) => [name, Number(value)])
  ) as unknown as Verdict
}

async function isSettled(postgres: Postgres): Promise<boolean> {
  const [state] = await postgres.query<{ settled: boolean }>(
    `SELECT NOT EXISTS (SELECT FROM events WHERE published_at IS NULL)
       AND (SELECT count(*) FROM events WHERE event_type NOT LIKE 'reminder.%') = (SELECT count(*) FROM audit_entries)
       AND (SELECT count(*) FROM events) = (SELECT count(DISTINCT event_id) FROM probe_effects) AS settled`
  )
  return state?.settled === true
}

/** An order is broken where the number before, in the order of doing, is not the one before. */
const inOrderOfDoing = (partition: string, order: string, table: string) =>
  `SELECT count(*) FROM (
     SELECT user_id, user_seq, lag(user_seq) OVER (PARTITION BY ${partition} ORDER BY ${order}) AS before FROM ${table}) AS done
   WHERE before > user_seq`

const VERDICT = `
  WITH
    numbered AS (SELECT *, event_type LIKE 'reminder.%' AS reminds FROM events),
    expected AS (
      SELECT event_id, CASE WHEN reminds THEN 'probe-notifier' ELSE 'probe-recurrer' END AS consumer FROM numbered)
  SELECT
    (SELECT count(*) FROM events) AS "events",
    (SELECT count(*) FROM events WHERE published_at IS NULL) AS "unpublished",
    (SELECT coalesce(max(position), 0) - count(position) FROM events) AS "gapsInPositions",
    (SELECT coalesce(sum(missing), 0) FROM (
       SELECT max(user_seq) - count(*) AS missing FROM events GROUP BY user_id) AS users) AS "gapsInUserSequences",
    (SELECT count(*) FROM numbered WHERE NOT reminds AND event_id NOT IN (SELECT event_id FROM audit_entries)) AS "notAudited",
    (SELECT count(*) FROM events e JOIN audit_entries a USING (event_id)
       WHERE (e.position, e.user_seq, e.event_type, e.user_id, e.data, e.actor)
         IS DISTINCT FROM (a.position, a.user_seq, a.event_type, a.user_id, a.data, a.actor)) AS "auditedOtherwise",
    (${inOrderOfDoing('user_id', 'id', 'audit_entries')}) AS "auditedOutOfOrder",
    (SELECT count(*) FROM audit_entries WHERE event_id NOT IN (SELECT event_id FROM events)) AS "auditedButNeverCommitted",
    (SELECT count(*) FROM expected WHERE (event_id, consumer) NOT IN (SELECT event_id, consumer FROM probe_effects)) AS "missedByProbes",
    (SELECT count(*) - count(DISTINCT (consumer, event_id)) FROM probe_effects) AS "doubledByProbes",
    (${inOrderOfDoing('consumer, user_id', 'n', 'probe_effects')} AND user_id <> ALL($1::uuid[])) AS "probedOutOfOrder",
    (SELECT count(*) FROM dead_letters WHERE event_id IS NOT NULL) AS "deadLetters"`

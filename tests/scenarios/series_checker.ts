import type { Postgres } from '#tests/cluster/harness/postgres'
import { until } from '#tests/support/until'

/** What every series promises. All figures but the first three are of what went wrong. */
export interface SeriesVerdict {
  series: number
  /** Occurrences that are open. */
  open: number
  /** Occurrences that were made by Taskflow itself, and are there. */
  made: number
  severalOpen: number
  /** Live, and neither an open occurrence nor one whose next is to be made. */
  stranded: number
  /** Both at once. */
  waitingTwice: number
  doubledKeys: number
  /** Not the first of their series, and nothing that was closed says that they follow it. */
  orphans: number
  /** Closed, and what is said to follow is not there. */
  dangling: number
  /** Their next is still to be made. */
  pending: number
}

/** What a verdict is where each series waits for one open occurrence, and nothing was lost or doubled. */
export function sound({ series, made }: { series: number; made: number }): SeriesVerdict {
  return {
    series,
    open: series,
    made,
    severalOpen: 0,
    stranded: 0,
    waitingTwice: 0,
    doubledKeys: 0,
    orphans: 0,
    dangling: 0,
    pending: 0,
  }
}

/** One row with the figures of a verdict, as numbers. */
export const SERIES_VERDICT = `
  WITH
    occurrences AS (
      SELECT t.*,
        status = 'active' AND deleted_at IS NULL AS is_open,
        next_key IS NOT NULL AND next_task_id IS NULL AS is_pending,
        t.id <> first_value(t.id) OVER (PARTITION BY series_id ORDER BY t.id) AS is_later
      FROM tasks t WHERE series_id IS NOT NULL AND NOT detached),
    states AS (
      SELECT s.id, s.ended_at IS NULL AS is_live,
        count(*) FILTER (WHERE o.is_open) AS open, count(*) FILTER (WHERE o.is_pending) AS pending
      FROM series s LEFT JOIN occurrences o ON o.series_id = s.id GROUP BY s.id)
  SELECT
    (SELECT count(*) FROM series)::int AS "series",
    (SELECT count(*) FROM occurrences WHERE is_open)::int AS "open",
    (SELECT count(*) FROM occurrences o WHERE EXISTS (SELECT FROM events e
       WHERE e.task_id = o.id AND e.event_type = 'task.created' AND e.actor ->> 'kind' = 'system'))::int AS "made",
    (SELECT count(*) FROM states WHERE open > 1)::int AS "severalOpen",
    (SELECT count(*) FROM states WHERE is_live AND open + pending = 0)::int AS "stranded",
    (SELECT count(*) FROM states WHERE open + pending > 1 OR (NOT is_live AND open + pending > 0))::int AS "waitingTwice",
    (SELECT count(*) FROM (SELECT FROM tasks WHERE series_id IS NOT NULL
       GROUP BY series_id, occurrence_key HAVING count(*) > 1) AS doubled)::int AS "doubledKeys",
    (SELECT count(*) FROM occurrences o WHERE is_later
       AND NOT EXISTS (SELECT FROM tasks p WHERE p.next_task_id = o.id))::int AS "orphans",
    (SELECT count(*) FROM tasks t WHERE next_task_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM tasks n WHERE n.id = t.next_task_id))::int AS "dangling",
    (SELECT count(*) FROM occurrences WHERE is_pending)::int AS "pending"`

/** Longer than an outage plus every back-off that it leaves behind. */
const SETTLE_SECONDS = 60

type Queried = Pick<Postgres, 'query'>

export async function seriesVerdictOf(postgres: Queried): Promise<SeriesVerdict> {
  const [judged] = await postgres.query<SeriesVerdict & Record<string, number>>(SERIES_VERDICT)
  return judged!
}

/** Waits until the recurrer has heard of every closing and nothing is pending, or no longer gets there, and judges then. */
export async function settledSeriesVerdict(postgres: Queried): Promise<SeriesVerdict> {
  const settled = async () => {
    const [state] = await postgres.query<{ settled: boolean }>(SETTLED)
    return state?.settled
  }
  await until('every closing was followed', settled, SETTLE_SECONDS)
  return seriesVerdictOf(postgres)
}

const SETTLED = `
  SELECT NOT EXISTS (SELECT FROM tasks WHERE next_key IS NOT NULL AND next_task_id IS NULL AND NOT detached)
    AND NOT EXISTS (
      SELECT FROM events e WHERE e.event_type IN ('task.completed', 'task.skipped') AND NOT EXISTS (
        SELECT FROM processed_events p WHERE p.consumer = 'recurrer' AND p.event_id = e.event_id)) AS settled`

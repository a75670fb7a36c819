import { paced } from './open_loop.js'
import type { Crowd } from './person.js'
import { quantiles, type Quantiles } from './quantiles.js'
import { lastEventId, settled, type Stage } from './stage.js'

const WARM_UP_SECONDS = 5

export interface LatencyFigures {
  /** Changes that were really made. */
  perSecond: number
  events: number
  published: Quantiles
  handled: Quantiles
}

/**
 * How long events take at an even pace of changes over HTTP. All clocks are the database's: from the insertion into the
 * outbox (a little before its commit, the wait for the disk included), to the relay's mark, and to the auditor's
 * insertion of its entry.
 */
export async function eventLatency(
  stage: Stage,
  crowd: Crowd,
  pace: { perSecond: number; seconds: number }
): Promise<LatencyFigures> {
  await paced(pace.perSecond, WARM_UP_SECONDS, crowd.change)
  await settled(stage)
  const mark = await lastEventId(stage)
  const { perSecond } = await paced(pace.perSecond, pace.seconds, crowd.change)
  await settled(stage)
  const rows = await stage.postgres.query<{ published: number; handled: number }>(
    `SELECT extract(epoch FROM e.published_at - e.committed_at)::float8 * 1000 AS published,
       extract(epoch FROM a.stored_at - e.committed_at)::float8 * 1000 AS handled
     FROM events e JOIN audit_entries a USING (event_id) WHERE e.id > $1`,
    [mark]
  )
  return {
    perSecond,
    events: rows.length,
    published: quantiles(rows.map(({ published }) => published)),
    handled: quantiles(rows.map(({ handled }) => handled)),
  }
}

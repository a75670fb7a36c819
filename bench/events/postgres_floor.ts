import pg from 'pg'
import type { Postgres } from '#tests/cluster/harness/postgres'
import { until } from '#tests/support/until'
import { fillOutbox } from './backlog.js'
import type { Floor } from './floor.js'
import { paced } from './open_loop.js'
import { quantiles } from './quantiles.js'

const PUBLISH_BATCH = 200 // what the relay takes at once of 20 users
const HANDLE_BATCH = 100 // what an embedded consumer takes at once

/** Tables like those of the product, with their indexes and nobody else at them. */
const TABLES = `
  DROP SCHEMA IF EXISTS bench CASCADE;
  CREATE SCHEMA bench;
  CREATE TABLE bench.events (LIKE events INCLUDING ALL);
  CREATE TABLE bench.processed_events (LIKE processed_events INCLUDING ALL);
  CREATE TABLE bench.audit_entries (LIKE audit_entries INCLUDING ALL)`

const EMPTY = 'TRUNCATE bench.events, bench.processed_events, bench.audit_entries RESTART IDENTITY'

const NUMBER_AND_MARK = `
  UPDATE bench.events SET position = id, user_seq = id, published_at = clock_timestamp() WHERE id > $1 AND id <= $2`

const STORE = `
  WITH fresh AS (SELECT * FROM bench.events WHERE id > $1 AND id <= $2),
  inbox AS (INSERT INTO bench.processed_events (consumer, event_id) SELECT 'bench', event_id FROM fresh)
  INSERT INTO bench.audit_entries (event_id, position, user_seq, user_id, task_id, event_type, schema_version, occurred_at,
    actor, request_id, traceparent, data, understood)
  SELECT event_id, id, id, user_id, task_id, event_type, schema_version, recorded_at, actor, request_id, traceparent,
    data, true FROM fresh`

/** What PostgreSQL alone takes for it: insert, NOTIFY to another connection, store inbox and audit rows in one statement. */
export async function postgresFloor(
  postgres: Postgres,
  pace: { perSecond: number; seconds: number },
  events: number,
  userIds: readonly string[]
): Promise<Floor> {
  await postgres.query(TABLES)
  const reader = new pg.Client({ connectionString: postgres.url })
  await reader.connect()
  try {
    await latency(postgres, reader, { ...pace, seconds: 1 }, userIds) // not counted: connects and compiles
    const at = await latency(postgres, reader, pace, userIds)
    return { ...at, ...(await rate(postgres, reader, events, userIds)) }
  } finally {
    await reader.end()
  }
}

/** One event at a time, at an even pace. */
async function latency(
  postgres: Postgres,
  reader: pg.Client,
  pace: { perSecond: number; seconds: number },
  userIds: readonly string[]
) {
  const began: number[] = []
  const published: number[] = []
  const handled: number[] = []
  let storing: Promise<unknown> = Promise.resolve()
  await postgres.query(EMPTY)
  const store = async (tick: number) => {
    await reader.query(STORE, [tick, tick + 1]) // ids begin with 1
    handled.push(performance.now() - began[tick]!)
  }
  reader.on('notification', ({ payload }) => {
    const tick = Number(payload)
    published.push(performance.now() - began[tick]!)
    storing = storing.then(() => store(tick))
  })
  await reader.query('LISTEN bench_floor')
  await paced(pace.perSecond, pace.seconds, async (tick) => {
    began[tick] = performance.now()
    await fillOutbox(postgres, 'bench.events', 1, [userIds[tick % userIds.length]!])
    await postgres.query(`SELECT pg_notify('bench_floor', $1)`, [String(tick)])
  })
  await until('all are handled', () => handled.length === began.length)
  await storing
  await reader.query('UNLISTEN bench_floor')
  reader.removeAllListeners('notification')
  return { published: quantiles(published), handled: quantiles(handled) }
}

/** Batch after batch, each a transaction. */
async function rate(
  postgres: Postgres,
  reader: pg.Client,
  events: number,
  userIds: readonly string[]
) {
  await postgres.query(EMPTY)
  await fillOutbox(postgres, 'bench.events', events, userIds)
  const perSecond = async (statement: string, batch: number) => {
    const began = performance.now()
    for (let id = 0; id < events; id += batch) await reader.query(statement, [id, id + batch])
    return (events * 1000) / (performance.now() - began)
  }
  return {
    publishedPerSecond: await perSecond(NUMBER_AND_MARK, PUBLISH_BATCH),
    handledPerSecond: await perSecond(STORE, HANDLE_BATCH),
  }
}

import { CATALOGUE } from '#app/messaging/catalogue'
import { exampleOf } from '#app/messaging/catalogue_examples'
import type { Postgres } from '#tests/cluster/harness/postgres'
import { RelayHold } from './relay_hold.js'
import { lastEventId, published, settled, type Stage } from './stage.js'

export interface DrainFigures {
  events: number
  users: number
  /** From the moment that a process leads until the last one is marked. */
  publishedPerSecond: number
  /** From the first to the last entry of the auditor. */
  handledPerSecond: number
}

/** How fast one relay publishes a backlog, and how fast the auditor stores it, both at the same time. */
export async function drain(
  stage: Stage,
  events: number,
  userIds: readonly string[]
): Promise<DrainFigures> {
  const backlog = await makeBacklog(stage, events, userIds)
  await settled(stage)
  return figuresOf(stage, backlog)
}

/** The same with everybody who reads events away until all are published: neither takes anything from the other. */
export async function drainInTurn(
  stage: Stage,
  events: number,
  userIds: readonly string[]
): Promise<DrainFigures> {
  await settled(stage)
  await Promise.all(stage.readers.map((reader) => reader.stop()))
  const backlog = await makeBacklog(stage, events, userIds)
  await published(stage)
  await Promise.all(stage.readers.map((reader) => reader.start()))
  await settled(stage)
  return figuresOf(stage, backlog)
}

interface Backlog {
  events: number
  users: number
  /** Id of the event before its first. */
  after: string
  /** When a process began to lead, by the database's clock. */
  led: string
}

async function makeBacklog(
  stage: Stage,
  events: number,
  userIds: readonly string[]
): Promise<Backlog> {
  const { postgres } = stage
  await published(stage)
  const hold = await RelayHold.take(postgres)
  const after = await lastEventId(stage)
  await fillOutbox(postgres, 'events', events, userIds)
  return { events, users: userIds.length, after, led: await hold.release() }
}

async function figuresOf({ postgres }: Stage, { events, users, after, led }: Backlog) {
  const [took] = await postgres.query<{ publishing: number; handling: number }>(
    `SELECT extract(epoch FROM max(e.published_at) - $2::timestamptz)::float8 AS publishing,
       extract(epoch FROM max(a.stored_at) - min(a.stored_at))::float8 AS handling
     FROM events e JOIN audit_entries a USING (event_id) WHERE e.id > $1`,
    [after, led]
  )
  return {
    events,
    users,
    publishedPerSecond: events / (took?.publishing ?? Number.NaN),
    handledPerSecond: events / (took?.handling ?? Number.NaN),
  }
}

/** Changes of tasks, the users in turn, straight into a table of events. */
export async function fillOutbox(
  postgres: Postgres,
  table: string,
  events: number,
  userIds: readonly string[]
) {
  const { data, actor, traceparent } = exampleOf('task.updated')
  await postgres.query(
    `INSERT INTO ${table} (event_id, event_type, schema_version, topic, updates_topic, recorded_at, user_id, task_id, data, actor, request_id, traceparent)
     SELECT uuidv7(), 'task.updated', $1, 'task-events', 'task-updates', clock_timestamp(), ($2::uuid[])[1 + n % cardinality($2::uuid[])], uuidv7(), $3, $4, 'benchmark', $5
     FROM generate_series(0, $6::int - 1) AS n ORDER BY n`,
    [CATALOGUE['task.updated'].schemaVersion, userIds, data, actor, traceparent, events]
  )
}

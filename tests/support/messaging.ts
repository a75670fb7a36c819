import { randomUUID } from 'node:crypto'
import { getActiveTest } from '@japa/runner'
import type { Lease } from '#app/messaging/lease'
import { EVENT_COLUMNS, envelopeFromRow, type EventRow } from '#app/messaging/event_row'
import type { EventEnvelope } from '#app/messaging/event'
import { DirectConnection } from '#app/platform/direct_connection'
import type { BusRecord, EventBus, Published } from '#app/platform/ports/event_bus'
import { database, inTransaction, rows } from '#app/shared/database'
import { recordEvents } from '#app/messaging/record_event'
import { TEST_DATABASE } from './database.js'
import { testDatabaseUrl } from './test_postgres.js'

/** A connection of the active test's own. */
export function connectionOfTest({
  connectionString = testDatabaseUrl(TEST_DATABASE),
  queryTimeoutMs = 5000,
} = {}): DirectConnection {
  const connection = new DirectConnection({ connectionString, name: 'test', queryTimeoutMs })
  getActiveTest()?.cleanup(() => connection.close())
  return connection
}

/** A lease that is held by the row in the database and lasts until `end` is called, or the test ends. */
export async function leaseOfTest(name: string): Promise<Lease & { end(): void }> {
  const ended = new AbortController()
  const holder = randomUUID()
  const [taken] = await rows<{ epoch: string }>(
    database(),
    `INSERT INTO leases AS l (name, holder, epoch, expires_at) VALUES (:name, :holder, 1, 'infinity')
     ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, epoch = l.epoch + 1 RETURNING epoch::text AS epoch`,
    { name, holder }
  )
  getActiveTest()?.cleanup(() => ended.abort())
  return {
    name,
    holder,
    epoch: taken!.epoch,
    signal: ended.signal,
    lasts: () => !ended.signal.aborted,
    end: () => ended.abort(),
  }
}

/** Records events of users without any change of theirs; answers nothing, as an action would. */
export async function recordFor(userId: string, count = 1) {
  await inTransaction((trx) =>
    recordEvents(
      trx,
      {
        kind: 'system',
        id: userId,
        label: 'test',
        via: 'system',
        requestId: null,
        traceparent: null,
      },
      Array.from({ length: count }, () => ({
        type: 'account.deleted' as const,
        taskId: null,
        userId,
        data: {},
      }))
    )
  )
}

export interface OutboxRow {
  event_id: string
  user_id: string
  position: number | null
  user_seq: number | null
  published: boolean
}

/** The outbox in the order of recording. */
export async function outbox(): Promise<OutboxRow[]> {
  return rows<OutboxRow>(
    database(),
    `SELECT event_id, user_id, position::int AS position, user_seq::int AS user_seq, published_at IS NOT NULL AS published
     FROM events ORDER BY id`
  )
}

/** The events as they travel, by position. */
export async function numberedEvents(): Promise<EventEnvelope[]> {
  const numbered = await rows<EventRow>(
    database(),
    `SELECT ${EVENT_COLUMNS} FROM events e WHERE e.position IS NOT NULL ORDER BY e.position`
  )
  return numbered.map(envelopeFromRow)
}

/** A broker of the test's own: keeps what it takes, and refuses or hangs as it is told. The real one is the cluster's. */
export class BrokerOfTest implements EventBus {
  taken: BusRecord[] = []
  refuse: (record: BusRecord) => boolean = () => false
  before: () => Promise<void> = async () => {}

  async publish(records: readonly BusRecord[]): Promise<Published> {
    await this.before()
    const done = new Set<number>()
    const stopped = new Set<string>()
    for (const [index, record] of records.entries()) {
      const lane = `${record.topic} ${record.key}`
      if (stopped.has(lane)) continue
      if (this.refuse(record)) stopped.add(lane)
      else {
        done.add(index)
        this.taken.push(record)
      }
    }
    return stopped.size > 0 ? { done, error: 'refused by the test' } : { done }
  }

  /** Ids of a user's events in the order in which they came for the first time. */
  idsOf(userId: string, topic = 'task-events'): string[] {
    const ids = this.taken.filter((each) => each.key === userId && each.topic === topic)
    return [...new Set(ids.map(({ id }) => id))]
  }
}

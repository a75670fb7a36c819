import { randomUUID } from 'node:crypto'
import { getActiveTest } from '@japa/runner'
import { auditor } from '#app/audit/consumers'
import { consume } from '#app/messaging/consume'
import { EmbeddedConsumer } from '#app/messaging/embedded_consumer'
import type { EventEnvelope } from '#app/messaging/event'
import { Relay } from '#app/messaging/relay'
import { WakeUp } from '#app/messaging/wake_up'
import { database, rows } from '#app/shared/database'
import { ApiUser, ok } from '#tests/support/api'
import { BrokerOfTest, connectionOfTest, leaseOfTest, outbox } from '#tests/support/messaging'
import { makePerson, makeToken } from '#tests/support/people'
import { until } from '#tests/support/until'

/** Somebody whose token may change tasks and read the audit trail. */
export async function aReader(timezone = 'UTC'): Promise<ApiUser> {
  const user = await makePerson({ timezone, password: null })
  return new ApiUser(user, await makeToken(user, ['tasks:read', 'tasks:write', 'audit:read']))
}

let position = 0

/** An event as it comes from the broker; a renamed task unless told otherwise. */
export function anEvent(userId: string, fields: Record<string, unknown> = {}): EventEnvelope {
  position += 1
  const taskId = randomUUID()
  return {
    event_id: randomUUID(),
    event_type: 'task.updated',
    schema_version: 1,
    timestamp: '2026-11-20T19:03:11.803114Z',
    user_id: userId,
    task_id: taskId,
    position,
    user_seq: position,
    data: {
      task: { id: taskId, title: 'Prune the roses' },
      changes: { title: { from: 'Prune', to: 'Prune the roses' } },
    },
    actor: { kind: 'token', id: '7', label: 'her phone', via: 'api' },
    request_id: 'request-1',
    traceparent: null,
    ...fields,
  } as EventEnvelope
}

/** Hands an event to the auditor, as either platform does; answers what became of it. */
export const audit = (event: EventEnvelope) => consume(auditor, event)

/** Stores several events of one person, one after the other; answers them in that order. */
export async function audited(userId: string, ...fields: Record<string, unknown>[]) {
  const events = fields.map((each) => anEvent(userId, each))
  for (const event of events) await audit(event)
  return events
}

export interface StoredEntry {
  event_id: string
  data: object
  actor: { label: string }
  understood: boolean
  erased: boolean
}

/** The trail of a person as it is in the database, in the order of what happened. */
export async function trailOf(userId: string): Promise<StoredEntry[]> {
  return rows<StoredEntry>(
    database(),
    `SELECT event_id, data, actor, understood, erased_at IS NOT NULL AS erased
     FROM audit_entries WHERE user_id = :userId ORDER BY position`,
    { userId }
  )
}

/** Ids of the events of a list, in its order. */
export async function idsAt(by: ApiUser, path: string): Promise<string[]> {
  const list = await ok(by.get(path))
  return list.data.map((entry: { event_id: string }) => entry.event_id)
}

/** Takes what is in the outbox all the way, as the processes do: numbered by the relay, followed by the auditor. */
export async function letEventsArrive() {
  const relayLease = await leaseOfTest('relay')
  const auditorLease = await leaseOfTest('consumer:auditor')
  const [relayWakeUp, auditorWakeUp] = [new WakeUp(), new WakeUp()]
  const relay = new Relay({
    connection: connectionOfTest(),
    bus: new BrokerOfTest(),
    wakeUp: relayWakeUp,
    numbered: auditorWakeUp.wake,
    trouble: () => {},
  })
  const running = [
    relay.run(relayLease),
    new EmbeddedConsumer(auditor, auditorWakeUp).run(auditorLease),
  ]
  const end = () => (relayLease.end(), auditorLease.end())
  getActiveTest()?.cleanup(end)
  const recorded = (await outbox()).length
  try {
    await until('every event is in the trail', async () => {
      const [stored] = await rows<{ count: number }>(
        database(),
        'SELECT count(*)::int AS count FROM audit_entries'
      )
      return stored?.count === recorded && (await outbox()).every(({ published }) => published)
    })
  } finally {
    end()
    await Promise.all(running)
  }
}

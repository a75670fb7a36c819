import { randomUUID } from 'node:crypto'
import { getActiveTest, test } from '@japa/runner'
import type { Lease } from '#app/messaging/lease'
import { numberEvents } from '#app/messaging/number_events'
import { Relay } from '#app/messaging/relay'
import { WakeUp } from '#app/messaging/wake_up'
import { database, inTransaction, rows } from '#app/shared/database'
import {
  BrokerOfTest,
  connectionOfTest,
  leaseOfTest,
  outbox,
  recordFor,
} from '#tests/support/messaging'
import { until } from '#tests/support/until'

const allPublished = async () => (await outbox()).every(({ published }) => published)

test.group('Numbering', () => {
  test('committed events get positions without gaps in the order of their recording', async ({
    assert,
  }) => {
    const lease = await leaseOfTest('relay')
    const [ann, ben] = [randomUUID(), randomUUID()]
    for (const user of [ann, ben, ann, ann, ben]) await recordFor(user)
    await numberEvents(connectionOfTest(), lease)
    await recordFor(ben)
    await numberEvents(connectionOfTest(), lease)
    const numbered = await outbox()
    assert.deepEqual(
      numbered.map(({ position }) => position),
      [1, 2, 3, 4, 5, 6]
    )
    assert.deepEqual(
      numbered.map(({ user_seq }) => user_seq),
      [1, 1, 2, 3, 2, 3]
    )
  })

  test('a slow transaction is numbered when it commits, and hides behind nobody', async ({
    assert,
  }) => {
    const lease = await leaseOfTest('relay')
    const connection = connectionOfTest()
    const [slow, fast] = [randomUUID(), randomUUID()]
    const mayCommit = Promise.withResolvers<void>()
    const recorded = Promise.withResolvers<void>()
    const slowOne = inTransaction(async (trx) => {
      await rows(
        trx,
        `INSERT INTO events (event_id, event_type, schema_version, topic, recorded_at, user_id, data, actor)
         VALUES (uuidv7(), 'account.deleted', 1, 'task-events', now(), :slow, '{}', '{}')`,
        { slow }
      )
      recorded.resolve()
      await mayCommit.promise
    })
    await recorded.promise
    await recordFor(fast)
    assert.equal(await numberEvents(connection, lease), 1)
    mayCommit.resolve()
    await slowOne
    assert.equal(await numberEvents(connection, lease), 1)
    assert.deepEqual(
      (await outbox()).map(({ user_id, position }) => [user_id, position]),
      [
        [slow, 2],
        [fast, 1],
      ]
    )
  })

  test('positions go on after the events before them were cleaned away', async ({ assert }) => {
    const lease = await leaseOfTest('relay')
    const user = randomUUID()
    await recordFor(user, 3)
    await numberEvents(connectionOfTest(), lease)
    await rows(database(), 'DELETE FROM events')
    await recordFor(user)
    await numberEvents(connectionOfTest(), lease)
    const [next] = await outbox()
    assert.deepInclude(next, { position: 4, user_seq: 4 })
  })

  test('a call that was thought lost and its repetition number each event once', async ({
    assert,
  }) => {
    const lease = await leaseOfTest('relay')
    await recordFor(randomUUID(), 10)
    // Both wait for the row of positions; the events were still without numbers when each of them was sent.
    const blocked = connectionOfTest()
    await blocked.query('BEGIN')
    await blocked.query('LOCK TABLE event_positions')
    const twins = [connectionOfTest(), connectionOfTest()].map((each) => numberEvents(each, lease))
    await until('both wait', async () => {
      const waiting = await rows(
        database(),
        `SELECT 1 AS one FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%taskflow_number_events%'`
      )
      return waiting.length === 2
    })
    await blocked.query('COMMIT')
    assert.sameMembers(await Promise.all(twins), [10, 0])
    assert.deepEqual(
      (await outbox()).map(({ position }) => position),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    )
  })

  test('a former leader numbers nothing and marks nothing', async ({ assert }) => {
    const former = await leaseOfTest('relay')
    const present = await leaseOfTest('relay')
    await recordFor(randomUUID())
    assert.equal(await numberEvents(connectionOfTest(), former), 0)
    assert.deepInclude((await outbox())[0], { position: null })
    await numberEvents(connectionOfTest(), present)
    const broker = new BrokerOfTest()
    await runUntil(broker, former, async () => broker.taken.length > 0)
    assert.deepInclude((await outbox())[0], { published: false })
  })
})

test.group('Relay', () => {
  test('publishes every event and marks it', async ({ assert }) => {
    const users = Array.from({ length: 30 }, () => randomUUID())
    for (const user of users) await recordFor(user, 5)
    const broker = new BrokerOfTest()
    await runUntil(broker, await leaseOfTest('relay'), allPublished)
    assert.equal(broker.taken.length, 150)
    for (const user of users) await assertInOrder(assert, broker, user)
  })

  test('a user whose event cannot be published stops only that user', async ({ assert }) => {
    const [stuck, free] = [randomUUID(), randomUUID()]
    await recordFor(stuck, 3)
    await recordFor(free, 25)
    const broker = new BrokerOfTest()
    broker.refuse = ({ key }) => key === stuck
    await runUntil(broker, await leaseOfTest('relay'), async () => broker.idsOf(free).length === 25)
    assert.lengthOf(broker.idsOf(stuck), 0)
    broker.refuse = () => false
    await runUntil(broker, await leaseOfTest('relay'), allPublished)
    await assertInOrder(assert, broker, stuck)
  })

  test('ten thousand changes of one user do not delay the others', async ({ assert }) => {
    const busy = randomUUID()
    await recordFor(busy, 10_000)
    const others = Array.from({ length: 5 }, () => randomUUID())
    for (const user of others) await recordFor(user)
    const broker = new BrokerOfTest()
    await runUntil(broker, await leaseOfTest('relay'), async () =>
      others.every((user) => broker.idsOf(user).length > 0)
    )
    assert.isBelow(broker.idsOf(busy).length, 10_000)
  })

  test('what is not known to have arrived is published again, with the same id', async ({
    assert,
  }) => {
    const user = randomUUID()
    await recordFor(user, 4)
    const broker = new BrokerOfTest()
    let lost = 0
    // It arrives, and the answer says that it did not.
    broker.refuse = (record) => {
      if (lost > 0) return false
      lost += 1
      broker.taken.push(record)
      return true
    }
    await runUntil(broker, await leaseOfTest('relay'), allPublished)
    assert.equal(broker.taken.length, 5)
    await assertInOrder(assert, broker, user)
  })

  test('a broker that is away for a while costs nothing but time', async ({ assert }) => {
    const users = [randomUUID(), randomUUID()]
    for (const user of users) await recordFor(user, 3)
    const broker = new BrokerOfTest()
    let asked = 0
    broker.refuse = () => asked < 2
    broker.before = async () => void (asked += 1)
    const troubles: (string | undefined)[] = []
    await runUntil(broker, await leaseOfTest('relay'), allPublished, (error) =>
      troubles.push(error)
    )
    for (const user of users) await assertInOrder(assert, broker, user)
    assert.equal(troubles[0], 'refused by the test')
    assert.isUndefined(troubles.at(-1))
  })

  test('an event of a newer release is published where its release says, and stops nobody', async ({
    assert,
  }) => {
    const [newer, user] = [randomUUID(), randomUUID()]
    await rows(
      database(),
      `INSERT INTO events (event_id, event_type, schema_version, topic, updates_topic, recorded_at, user_id, task_id, data, actor)
       VALUES (uuidv7(), 'task.painted', 7, 'reminders', 'task-updates', now(), :newer, uuidv7(), '{"paint": 1}', '{}')`,
      { newer }
    )
    await recordFor(user)
    const broker = new BrokerOfTest()
    await runUntil(broker, await leaseOfTest('relay'), allPublished)
    assert.lengthOf(broker.idsOf(newer, 'reminders'), 1)
    assert.lengthOf(broker.idsOf(newer, 'task-updates'), 1)
    assert.lengthOf(broker.idsOf(user), 1)
  })

  test('one through whom nothing gets for a while leaves the lease to another process', async ({
    assert,
  }) => {
    await recordFor(randomUUID())
    await recordFor(randomUUID())
    const broker = new BrokerOfTest()
    broker.refuse = () => true
    const relay = relayOf(broker)
    const began = performance.now()
    assert.isAbove(await relay.run(await leaseOfTest('relay')), 0)
    assert.isAbove(performance.now() - began, 9000)
  })

  test('of two leaders in a row nothing is lost, and what both publish is one event', async ({
    assert,
  }) => {
    const users = Array.from({ length: 5 }, () => randomUUID())
    for (const user of users) await recordFor(user, 20)
    const broker = new BrokerOfTest()
    const first = await leaseOfTest('relay')
    let batches = 0
    broker.before = async () => {
      batches += 1
      if (batches === 2) await leaseOfTest('relay') // taken over while it publishes
    }
    await runUntil(broker, first, async () => batches >= 2)
    await runUntil(broker, await leaseOfTest('relay'), allPublished)
    for (const user of users) await assertInOrder(assert, broker, user)
  })
})

async function assertInOrder(
  assert: { deepEqual(a: unknown, b: unknown): void },
  broker: BrokerOfTest,
  user: string
) {
  const recorded = (await outbox()).filter(({ user_id }) => user_id === user)
  assert.deepEqual(
    broker.idsOf(user),
    recorded.map(({ event_id }) => event_id)
  )
}

async function runUntil(
  broker: BrokerOfTest,
  lease: Lease & { end(): void },
  condition: () => Promise<boolean>,
  trouble: (error: string | undefined) => void = () => {}
) {
  const relay = relayOf(broker, trouble)
  const running = relay.run(lease)
  getActiveTest()?.cleanup(() => lease.end())
  try {
    await until('the relay has come so far', condition)
  } finally {
    lease.end()
    await running
  }
}

function relayOf(broker: BrokerOfTest, trouble: (error: string | undefined) => void = () => {}) {
  return new Relay({
    connection: connectionOfTest(),
    bus: broker,
    wakeUp: new WakeUp(),
    numbered: () => {},
    trouble,
  })
}

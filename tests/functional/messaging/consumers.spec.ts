import { randomUUID } from 'node:crypto'
import { getActiveTest, test } from '@japa/runner'
import { consume } from '#app/messaging/consume'
import { type Consumer, defineConsumer, type Handling } from '#app/messaging/consumer'
import { TRIES } from '#app/messaging/dead_letters'
import { EmbeddedConsumer } from '#app/messaging/embedded_consumer'
import type { EventEnvelope } from '#app/messaging/event'
import { claimEvents } from '#app/messaging/inbox'
import { numberEvents } from '#app/messaging/number_events'
import { WakeUp } from '#app/messaging/wake_up'
import { PassingFailure } from '#app/platform/ports/passing_failure'
import { limitTransaction } from '#app/messaging/transaction_limits'
import { database, inTransaction, rows } from '#app/shared/database'
import { connectionOfTest, leaseOfTest, numberedEvents, recordFor } from '#tests/support/messaging'
import { until } from '#tests/support/until'

/** A consumer whose effect is a row of the database, so that it commits with the inbox or not at all. */
function consumerOfTest(
  handler: (event: EventEnvelope, handling: Handling) => Promise<void> = async () => {},
  options: Partial<Consumer> = {}
): Consumer {
  return defineConsumer({
    name: 'probe',
    role: 'auditor',
    topic: 'task-events',
    handles: 'all',
    handler: async (event, handling) => {
      await rows(
        handling.trx,
        `INSERT INTO state_entries (key, value, etag) VALUES (:key, '{}', uuidv7())`,
        { key: event.event_id }
      )
      await handler(event, handling)
    },
    ...options,
  })
}

/** Ids of the events whose effect is there, in no order. */
async function effects(): Promise<string[]> {
  const found = await rows<{ key: string }>(database(), 'SELECT key FROM state_entries')
  return found.map(({ key }) => key)
}

async function connectionCount(): Promise<number> {
  const [found] = await rows<{ count: number }>(
    database(),
    'SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database()'
  )
  return found!.count
}

async function recorded(...counts: number[]): Promise<EventEnvelope[]> {
  for (const count of counts) await recordFor(randomUUID(), count)
  await numberEvents(connectionOfTest(), await leaseOfTest('relay'))
  return numberedEvents()
}

test.group('A consumer', () => {
  test('has the effect of an event once, however often it is delivered', async ({ assert }) => {
    const [event] = await recorded(1)
    const consumer = consumerOfTest()
    const outcomes = []
    for (let n = 0; n < 5; n++) outcomes.push(await consume(consumer, event!))
    assert.deepEqual(outcomes[0], { outcome: 'done', repeated: false })
    assert.deepEqual(outcomes[4], { outcome: 'done', repeated: true })
    assert.lengthOf(await effects(), 1)
  })

  test('has it once when the same event is delivered to two processes at the same time', async ({
    assert,
  }) => {
    const [event] = await recorded(1)
    const consumer = consumerOfTest()
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => consume(consumer, event!)))
    assert.lengthOf(
      outcomes.filter((each) => each.outcome === 'done' && !each.repeated),
      1
    )
    assert.lengthOf(await effects(), 1)
  })

  test('leaves neither effect nor inbox row of a try that failed', async ({ assert }) => {
    const [event] = await recorded(1)
    await consume(
      consumerOfTest(async () => {
        throw new Error('it does not fit')
      }),
      event!
    )
    assert.lengthOf(await effects(), 0)
    assert.deepEqual(await consume(consumerOfTest(), event!), { outcome: 'done', repeated: false })
  })

  test('gives an event up after five failures of its own, and says so once', async ({ assert }) => {
    const [event] = await recorded(1)
    const consumer = consumerOfTest(async () => {
      throw new Error('it does not fit')
    })
    const outcomes = []
    for (let n = 0; n < TRIES; n++) outcomes.push(await consume(consumer, event!))
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome),
      ['retry', 'retry', 'retry', 'retry', 'dead_letter']
    )
    assert.deepEqual(await consume(consumerOfTest(), event!), { outcome: 'done', repeated: true })
    const [letter] = await rows<object>(
      database(),
      'SELECT consumer, error, tries FROM dead_letters'
    )
    assert.deepEqual(letter, { consumer: 'probe', error: 'Error: it does not fit', tries: TRIES })
    assert.lengthOf(await rows(database(), 'SELECT 1 AS one FROM event_failures'), 0)
  })

  test('gives nothing up over a database or a peer that is away', async ({ assert }) => {
    const [event] = await recorded(1)
    const away = [
      new PassingFailure('web does not answer'),
      Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
      Object.assign(new Error('shutdown'), { code: '57P01' }),
      Object.assign(new Error('deadlock'), { code: '40P01' }),
    ]
    for (const failure of [...away, ...away]) {
      const consumed = await consume(
        consumerOfTest(async () => {
          throw failure
        }),
        event!
      )
      assert.deepInclude(consumed, { outcome: 'retry', passing: true })
    }
    assert.lengthOf(await rows(database(), 'SELECT 1 AS one FROM dead_letters'), 0)
  })

  test('gives nothing up when PostgreSQL ends its connection between two statements', async ({
    assert,
  }) => {
    const [event] = await recorded(1)
    const cutOff = consumerOfTest(async (_event, { trx }) => {
      const [self] = await rows<{ pid: number }>(trx, 'SELECT pg_backend_pid() AS pid')
      await rows(database(), 'SELECT pg_terminate_backend(:pid)', self)
      await rows(trx, 'SELECT 1 AS one')
    })
    for (let n = 0; n < 8; n++) {
      assert.deepInclude(await consume(cutOff, event!), { outcome: 'retry', passing: true })
    }
    assert.deepEqual(await consume(consumerOfTest(), event!), { outcome: 'done', repeated: false })
  })

  test('has not handled what could not be committed', async ({ assert }) => {
    const [event] = await recorded(1)
    const cutOff = consumerOfTest(async (_event, { trx }) => {
      const [self] = await rows<{ pid: number }>(trx, 'SELECT pg_backend_pid() AS pid')
      await rows(database(), 'SELECT pg_terminate_backend(:pid)', self)
    })
    assert.deepInclude(await consume(cutOff, event!), { outcome: 'retry', passing: true })
    // The connection that was ended is noticed by whoever has it next.
    const found = await until('another connection', () => effects().catch(() => undefined))
    assert.lengthOf(found, 0)
  })

  test('is not kept from an event by a process that stands still in the middle of it', async ({
    assert,
  }) => {
    const [event] = await recorded(1)
    const standing = Promise.withResolvers<void>()
    getActiveTest()?.cleanup(() => standing.resolve())
    const left = inTransaction(async (trx) => {
      await limitTransaction(trx)
      await claimEvents(trx, 'probe', [event!.event_id])
      await standing.promise
    })
    left.catch(() => undefined)
    const connections = await connectionCount()
    await until('another process has handled it', async () => {
      const consumed = await consume(consumerOfTest(), event!)
      return consumed.outcome === 'done'
    })
    assert.isAtMost(await connectionCount(), connections + 1)
  })

  test('stops a handler that takes too long and tries again', async ({ assert }) => {
    const [event] = await recorded(1)
    let aborted = false
    const slow = consumerOfTest(
      (_event, { signal }) => {
        signal.addEventListener('abort', () => (aborted = true))
        return new Promise(() => {})
      },
      { timeoutMs: 50 }
    )
    assert.deepInclude(await consume(slow, event!), { outcome: 'retry', passing: true })
    assert.isTrue(aborted)
    assert.lengthOf(await effects(), 0)
  })

  test('may say itself that an event is for later, or for nobody', async ({ assert }) => {
    const [event] = await recorded(1)
    const later = consumerOfTest(undefined, {
      handler: async () => ({ outcome: 'retry', reason: 'not yet' }),
    })
    assert.deepEqual(await consume(later, event!), {
      outcome: 'retry',
      passing: true,
      error: 'not yet',
    })
    const never = consumerOfTest(undefined, {
      handler: async () => ({ outcome: 'dead_letter', reason: 'no such series' }),
    })
    assert.deepEqual(await consume(never, event!), {
      outcome: 'dead_letter',
      error: 'no such series',
    })
  })

  test('that asks for more time than a lease allows does not start', ({ assert }) => {
    assert.throws(() => consumerOfTest(undefined, { timeoutMs: 2500 }), /at most 2000/)
  })
})

test.group('A consumer on the embedded platform', () => {
  async function follow(consumer: Consumer, enough: () => Promise<boolean>) {
    const lease = await leaseOfTest(`consumer:${consumer.name}`)
    const wakeUp = new WakeUp()
    const running = new EmbeddedConsumer(consumer, wakeUp).run(lease)
    try {
      await until('the consumer has come so far', async () => (wakeUp.wake(), enough()))
    } finally {
      lease.end()
      await running
    }
  }

  const cursor = async () => {
    const [found] = await rows<{ position: number }>(
      database(),
      'SELECT position::int AS position FROM consumer_cursors'
    )
    return found?.position
  }

  test('handles every event once and in order, and goes on where it was', async ({ assert }) => {
    const events = await recorded(150, 30)
    const seen: number[] = []
    const consumer = consumerOfTest(async ({ position }) => void seen.push(position))
    await follow(consumer, async () => (await cursor()) === events.length)
    await recorded(20)
    await follow(consumer, async () => (await cursor()) === 200)
    assert.deepEqual(
      seen,
      Array.from({ length: 200 }, (_, index) => index + 1)
    )
    assert.lengthOf(await effects(), 200)
  })

  test('ends a transaction when its time is up, and does nothing of it again', async ({
    assert,
  }) => {
    await recorded(24)
    const transactions: string[] = []
    const slow = consumerOfTest(async (_event, { trx }) => {
      const [now] = await rows<{ id: string }>(
        trx,
        'SELECT pg_current_xact_id()::text AS id, pg_sleep(0.05)'
      )
      transactions.push(now!.id)
    })
    await follow(slow, async () => (await cursor()) === 24)
    assert.lengthOf(transactions, 24)
    const sizes = Object.values(Object.groupBy(transactions, (id) => id)).map((of) => of!.length)
    assert.isAtLeast(sizes.length, 2)
    assert.isAtMost(Math.max(...sizes), 12)
    const inbox = await rows(database(), 'SELECT 1 AS one FROM processed_events')
    assert.lengthOf(inbox, 24)
  })

  test('reads everything again from the beginning, and changes nothing', async ({ assert }) => {
    await recorded(120)
    const consumer = consumerOfTest()
    await follow(consumer, async () => (await cursor()) === 120)
    await rows(database(), 'DELETE FROM consumer_cursors')
    await follow(consumer, async () => (await cursor()) === 120)
    assert.lengthOf(await effects(), 120)
  })

  test('gives up a poison event alone: what stands around it has happened once', async ({
    assert,
  }) => {
    const events = await recorded(40)
    const poison = events[17]!
    const consumer = consumerOfTest(async ({ event_id }) => {
      if (event_id === poison.event_id) throw new Error('poison')
    })
    await follow(consumer, async () => (await cursor()) === 40)
    assert.sameMembers(
      await effects(),
      events.filter((each) => each !== poison).map(({ event_id }) => event_id)
    )
    const letters = await rows<{ event_id: string }>(
      database(),
      'SELECT event_id FROM dead_letters'
    )
    assert.deepEqual(letters, [{ event_id: poison.event_id }])
  })

  test('under a lease that went to another process changes nothing and stops', async ({
    assert,
  }) => {
    await recorded(5)
    const consumer = consumerOfTest()
    const former = await leaseOfTest(`consumer:${consumer.name}`)
    await leaseOfTest(`consumer:${consumer.name}`)
    await new EmbeddedConsumer(consumer, new WakeUp()).run(former)
    assert.lengthOf(await effects(), 0)
    assert.isUndefined(await cursor())
  })
})

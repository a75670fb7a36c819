import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { numberEvents } from '#app/messaging/number_events'
import { clean } from '#app/shared/cleaning'
import { database, rows } from '#app/shared/database'
import { connectionOfTest, leaseOfTest, outbox, recordFor } from '#tests/support/messaging'

/** Ten events that were published so many days ago, of which the auditor has handled some. */
async function published({ daysAgo, audited }: { daysAgo: number; audited: number }) {
  await recordFor(randomUUID(), 10)
  await numberEvents(connectionOfTest(), await leaseOfTest('relay'))
  await rows(
    database(),
    'UPDATE events SET published_at = taskflow_now() - make_interval(days => :daysAgo)',
    { daysAgo }
  )
  await rows(
    database(),
    `INSERT INTO processed_events (consumer, event_id)
     SELECT 'auditor', event_id FROM events WHERE position <= :audited`,
    { audited }
  )
}

async function cursors(positions: Record<string, number>) {
  for (const [consumer, position] of Object.entries(positions)) {
    await rows(database(), 'INSERT INTO consumer_cursors VALUES (:consumer, :position)', {
      consumer,
      position,
    })
  }
}

async function kept(): Promise<(number | null)[]> {
  for await (const { what } of clean(database())) void what
  return (await outbox()).map(({ position }) => position)
}

test.group('Retention of events', () => {
  test('what everybody has read goes after 7 days', async ({ assert }) => {
    await published({ daysAgo: 8, audited: 10 })
    await cursors({ auditor: 10, recurrer: 10 })
    assert.deepEqual(await kept(), [])
  })

  test('nothing goes earlier', async ({ assert }) => {
    await published({ daysAgo: 6, audited: 10 })
    await cursors({ auditor: 10 })
    assert.lengthOf(await kept(), 10)
  })

  test('what a consumer has not read stays, however old it is', async ({ assert }) => {
    await published({ daysAgo: 100, audited: 10 })
    await cursors({ auditor: 10, recurrer: 7 })
    assert.deepEqual(await kept(), [8, 9, 10])
  })

  test('what the audit trail lacks stays, however old it is', async ({ assert }) => {
    await published({ daysAgo: 100, audited: 4 })
    await cursors({ auditor: 10 })
    assert.deepEqual(await kept(), [5, 6, 7, 8, 9, 10])
  })

  test('what is not published stays', async ({ assert }) => {
    await published({ daysAgo: 100, audited: 10 })
    await cursors({ auditor: 10 })
    await rows(database(), 'UPDATE events SET published_at = NULL WHERE position = 3')
    assert.deepEqual(await kept(), [3])
  })
})

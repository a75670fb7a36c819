import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getActiveTest, test } from '@japa/runner'
import { consume } from '#app/messaging/consume'
import { TRIES } from '#app/messaging/dead_letters'
import { EmbeddedConsumer } from '#app/messaging/embedded_consumer'
import type { EventEnvelope } from '#app/messaging/event'
import { numberEvents } from '#app/messaging/number_events'
import { WakeUp } from '#app/messaging/wake_up'
import { enterPhase } from '#app/platform/lifecycle'
import { settings, useSettings } from '#app/platform/settings'
import { recurrer } from '#app/recurrence/consumers'
import { database, rows } from '#app/shared/database'
import { sound } from '#tests/scenarios/series_checker'
import { anApiUser, ok } from '#tests/support/api'
import { eventsOf } from '#tests/support/events'
import { aTask, taskNow } from '#tests/support/factories'
import { connectionOfTest, leaseOfTest, numberedEvents } from '#tests/support/messaging'
import { aClosedOccurrence, closingEnvelope, seriesVerdict } from '#tests/support/series'
import { until } from '#tests/support/until'

const DONE = { outcome: 'done', repeated: false }

/** This process plays the recurrer alone until the test ends, and web is where `role_instances` says. */
function asRecurrerAlone() {
  const present = settings()
  getActiveTest()?.cleanup(() => useSettings(present))
  useSettings({ ...present, role: 'recurrer' })
}

/** An instance of web that takes every request and answers none. */
async function aHangingWeb() {
  const server = createServer(() => {}).listen(0, '127.0.0.1')
  await once(server, 'listening')
  getActiveTest()?.cleanup(() => {
    server.closeAllConnections()
    server.close()
  })
  await rows(
    database(),
    `INSERT INTO role_instances (id, role, url, heartbeat_at) VALUES (uuidv7(), 'web', :url, clock_timestamp())`,
    { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
  )
}

async function deadLetters(): Promise<number> {
  return (await rows(database(), 'SELECT 1 AS one FROM dead_letters')).length
}

test.group('The recurrer', () => {
  test('has the next occurrence made, with the trace of what closed the one before', async ({
    assert,
  }) => {
    const ada = await anApiUser('Europe/Paris')
    const closed = await aClosedOccurrence(ada, {
      due_date: '2026-03-02T09:00:00+01:00',
      recurrence_mode: 'after_completion',
    })
    const event = await closingEnvelope(closed)
    event.traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
    const made = await eventsOf(async () => {
      assert.deepEqual(await consume(recurrer, event), DONE)
    })
    const { next_task_id: nextId } = await taskNow(ada, closed)
    assert.deepEqual(
      made.map(({ task_id: id, traceparent }) => [id, traceparent]),
      [[nextId, event.traceparent]]
    )
  })

  test('makes one of a completion that is delivered five times', async ({ assert }) => {
    const event = await closingEnvelope(await aClosedOccurrence(await anApiUser()))
    for (let n = 0; n < 5; n++) {
      await rows(database(), 'DELETE FROM processed_events') // as if the inbox had never heard of it
      assert.deepEqual(await consume(recurrer, event), DONE)
    }
    assert.deepEqual(await seriesVerdict(), sound({ series: 1, made: 1 }))
  })

  test('passes over what nothing follows, without asking anybody', async ({ assert }) => {
    const ada = await anApiUser()
    const plain = await aTask(ada)
    const last = await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=DAILY;COUNT=1' })
    const detached = await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=DAILY' })
    await rows(database(), 'UPDATE tasks SET detached = true WHERE id = :id', { id: detached.id })
    for (const { id } of [plain, last, detached]) await ok(ada.post(`/tasks/${id}/complete`))
    asRecurrerAlone() // there is no web to be asked
    for (const task of [plain, last, detached]) {
      assert.deepEqual(await consume(recurrer, await closingEnvelope(task)), DONE)
    }
  })

  test('waits for a web that is away, is ending or does not answer, however often', async ({
    assert,
  }) => {
    const event = await closingEnvelope(await aClosedOccurrence(await anApiUser()))
    enterPhase('draining')
    getActiveTest()?.cleanup(() => enterPhase('starting'))
    const tries = async (count: number) => {
      for (let n = 0; n < count; n++) {
        assert.deepInclude(await consume(recurrer, event), { outcome: 'retry', passing: true })
      }
    }
    await tries(TRIES + 1)
    asRecurrerAlone()
    await tries(TRIES + 1)
    await aHangingWeb()
    await tries(1)
    assert.equal(await deadLetters(), 0)
  })

  test('gives up what web refuses, and the next event goes on', async ({ assert }) => {
    const event = await closingEnvelope(await aClosedOccurrence(await anApiUser()))
    const broken = structuredClone(event) as EventEnvelope<'task.completed'>
    broken.data.task.occurrence_key = 'some day'
    for (let n = 1; n < TRIES; n++) {
      assert.deepInclude(await consume(recurrer, broken), { outcome: 'retry', passing: false })
    }
    assert.equal((await consume(recurrer, broken)).outcome, 'dead_letter')
    assert.equal(await deadLetters(), 1)
  })

  test('follows the events by itself on the embedded platform', async ({ assert }) => {
    const ada = await anApiUser()
    for (let n = 0; n < 12; n++) await aClosedOccurrence(ada)
    await numberEvents(connectionOfTest(), await leaseOfTest('relay'))
    assert.lengthOf(await numberedEvents(), 36)
    const lease = await leaseOfTest('consumer:recurrer')
    const running = new EmbeddedConsumer(recurrer, new WakeUp()).run(lease)
    await until('all are made', async () => (await seriesVerdict()).made === 12)
    lease.end()
    await running
    assert.deepEqual(await seriesVerdict(), sound({ series: 12, made: 12 }))
  })
})

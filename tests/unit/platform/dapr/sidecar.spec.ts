import { test } from '@japa/runner'
import { COMPONENTS } from '#app/platform/dapr/components'
import { bulkEntry, Sidecar } from '#app/platform/dapr/sidecar'
import { SidecarError } from '#app/platform/dapr/sidecar_error'
import { DaprScheduler } from '#app/platform/dapr/scheduler'
import { freePort } from '#app/platform/free_port'
import { PUBSUB } from '#app/messaging/topics'
import { rejection } from '#tests/contract/rejection'
import { type FakeAnswer, fakeSidecar } from './fake_sidecar.js'

const ENTRIES = [bulkEntry('0', { event: { a: 1 }, metadata: { partitionKey: 'k' } })]

test.group('Sidecar', () => {
  test('is asked with the token', async ({ assert }) => {
    const { httpPort, requests } = await fakeSidecar(() => ({ status: 204 }))
    await new Sidecar({ httpPort, apiToken: 'secret' }).deleteJob('a')
    assert.equal(requests[0]?.headers['dapr-api-token'], 'secret')
  })

  test('all is published when it says nothing against it', async ({ assert }) => {
    const { httpPort, requests } = await fakeSidecar(() => ({ status: 204 }))
    const failed = await new Sidecar({ httpPort }).publish('bus', 'topic', ENTRIES)
    assert.equal(failed.size, 0)
    assert.equal(requests[0]?.url, '/v1.0/publish/bulk/bus/topic')
    assert.deepEqual(requests[0]?.body, [
      {
        entryId: '0',
        contentType: 'application/json',
        event: { a: 1 },
        metadata: { partitionKey: 'k' },
      },
    ])
  })

  test('what failed is told by its entry', async ({ assert }) => {
    const body = { failedEntries: [{ entryId: '0', error: 'no leader' }], errorCode: 'ERR_PUBSUB' }
    const { httpPort } = await fakeSidecar(() => ({ status: 500, body }))
    const failed = await new Sidecar({ httpPort }).publish('bus', 'topic', ENTRIES)
    assert.deepEqual([...failed], [['0', 'no leader']])
  })

  const errors: [
    what: string,
    answer: FakeAnswer,
    expected: { status: number; passing: boolean },
  ][] = [
    ['a failure of its own', { status: 500, body: 'oops' }, { status: 500, passing: true }],
    ['no entry', { status: 500, body: { failedEntries: [] } }, { status: 500, passing: true }],
    ['a wrong token', { status: 401, body: 'no' }, { status: 401, passing: false }],
    ['an unknown component', { status: 404, body: {} }, { status: 404, passing: false }],
    ['too much', { status: 429 }, { status: 429, passing: true }],
  ]
  for (const [what, answer, expected] of errors) {
    test(`an answer that tells of ${what} is an error`, async ({ assert }) => {
      const { httpPort } = await fakeSidecar(() => answer)
      const error = await rejection(new Sidecar({ httpPort }).publish('bus', 'topic', ENTRIES))
      assert.instanceOf(error, SidecarError)
      assert.containSubset(error, { status: expected.status })
      assert.equal((error as SidecarError).passing, expected.passing)
    })
  }

  test('one that does not answer is given up, as a passing failure', async ({ assert }) => {
    const { httpPort } = await fakeSidecar(() => null)
    const error = (await rejection(new Sidecar({ httpPort }).metadata())) as SidecarError
    assert.match(error.message, /^GET \/metadata: no answer in 1000 ms$/)
    assert.isTrue(error.passing)
    assert.isUndefined(error.status)
  })

  test('one that is not there is a passing failure that says why', async ({ assert }) => {
    const httpPort = await freePort()
    const error = (await rejection(new Sidecar({ httpPort }).deleteJob('a'))) as SidecarError
    assert.match(error.message, /ECONNREFUSED/)
    assert.isTrue(error.passing)
    assert.isFalse(await new Sidecar({ httpPort }).ready())
  })

  test('a job replaces the one of its name, and is tried until it is taken', async ({ assert }) => {
    const { httpPort, requests } = await fakeSidecar(() => ({ status: 204 }))
    const scheduler = new DaprScheduler(new Sidecar({ httpPort }))
    const dueAt = '2026-01-01T00:00:00Z'
    await scheduler.schedule({ name: 'reminder-1', dueAt, data: { generation: 2 } })
    await scheduler.cancel('reminder-1')
    assert.deepEqual(
      requests.map(({ method, url }) => `${method} ${url}`),
      ['POST /v1.0/jobs/reminder-1', 'DELETE /v1.0/jobs/reminder-1']
    )
    assert.deepEqual(requests[0]?.body, {
      dueTime: dueAt,
      data: { generation: 2 },
      overwrite: true,
      failurePolicy: { constant: { interval: '1s' } },
    })
  })

  test('subscriptions and publishing name the same component', ({ assert }) => {
    assert.equal(COMPONENTS.pubsub, PUBSUB)
  })
})

import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { test } from '@japa/runner'
import { subscriptions } from '#app/messaging/topics'
import { registerJob } from '#app/platform/jobs'
import { enterPhase } from '#app/platform/lifecycle'
import { settings, useSettings } from '#app/platform/settings'
import { baseUrl, MACHINE_TOKEN } from '#tests/support/settings'

const JSON_TYPE = { 'content-type': 'application/json' }

test.group('Machine routes', () => {
  test('a sidecar hears the subscriptions of its role, in the form that it reads', async ({
    assert,
    cleanup,
  }) => {
    const present = settings()
    cleanup(() => useSettings(present))
    useSettings({ ...present, role: 'web' })
    const web = await asSidecar('GET', '/dapr/subscribe')
    assert.deepInclude(web.body, {
      pubsubname: 'kafka-pubsub',
      topic: 'task-updates',
      route: '/events/task-updates',
      deadLetterTopic: 'task-updates.dead',
    })
    assert.deepInclude(web.body, {
      pubsubname: 'kafka-pubsub',
      topic: 'reminders.dead',
      route: '/events/dead',
      metadata: { rawPayload: 'true' },
    })
    useSettings({ ...present, role: 'auditor' })
    const auditor = await asSidecar('GET', '/dapr/subscribe')
    assert.deepEqual(
      auditor.body.map(({ topic }: { topic: string }) => topic),
      ['task-events']
    )
    useSettings({ ...present, role: 'all' })
    assert.lengthOf((await asSidecar('GET', '/dapr/subscribe')).body, subscriptions().length)
  })

  test('every route that is subscribed to is there', async ({ assert }) => {
    for (const route of new Set(subscriptions().map((each) => each.route))) {
      const { body } = await asSidecar('POST', route, '{}', JSON_TYPE)
      assert.notEqual(body.code, 'no_such_route', route)
    }
  })

  test('a job goes to the handler whose prefix fits best, by both addresses', async ({
    assert,
  }) => {
    const heard: unknown[] = []
    registerJob('tea-', async (job) => void heard.push(['tea-', job]))
    registerJob('tea-green-', async (job) => void heard.push(['tea-green-', job]))
    const one = await asSidecar('POST', '/job/tea-green-1', '{"cups":2}', JSON_TYPE)
    const two = await asSidecar('POST', '/api/jobs/trigger', '{"name":"tea-2","data":3}', JSON_TYPE)
    assert.deepEqual([one.status, two.status], [200, 200])
    assert.deepEqual(heard, [
      ['tea-green-', { name: 'tea-green-1', data: { cups: 2 } }],
      ['tea-', { name: 'tea-2', data: 3 }],
    ])
  })

  test('a job may have nothing to say', async ({ assert }) => {
    const heard: unknown[] = []
    registerJob('silent-', async ({ data }) => void heard.push(data))
    for (const headers of [JSON_TYPE, {}]) {
      const length = { ...headers, 'content-length': '0' }
      assert.equal((await asSidecar('POST', '/job/silent-1', '', length)).status, 200)
    }
    assert.deepEqual(heard, [null, null])
  })

  test('a job that nobody knows, or that fails, is not done', async ({ assert }) => {
    registerJob('failing-', async () => {
      throw new Error('no')
    })
    for (const name of ['unknown', 'failing-1']) {
      assert.equal((await asSidecar('POST', `/job/${name}`, '{}', JSON_TYPE)).status, 500, name)
    }
  })

  test('a ping says who answers and what came', async ({ assert }) => {
    const { status, body } = await asSidecar('PUT', '/internal/ping', '{"a":""}', JSON_TYPE)
    assert.equal(status, 200)
    assert.deepInclude(body, { role: 'all', version: '0.1.0', method: 'PUT', body: { a: '' } })
  })

  test('{0} {1} ({2}) is neither 404 nor a success')
    .with([
      ['GET', '/dapr/unheard-of', ''],
      ['GET', '/dapr/subscribe/more', ''],
      ['POST', '/dapr/subscribe', 'application/json'],
      ['POST', '/events/unheard-of', 'application/json'],
      ['GET', '/events/task-events', ''],
      ['PROPFIND', '/events/task-events', ''],
      ['POST', '/events/task-events/', 'text/plain'],
      ['POST', '/events/task-events', 'application/xml'],
      ['GET', '/job/tea-1', ''],
      ['POST', '/job/', 'application/json'],
      ['POST', '/job/a/b', 'application/json'],
      ['GET', '/api/jobs/trigger', ''],
      ['DELETE', '/internal/none', 'application/json'],
      ['POST', '/internal/%zz', 'application/json'],
      ['TRACE', '/internal/ping', ''],
    ])
    .run(async ({ assert }, [method, path, type]) => {
      const body = type ? '{}' : undefined
      const { status } = await asSidecar(method!, path!, body, type ? { 'content-type': type } : {})
      assert.isAtLeast(status, 400)
      assert.notEqual(status, 404)
    })

  test('a body that is broken, too large or of another encoding is neither 404 nor a success', async ({
    assert,
  }) => {
    const cloudEvent = { 'content-type': 'application/cloudevents+json; charset=utf-8' }
    const answers = [
      await asSidecar('POST', '/events/task-events', '{"data":', cloudEvent),
      await asSidecar('POST', '/events/task-events', JSON.stringify('x'.repeat(5e6)), cloudEvent),
      await asSidecar('POST', '/events/task-events', '{}', {
        ...cloudEvent,
        'content-encoding': 'gzip',
      }),
    ]
    assert.deepEqual(
      answers.map(({ status }) => status),
      [400, 413, 400]
    )
  })

  test('a process that ends takes nothing', async ({ assert, cleanup }) => {
    cleanup(() => enterPhase('starting'))
    enterPhase('draining')
    const { status } = await asSidecar('POST', '/events/task-events', '{}', JSON_TYPE)
    assert.equal(status, 503)
  })
})

/** By node:http, as fetch knows no TRACE. */
async function asSidecar(
  method: string,
  path: string,
  body?: string,
  headers: Record<string, string> = {}
) {
  const sent = request(`${baseUrl}${path}`, {
    method,
    headers: { ...headers, 'dapr-api-token': MACHINE_TOKEN },
  })
  sent.end(body)
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  const answer = await text(response)
  const isJson = response.headers['content-type']?.includes('json')
  return { status: response.statusCode ?? 0, body: isJson ? JSON.parse(answer) : answer }
}

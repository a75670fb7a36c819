import { test } from '@japa/runner'
import { DaprEventBus } from '#app/platform/dapr/event_bus'
import { Sidecar } from '#app/platform/dapr/sidecar'
import type { BusRecord } from '#app/platform/ports/event_bus'
import { type FakeAnswer, fakeSidecar, type SidecarRequest } from './fake_sidecar.js'

const DONE = { status: 204 }

test.group('Event bus of Dapr', () => {
  test('a key is in a request once, and its records go one after the other', async ({ assert }) => {
    const { bus, sent } = await aBus(() => DONE)
    const { done } = await bus.publish(records('a1 b1 a2 a3 b2'))
    assert.deepEqual(sent(), ['a1 b1', 'a2 b2', 'a3'])
    assert.equal(done.size, 5)
  })

  test('after a record that failed no later one of its key goes', async ({ assert }) => {
    const { bus, sent } = await aBus((request) => failing(request, 'a1'))
    const { done, error } = await bus.publish(records('a1 b1 a2 b2'))
    assert.deepEqual(sent(), ['a1 b1', 'b2'])
    assert.deepEqual([...done], [1, 3])
    assert.equal(error, 'a1 failed')
  })

  for (const [what, answer] of [
    ['an error that names no record', { status: 500, body: 'oops' }],
    ['a refusal', { status: 403, body: { errorCode: 'ERR_PUBSUB_FORBIDDEN' } }],
  ] as [string, FakeAnswer][]) {
    test(`${what} leaves all of the request unknown, and ends the topic`, async ({ assert }) => {
      const { bus, sent } = await aBus(() => answer)
      const { done, error } = await bus.publish(records('a1 b1 a2'))
      assert.deepEqual(sent(), ['a1 b1'])
      assert.equal(done.size, 0)
      assert.match(error ?? '', /oops|FORBIDDEN/)
    })
  }

  test('topics know nothing of each other', async ({ assert }) => {
    const { bus } = await aBus(({ url }) => (url.endsWith('one') ? { status: 500 } : DONE))
    const given = [...records('a1 a2', 'one'), ...records('a1 a2', 'two')]
    assert.deepEqual([...(await bus.publish(given)).done], [2, 3])
  })

  test('the CloudEvent gets our id, type, key and trace, and the data as it is', async ({
    assert,
  }) => {
    const { bus, requests } = await aBus(() => DONE)
    const [plain, traced] = records('a1 b1')
    await bus.publish([plain, { ...traced, traceparent: '00-trace' }])
    assert.deepEqual(requests[0]?.body, [
      {
        entryId: '0',
        contentType: 'application/json',
        event: { sequence: 'a1' },
        metadata: { 'partitionKey': 'a', 'cloudevent.id': 'a1', 'cloudevent.type': 'task.updated' },
      },
      {
        entryId: '1',
        contentType: 'application/json',
        event: { sequence: 'b1' },
        metadata: {
          'partitionKey': 'b',
          'cloudevent.id': 'b1',
          'cloudevent.type': 'task.updated',
          'cloudevent.traceparent': '00-trace',
        },
      },
    ])
  })

  test('no request is larger than what the broker takes, unless one record is', async ({
    assert,
  }) => {
    const { bus, sent } = await aBus(() => DONE)
    const large = records('a1 b1 c1 d1').map((each, index) => ({
      ...each,
      data: 'x'.repeat(index === 3 ? 1_500_000 : 400_000),
    }))
    assert.equal((await bus.publish(large)).done.size, 4)
    assert.deepEqual(sent(), ['a1 b1', 'c1', 'd1'])
  })

  test('nothing to publish is nothing to ask', async ({ assert }) => {
    const { bus, requests } = await aBus(() => DONE)
    assert.deepEqual(await bus.publish([]), { done: new Set() })
    assert.isEmpty(requests)
  })
})

async function aBus(answer: (request: SidecarRequest) => FakeAnswer) {
  const { httpPort, requests } = await fakeSidecar(answer)
  /** The ids of each request. */
  const sent = () => requests.map(({ body }) => body.map(idOf).join(' '))
  return { bus: new DaprEventBus(new Sidecar({ httpPort }), 'bus'), requests, sent }
}

/** Words like `a1`: its key is the letter. */
function records(words: string, topic = 'topic'): BusRecord[] {
  return words.split(' ').map((id) => ({
    id,
    type: 'task.updated',
    topic,
    key: id.charAt(0),
    data: { sequence: id },
    traceparent: null,
  }))
}

function failing({ body }: SidecarRequest, id: string): FakeAnswer {
  const failed = body.filter((entry: Entry) => idOf(entry) === id)
  if (failed.length === 0) return DONE
  const failedEntries = failed.map(({ entryId }: Entry) => ({ entryId, error: `${id} failed` }))
  return { status: 500, body: { failedEntries, errorCode: 'ERR_PUBSUB_PUBLISH_MESSAGE' } }
}

interface Entry {
  entryId: string
  metadata: Record<string, string>
}

function idOf({ metadata }: Entry) {
  return metadata['cloudevent.id']
}

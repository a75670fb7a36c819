import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { accountExport } from '#app/identity/account_export'
import { database, rows } from '#app/shared/database'
import { type ApiUser, anApiUser, ok, refusals } from '#tests/support/api'
import { aReader, anEvent, audit, audited, idsAt } from '#tests/functional/audit/support'

const ids = (events: { event_id: string }[]) => events.map(({ event_id: id }) => id)

/** Ids on every page to the end; `between` runs after each page but the last. */
async function walk(by: ApiUser, path: string, between: () => Promise<unknown> = async () => {}) {
  const walked: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: any = await ok(by.get(`${path}${cursor && `&cursor=${cursor}`}`))
    walked.push(...ids(page.data))
    cursor = page.meta.next_cursor
    if (cursor) await between()
  }
  return walked
}

test.group('GET /audit', () => {
  test('answers an entry with what changed taken out of its data', async ({ assert }) => {
    const ada = await aReader()
    const [event] = await audited(ada.user.id, {})
    const expected: Record<string, unknown> = {
      ...event,
      understood: true,
      changes: { title: { from: 'Prune', to: 'Prune the roses' } },
      data: { task: (event!.data as { task: object }).task },
    }
    delete expected.user_id
    delete expected.traceparent
    assert.deepEqual((await ok(ada.get('/audit'))).data, [expected])
  })

  test('does not take apart what a newer release has recorded', async ({ assert }) => {
    const ada = await aReader()
    const data = { changes: 'of another kind' }
    await audited(ada.user.id, { schema_version: 99, data })
    assert.containsSubset((await ok(ada.get('/audit'))).data, [
      { understood: false, changes: null, data, schema_version: 99 },
    ])
  })

  test('answers the newest first, and nobody else’s', async ({ assert }) => {
    const [ada, bob] = [await aReader(), await aReader()]
    const [first] = await audited(ada.user.id, {})
    await audited(bob.user.id, {})
    const [last] = await audited(ada.user.id, {})
    assert.deepEqual(await idsAt(ada, '/audit'), ids([last!, first!]))
  })

  test('says the position from which to go on', async ({ assert }) => {
    const ada = await aReader()
    await rows(database(), 'INSERT INTO event_positions (last) VALUES (4711)')
    for (const path of ['/audit', '/tasks', '/tasks/search?q=x', '/tasks/filter', '/tags']) {
      assert.equal((await ok(ada.get(path))).meta.position, 4711, path)
    }
  })

  test('asks for the ability audit:read', async ({ assert }) => {
    const answer = await (await anApiUser()).get('/audit')
    assert.equal(answer.status, 403)
    assert.equal(answer.body.ability, 'audit:read')
  })
})

test.group('GET /audit, filtered', () => {
  test('task: what happened to one task, never somebody else’s', async ({ assert }) => {
    const [ada, bob] = [await aReader(), await aReader()]
    const task = randomUUID()
    const [created, , updated] = await audited(
      ada.user.id,
      { task_id: task, event_type: 'task.created' },
      {},
      { task_id: task }
    )
    assert.deepEqual(await idsAt(ada, `/audit?task=${task}`), ids([updated!, created!]))
    assert.deepEqual(await idsAt(ada, `/audit?task=${task}&type=task.created`), ids([created!]))
    assert.deepEqual(await idsAt(bob, `/audit?task=${task}`), [])
  })

  test('type: any of those named, each once', async ({ assert }) => {
    const ada = await aReader()
    const [created, , completed, again] = await audited(
      ada.user.id,
      { event_type: 'task.created' },
      {},
      { event_type: 'task.completed' },
      { event_type: 'task.created' }
    )
    const path = '/audit?type=task.created&type=task.completed&type=task.created'
    assert.deepEqual(await idsAt(ada, path), ids([again!, completed!, created!]))
    assert.deepEqual(await walk(ada, `${path}&limit=1`), ids([again!, completed!, created!]))
  })

  test('since: an instant, inclusive', async ({ assert }) => {
    const ada = await aReader()
    const [, at, after] = await audited(
      ada.user.id,
      { timestamp: '2026-11-20T11:59:59.999999Z' },
      { timestamp: '2026-11-20T12:00:00.000000Z' },
      { timestamp: '2026-11-20T12:00:00.000001Z', event_type: 'task.completed' }
    )
    const since = encodeURIComponent('2026-11-20T13:00:00+01:00')
    assert.deepEqual(await idsAt(ada, `/audit?since=${since}`), ids([after!, at!]))
    assert.deepEqual(await idsAt(ada, `/audit?since=${since}&type=task.completed`), ids([after!]))
    assert.deepEqual(await idsAt(ada, `/audit?since=${since}&task=${at!.task_id}`), ids([at!]))
  })

  test('since: a date is the start of that day in the profile’s zone', async ({ assert }) => {
    const ada = await aReader('Pacific/Auckland')
    const [, today] = await audited(
      ada.user.id,
      { timestamp: '2026-11-19T10:59:59Z' },
      { timestamp: '2026-11-19T11:00:00Z' } // midnight of the 20th in Auckland
    )
    assert.deepEqual(await idsAt(ada, '/audit?since=2026-11-20'), ids([today!]))
  })

  test('what means nothing is refused', async ({ assert }) => {
    const ada = await aReader()
    const refused = async (query: string) => refusals(await ada.get(`/audit?${query}`))
    assert.deepEqual(await refused('task=7'), ['task uuid'])
    assert.deepEqual(await refused('type=task.exploded'), ['type.0 enum'])
    assert.deepEqual(await refused('type=reminder.due'), ['type.0 enum'])
    assert.deepEqual(await refused('since=yesterday'), ['since date'])
    assert.deepEqual(await refused('limit=201'), ['limit range'])
    assert.deepEqual(await refused('user=7'), ['user unknown'])
  })
})

test.group('GET /audit, page by page', () => {
  const fields = Array.from({ length: 25 }, (_, number) => ({
    event_type: number % 3 === 0 ? 'task.completed' : 'task.updated',
  }))

  for (const filter of ['', '&type=task.completed&type=task.updated', '&since=2026-01-01']) {
    test(`neither gaps nor repeats while entries arrive${filter && `, with ${filter}`}`, async ({
      assert,
    }) => {
      const ada = await aReader()
      const events = await audited(ada.user.id, ...fields)
      const walked = await walk(ada, `/audit?limit=4${filter}`, () =>
        audited(ada.user.id, {}, { event_type: 'task.completed' })
      )
      assert.deepEqual(walked, ids(events.toReversed()))
    })
  }

  test('entries of one position are told apart', async ({ assert }) => {
    const ada = await aReader()
    const events = await audited(ada.user.id, ...fields.map((each) => ({ ...each, position: 7 })))
    assert.deepEqual(await walk(ada, '/audit?limit=4'), ids(events.toReversed()))
  })

  test('a page has 50 entries unless told, and at most 200', async ({ assert }) => {
    const ada = await aReader()
    const many = Array.from({ length: 201 }, () => ({}))
    await audited(ada.user.id, ...many)
    assert.lengthOf(await idsAt(ada, '/audit'), 50)
    assert.lengthOf(await idsAt(ada, '/audit?limit=200'), 200)
  })

  test('a cursor fits only the person and the filters that it came from', async ({ assert }) => {
    const [ada, bob] = [await aReader(), await aReader()]
    await audited(ada.user.id, {}, {})
    const { next_cursor: cursor } = (await ok(ada.get('/audit?limit=1'))).meta
    const mismatch = async (by: ApiUser, query: string) =>
      refusals(await by.get(`/audit?${query}&cursor=${cursor}`))
    assert.deepEqual(await mismatch(bob, 'limit=1'), ['cursor cursor_mismatch'])
    assert.deepEqual(await mismatch(ada, 'type=task.updated'), ['cursor cursor_mismatch'])
    assert.deepEqual(await mismatch(ada, 'since=2026-11-20'), ['cursor cursor_mismatch'])
    assert.deepEqual(refusals(await ada.get(`/audit?cursor=x${cursor}`)), ['cursor cursor_invalid'])
  })
})

test.group('My data', () => {
  test('the export holds the person’s audit trail, and nobody else’s', async ({ assert }) => {
    const ada = await aReader()
    const events = await audited(ada.user.id, ...Array.from({ length: 501 }, () => ({})))
    await audit(anEvent(randomUUID()))
    let text = ''
    for await (const piece of accountExport(ada.user)) text += piece
    const document = JSON.parse(text)
    assert.deepEqual(ids(document.audit), ids(events))
    assert.deepEqual(document.audit.at(-1), (await ok(ada.get('/audit?limit=1'))).data[0])
  })
})

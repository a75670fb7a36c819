import { test } from '@japa/runner'
import { database, inTransaction, rows } from '#app/shared/database'
import { canonicalJson } from '#app/shared/canonical_json'
import { anApiUser, ok, refusals } from '#tests/support/api'
import { aTask, found } from '#tests/support/factories'
import { travelTo } from '#tests/support/clock'

const KEY = { 'idempotency-key': 'a-key' }
const RENT = { title: 'Pay rent', tags: ['home'] }

test.group('Idempotency-Key', () => {
  test('the same key and body get the same answer, and one task', async ({ assert }) => {
    const ada = await anApiUser()
    const first = await ada.post('/tasks', RENT, KEY)
    const second = await ada.post('/tasks', RENT, KEY)
    assert.deepEqual([second.status, second.body], [first.status, first.body])
    assert.lengthOf(await found(ada, '/tasks'), 1)
  })

  test('a repeated answer carries the headers of the first, and says that it is one', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const first = await ada.post('/tasks', RENT, KEY)
    const second = await ada.post('/tasks', RENT, KEY)
    for (const name of ['etag', 'location', 'taskflow-undo']) {
      assert.equal(second.headers.get(name), first.headers.get(name))
    }
    assert.deepEqual(
      [first, second].map(({ headers }) => headers.get('idempotent-replayed')),
      [null, 'true']
    )
  })

  test('the answer stays the first one when the task has changed since', async ({ assert }) => {
    const ada = await anApiUser()
    const { body } = await ada.post('/tasks', RENT, KEY)
    await ok(ada.patch(`/tasks/${body.id}`, { title: 'Other' }))
    assert.deepEqual((await ada.post('/tasks', RENT, KEY)).body, body)
  })

  test('a body that says the same in another order is the same body', async ({ assert }) => {
    const ada = await anApiUser()
    const first = await ada.post('/tasks', { title: 'Pay rent', priority: 'high' }, KEY)
    const second = await ada.post('/tasks', { priority: 'high', title: 'Pay rent' }, KEY)
    assert.deepEqual(second.body, first.body)
  })

  test('another body is 422 and makes nothing', async ({ assert }) => {
    const ada = await anApiUser()
    await ada.post('/tasks', RENT, KEY)
    const answer = await ada.post('/tasks', { title: 'Other' }, KEY)
    assert.deepEqual([answer.status, answer.body.code], [422, 'idempotency_key_reused'])
    assert.deepEqual(await found(ada, '/tasks'), ['Pay rent'])
  })

  test('20 requests with one key in parallel make exactly one task', async ({ assert }) => {
    const ada = await anApiUser()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => ada.post('/tasks', RENT, KEY))
    )
    assert.lengthOf(await found(ada, '/tasks'), 1)
    for (const { status, body, headers } of answers) {
      if (status === 201) assert.equal(body.title, 'Pay rent')
      else {
        assert.deepEqual(
          [status, body.code, headers.get('retry-after')],
          [409, 'idempotency_in_progress', '1']
        )
      }
    }
  })

  test('a twin of a request that is still at work is 409 with Retry-After', async ({ assert }) => {
    const ada = await anApiUser()
    const claim = canonicalJson([ada.user.id, 'POST', '/api/tasks', 'a-key'])
    const answer = await inTransaction(async (trx) => {
      await rows(trx, 'SELECT pg_advisory_xact_lock(hashtextextended(:claim, 0))', { claim })
      return ada.post('/tasks', RENT, KEY)
    })
    assert.deepEqual([answer.status, answer.headers.get('retry-after')], [409, '1'])
  })

  test('a twin that was told to wait gets the answer later', async ({ assert }) => {
    const ada = await anApiUser()
    const answers = await Promise.all([
      ada.post('/tasks', RENT, KEY),
      ada.post('/tasks', RENT, KEY),
    ])
    const made = answers.find(({ status }) => status === 201)
    assert.deepEqual((await ada.post('/tasks', RENT, KEY)).body, made?.body)
  })

  test('a key is remembered for 24 hours', async ({ assert }) => {
    const ada = await anApiUser()
    await travelTo('2026-11-21T10:00:00Z')
    await ada.post('/tasks', RENT, KEY)
    await travelTo('2026-11-22T09:59:59Z')
    await ada.post('/tasks', RENT, KEY)
    assert.lengthOf(await found(ada, '/tasks'), 1)
  })

  test('after 24 hours the same key runs again, and is remembered again', async ({ assert }) => {
    const ada = await anApiUser()
    await travelTo('2026-11-21T10:00:00Z')
    await ada.post('/tasks', RENT, KEY)
    await travelTo('2026-11-22T10:00:00Z')
    const second = await ada.post('/tasks', { title: 'Other' }, KEY)
    const third = await ada.post('/tasks', { title: 'Other' }, KEY)
    assert.deepEqual(third.body, second.body)
    assert.lengthOf(await found(ada, '/tasks'), 2)
  })

  test('an answer that refused is not kept', async ({ assert }) => {
    const ada = await anApiUser()
    refusals(await ada.post('/tasks', { title: '' }, KEY))
    assert.equal((await ada.post('/tasks', RENT, KEY)).status, 201)
  })

  test('an answer that refused within the action is not kept', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada)
    await ok(ada.delete(`/tasks/${id}`))
    const refused = await ada.post(`/tasks/${id}/complete`, undefined, KEY)
    await ok(ada.post(`/tasks/${id}/restore`))
    const done = await ada.post(`/tasks/${id}/complete`, undefined, KEY)
    assert.deepEqual([refused.status, done.status], [409, 200])
  })

  test('the same key of somebody else is another key', async ({ assert }) => {
    const [ada, ben] = [await anApiUser(), await anApiUser()]
    await ada.post('/tasks', RENT, KEY)
    const answer = await ben.post('/tasks', { title: 'Mine' }, KEY)
    assert.deepEqual([answer.status, answer.body.title], [201, 'Mine'])
  })

  test('the same key on another path is another key', async ({ assert }) => {
    const ada = await anApiUser()
    const tasks = [await aTask(ada), await aTask(ada)]
    const ids = []
    for (const { id } of tasks) {
      ids.push((await ok(ada.post(`/tasks/${id}/complete`, undefined, KEY))).id)
    }
    assert.deepEqual(
      ids,
      tasks.map(({ id }) => id)
    )
  })

  test('other methods than POST do not look at the key', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada)
    for (const title of ['Two', 'Three']) await ok(ada.patch(`/tasks/${id}`, { title }, KEY))
    assert.equal((await ada.get(`/tasks/${id}`)).body.title, 'Three')
  })

  for (const [path, body] of [
    ['/tasks', RENT],
    ['/tags', { name: 'garden' }],
  ] as const) {
    test(`POST ${path} honours it`, async ({ assert }) => {
      const ada = await anApiUser()
      const first = await ada.post(path, body, KEY)
      assert.deepEqual((await ada.post(path, body, KEY)).body, first.body)
    })
  }

  test('bulk and undo honour it', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada)
    const bulk = { action: 'complete', ids: [id] }
    const first = await ada.post('/tasks/bulk', bulk, KEY)
    const again = await ada.post('/tasks/bulk', bulk, KEY)
    const undone = await ada.post(`/undo/${first.body.undo}`, undefined, KEY)
    const undoneAgain = await ada.post(`/undo/${first.body.undo}`, undefined, KEY)
    assert.deepEqual([again.body, undoneAgain.body], [first.body, undone.body])
  })

  for (const [what, key] of [
    ['an empty key', ''],
    ['a key of 256 characters', 'k'.repeat(256)],
  ]) {
    test(`${what} is 400`, async ({ assert }) => {
      const ada = await anApiUser()
      const { status, body } = await ada.post('/tasks', RENT, { 'idempotency-key': key })
      assert.deepEqual([status, body.code], [400, 'idempotency_key_invalid'])
    })
  }

  test('the claim of a key commits with the change: a change that fails leaves neither', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    await ada.post(`/tasks/0197b0a2-6c1e-7c40-9b1a-2f6f3e1d5a10/complete`, undefined, KEY)
    const [kept] = await rows<{ count: number }>(
      database(),
      'SELECT count(*)::int AS count FROM idempotency_keys'
    )
    assert.equal(kept?.count, 0)
  })
})

import { test } from '@japa/runner'
import { anApiUser, ok } from '#tests/support/api'
import { aTag, aTask, taskNow } from '#tests/support/factories'

const NOBODYS = '0197b0a2-6c1e-7c40-9b1a-2f6f3e1d5a10'
const JSON_TYPE = { 'content-type': 'application/json' }

const OF_A_TASK: [method: string, path: string, body?: unknown][] = [
  ['GET', ''],
  ['GET', '?trashed=true'],
  ['PATCH', '', { title: 'Mine' }],
  ['DELETE', ''],
  ['DELETE', '?permanent=true'],
  ['POST', '/restore'],
  ['POST', '/complete'],
  ['PATCH', '/complete'],
  ['POST', '/reopen'],
  ['PUT', '/tags', { tags: ['mine'] }],
]

test.group("The API: somebody else's task is 404, as one that never was", () => {
  for (const [method, path, body] of OF_A_TASK) {
    test(`${method} /tasks/{id}${path}`, async ({ assert }) => {
      const [ada, ben] = [await anApiUser(), await anApiUser()]
      const task = await aTask(ben)
      const theirs = await ada.send(method, `/tasks/${task.id}${path}`, body, { 'if-match': '"1"' })
      const nobodys = await ada.send(method, `/tasks/${NOBODYS}${path}`, body, {
        'if-match': '"1"',
      })
      const malformed = await ada.send(method, `/tasks/one${path}`, body, { 'if-match': '"1"' })
      assert.deepEqual([theirs.status, theirs.body.code], [404, 'not_found'])
      assert.deepEqual([nobodys.body, malformed.body], [theirs.body, theirs.body])
      assert.deepEqual(await taskNow(ben, task), task)
      assert.deepEqual((await ok(ada.get('/tags'))).data, [])
    })
  }
})

test.group('The API: methods', () => {
  for (const [method, path, allow] of [
    ['PUT', '/tasks', 'GET, HEAD, POST'],
    ['DELETE', '/tasks', 'GET, HEAD, POST'],
    ['POST', `/tasks/${NOBODYS}`, 'DELETE, GET, HEAD, PATCH'],
    ['PUT', `/tasks/${NOBODYS}`, 'DELETE, GET, HEAD, PATCH'],
    ['GET', `/tasks/${NOBODYS}/complete`, 'PATCH, POST'],
    ['PATCH', `/tasks/${NOBODYS}/reopen`, 'POST'],
    ['POST', `/tasks/${NOBODYS}/tags`, 'PUT'],
    ['GET', '/tasks/bulk', 'POST'],
    ['POST', '/tasks/search', 'GET, HEAD'],
    ['PATCH', '/tasks/filter', 'GET, HEAD'],
    ['DELETE', '/tags', 'GET, HEAD, POST'],
    ['GET', `/tags/${NOBODYS}`, 'DELETE, PATCH'],
    ['GET', `/undo/${NOBODYS}`, 'POST'],
  ] as const) {
    test(`${method} ${path} is 405 with Allow`, async ({ assert }) => {
      const ada = await anApiUser()
      const { status, headers, body } = await ada.send(method, path, undefined)
      assert.deepEqual([status, body.code], [405, 'method_not_allowed'])
      assert.deepEqual((headers.get('allow') ?? '').split(', ').sort().join(', '), allow)
    })
  }

  test('an address with nothing at it is 404', async ({ assert }) => {
    const ada = await anApiUser()
    assert.equal((await ada.get('/nothing')).status, 404)
  })

  test('HEAD answers the headers of GET', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada)
    const { status, headers, body } = await ada.send('HEAD', `/tasks/${id}`, undefined)
    assert.deepEqual([status, headers.get('etag'), body], [200, '"1"', undefined])
  })
})

test.group('The API: bodies', () => {
  test('a body of more than 1 MB is 413', async ({ assert }) => {
    const ada = await anApiUser()
    const { status, body } = await ada.post('/tasks', {
      title: 'Rent',
      description: 'x'.repeat(1024 * 1024),
    })
    assert.deepEqual([status, body.code], [413, 'body_too_large'])
  })

  for (const [what, type, text] of [
    ['a form', 'application/x-www-form-urlencoded', 'title=Rent'],
    ['plain text', 'text/plain', '{"title": "Rent"}'],
    ['XML', 'application/xml', '<title>Rent</title>'],
    ['a multipart form', 'multipart/form-data; boundary=x', '--x--'],
  ] as const) {
    test(`${what} is 415`, async ({ assert }) => {
      const ada = await anApiUser()
      const { status, body } = await ada.sendRaw('POST', '/tasks', text, { 'content-type': type })
      assert.deepEqual([status, body.code], [415, 'unsupported_media_type'])
    })
  }

  test('a body without a type is 415, not passed over', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada)
    const { status } = await ada.sendRaw(
      'PATCH',
      `/tasks/${id}`,
      new TextEncoder().encode('{"title": "New"}'),
      {}
    )
    assert.equal(status, 415)
  })

  for (const text of [
    '{"title": "Rent"',
    '{title: "Rent"}',
    "{'title': 'Rent'}",
    '{"title": "Rent"}}',
  ]) {
    test(`malformed JSON is 400: ${text}`, async ({ assert }) => {
      const ada = await anApiUser()
      const { status, body } = await ada.sendRaw('POST', '/tasks', text, JSON_TYPE)
      assert.deepEqual([status, body.code], [400, 'malformed_body'])
    })
  }

  for (const text of ['[]', '"Rent"', 'null', '5', 'true']) {
    test(`JSON that is no object is refused: ${text}`, async ({ assert }) => {
      const ada = await anApiUser()
      const { status } = await ada.sendRaw('POST', '/tasks', text, JSON_TYPE)
      assert.oneOf(status, [400, 422])
      assert.deepEqual((await ok(ada.get('/tasks'))).data, [])
    })
  }

  for (const path of ['complete', 'reopen', 'restore']) {
    test(`POST ${path} with an unknown field is 422`, async ({ assert }) => {
      const ada = await anApiUser()
      const { id } = await aTask(ada)
      const { status, body } = await ada.post(`/tasks/${id}/${path}`, { force: true })
      assert.deepEqual([status, body.errors?.[0].field], [422, 'force'])
    })

    test(`POST ${path} with an empty object is like one without a body`, async ({ assert }) => {
      const ada = await anApiUser()
      const { id } = await aTask(ada)
      assert.equal((await ada.post(`/tasks/${id}/${path}`, {})).status, 200)
    })
  }

  test('JSON in another charset than UTF-8 is refused', async ({ assert }) => {
    const ada = await anApiUser()
    const { status } = await ada.sendRaw('POST', '/tasks', '{"title": "Rent"}', {
      'content-type': 'application/json; charset=koi8-r',
    })
    assert.oneOf(status, [201, 415])
  })

  test('a tag is answered without the version that is ours alone', async ({ assert }) => {
    const tag = await aTag(await anApiUser())
    assert.sameMembers(Object.keys(tag), [
      'id',
      'name',
      'color',
      'task_count',
      'created_at',
      'updated_at',
    ])
  })
})

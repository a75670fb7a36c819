import { test } from '@japa/runner'
import { anApiUser } from '#tests/support/api'
import { aTask } from '#tests/support/factories'

const json = { 'content-type': 'application/json' }

/** Requests that once were answered wrongly: with 500, or as if they had been understood. */
test.group('The API: odd requests', () => {
  test('an offset that PostgreSQL does not read is understood in a filter', async ({ assert }) => {
    const by = await anApiUser()
    const { title } = await aTask(by, { due_date: '2026-11-21T10:00:00Z' })
    const due = encodeURIComponent('2026-11-20T16:00:01-18:00') // 10:00:01 the next day in UTC
    const { status, body } = await by.get(`/tasks?due_before=${due}`)
    assert.equal(status, 200)
    assert.deepEqual(body.data[0]?.title, title)
  })

  test('an empty If-Match is malformed, not absent', async ({ assert }) => {
    const by = await anApiUser()
    const task = await aTask(by)
    const answer = await by.patch(`/tasks/${task.id}`, { title: 'Other' }, { 'if-match': '' })
    assert.equal(answer.body.code, 'if_match_malformed')
  })

  test('an empty Idempotency-Key is refused, not passed over', async ({ assert }) => {
    const by = await anApiUser()
    const answer = await by.post('/tasks', { title: 'Once' }, { 'idempotency-key': '' })
    assert.equal(answer.body.code, 'idempotency_key_invalid')
  })

  test('a body that is compressed wrongly is 400', async ({ assert }) => {
    const by = await anApiUser()
    const headers = { ...json, 'content-encoding': 'gzip' }
    const answer = await by.sendRaw('POST', '/tasks', '{"title":"x"}', headers)
    assert.equal(answer.body.code, 'malformed_body')
  })

  test('a body in an unknown encoding is 415', async ({ assert }) => {
    const by = await anApiUser()
    const headers = { ...json, 'content-encoding': 'rot13' }
    const answer = await by.sendRaw('POST', '/tasks', '{"title":"x"}', headers)
    assert.equal(answer.body.code, 'unsupported_media_type')
  })

  test('a body without a type is 415: it must not pass for an empty one', async ({ assert }) => {
    const by = await anApiUser()
    const task = await aTask(by)
    const body = new TextEncoder().encode('{"title":"x"}')
    const answer = await by.sendRaw('PATCH', `/tasks/${task.id}`, body, {})
    assert.equal(answer.body.code, 'unsupported_media_type')
  })

  test('a body of null is no object', async ({ assert }) => {
    const by = await anApiUser()
    const task = await aTask(by)
    const answer = await by.sendRaw('PATCH', `/tasks/${task.id}`, 'null', json)
    assert.deepInclude(answer.body.errors[0], { field: 'body', rule: 'object' })
  })

  test('an address that cannot be decoded is told as a problem', async ({ assert }) => {
    const by = await anApiUser()
    const answer = await by.get('/tasks/%ff')
    assert.equal(answer.body.code, 'malformed_path')
  })

  for (const limit of ['0x10', '1e1', '%205', '5.0', '', '201', '0']) {
    test(`a limit of "${limit}" is no whole number from 1 to 200`, async ({ assert }) => {
      const by = await anApiUser()
      const { status, body } = await by.get(`/tasks?limit=${limit}`)
      assert.equal(status, 422)
      assert.equal(body.detail, 'limit is a whole number from 1 to 200.')
    })
  }

  test('a field in the body of a route that takes none is told', async ({ assert }) => {
    const by = await anApiUser()
    const task = await aTask(by)
    const { body } = await by.post(`/tasks/${task.id}/complete`, { at: 'noon' })
    assert.deepInclude(body.errors[0], { field: 'at', rule: 'unknown' })
    assert.equal((await by.post(`/tasks/${task.id}/complete`, {})).status, 200)
  })

  test('choices are told with a space between', async ({ assert }) => {
    const by = await anApiUser()
    const { body } = await by.get('/tasks?status=open')
    assert.equal(body.detail, 'status is one of: active, completed.')
  })
})

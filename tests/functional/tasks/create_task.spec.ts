import { test } from '@japa/runner'
import { anApiUser, refusals } from '#tests/support/api'
import { aTask } from '#tests/support/factories'

test.group('Creating a task', () => {
  test('a title is all that a task needs', async ({ assert }) => {
    const ada = await anApiUser()
    const answer = await ada.post('/tasks', { title: 'Pay rent' })
    assert.equal(answer.status, 201)
    assert.containsSubset(answer.body, {
      title: 'Pay rent',
      description: null,
      status: 'active',
      priority: 'medium',
      due_date: null,
      due_timezone: null,
      all_day: false,
      due_at: null,
      tags: [],
      version: 1,
      completed_at: null,
      deleted_at: null,
    })
  })

  test('the answer says where the task is, its ETag and how to take it back', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const { headers, body } = await ada.post('/tasks', { title: 'Pay rent' })
    assert.equal(headers.get('location'), `/api/tasks/${body.id}`)
    assert.equal(headers.get('etag'), '"1"')
    assert.match(headers.get('taskflow-undo') ?? '', /^[0-9a-f-]{36}$/)
  })

  test('a task reads as it was answered when it was made', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const made = await aTask(ada, {
      title: 'Call Zoë',
      description: '# Why\n\n- because',
      priority: 'urgent',
      due_date: '2026-11-21T18:00:00+01:00',
      tags: ['phone', 'Family'],
    })
    const { body } = await ada.get(`/tasks/${made.id}`)
    assert.deepEqual(body, made)
  })

  test('ids are version 7 UUIDs', async ({ assert }) => {
    const { id } = await aTask(await anApiUser())
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  test('the title is trimmed', async ({ assert }) => {
    const { title } = await aTask(await anApiUser(), { title: ' \t\u00a0 Pay rent \n' })
    assert.equal(title, 'Pay rent')
  })

  test('a title has up to 200 characters, counted as people count them', async ({ assert }) => {
    const ada = await anApiUser()
    const title = '🍅'.repeat(200)
    assert.equal((await aTask(ada, { title })).title, title)
  })

  test('a description has up to 10,000 characters, counted as people count them', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const description = '🍅'.repeat(10_000)
    assert.equal((await aTask(ada, { description })).description, description)
  })

  test('tags that do not exist are made on the way, with the default colour', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    await aTask(ada, { tags: ['garden'] })
    const { body } = await ada.get('/tags')
    assert.containsSubset(body.data, [{ name: 'garden', color: '#3B82F6', task_count: 1 }])
  })

  test('a tag that exists is used whatever its case, and keeps its spelling', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    await aTask(ada, { tags: ['Garden'] })
    const { tags } = await aTask(ada, { tags: ['GARDEN'] })
    assert.deepEqual(tags, ['Garden'])
  })

  test('of two spellings of one tag in one request the first is kept', async ({ assert }) => {
    const { tags } = await aTask(await anApiUser(), { tags: ['Garden', 'garden', 'GARDEN'] })
    assert.deepEqual(tags, ['Garden'])
  })

  test('a task can have 50 new tags', async ({ assert }) => {
    const tags = Array.from({ length: 50 }, (_, number) => `tag ${String(number).padStart(2, '0')}`)
    assert.deepEqual((await aTask(await anApiUser(), { tags })).tags, tags)
  })

  test('is_recurring may come along when it agrees', async ({ assert }) => {
    const { is_recurring: isRecurring } = await aTask(await anApiUser(), { is_recurring: false })
    assert.isFalse(isRecurring)
  })

  test('read-only fields may come along when they agree with what is made', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const answer = await ada.post('/tasks', {
      title: 'Pay rent',
      due_date: '2026-12-01',
      all_day: true,
      due_at: '2026-12-01T22:59:59.999999Z',
      status: 'active',
      version: 1,
    })
    assert.equal(answer.status, 201)
  })

  for (const [field, value] of [
    ['is_recurring', true],
    ['reminder_time', '2026-11-21T17:00:00Z'],
    ['status', 'completed'],
    ['id', '0197b0a2-6c1e-7c40-9b1a-2f6f3e1d5a10'],
    ['version', 7],
    ['all_day', true],
    ['created_at', '2026-11-21T17:00:00Z'],
    ['completed_at', '2026-11-21T17:00:00Z'],
    ['series_id', '0197b0a2-6c1e-7c40-9b1a-2f6f3e1d5a10'],
  ] as const) {
    test(`${field} cannot be written on create`, async ({ assert }) => {
      const ada = await anApiUser()
      assert.deepEqual(refusals(await ada.post('/tasks', { title: 'Pay rent', [field]: value })), [
        `${field} read_only`,
      ])
    })
  }

  test('a create that is refused leaves nothing behind', async ({ assert }) => {
    const ada = await anApiUser()
    refusals(await ada.post('/tasks', { title: 'Pay rent', tags: ['home'], is_recurring: true }))
    assert.deepEqual((await ada.get('/tasks')).body.data, [])
    assert.deepEqual((await ada.get('/tags')).body.data, [])
  })
})

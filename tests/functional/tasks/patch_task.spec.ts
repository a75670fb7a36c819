import { test } from '@japa/runner'
import { anApiUser, ok, refusals } from '#tests/support/api'
import { aTask, taskNow } from '#tests/support/factories'

const FULL = {
  title: 'Call Zoë',
  description: 'About the garden',
  priority: 'high',
  due_date: '2026-11-21T18:00:00+01:00',
  due_timezone: 'Europe/Paris',
  tags: ['family', 'phone'],
}

test.group('Patching a task', () => {
  for (const [field, value] of [
    ['title', 'Visit Zoë'],
    ['description', 'About everything'],
    ['priority', 'low'],
    ['due_date', '2026-11-22T09:30:00+01:00'],
    ['tags', ['visits']],
  ] as const) {
    test(`a patch of ${field} touches no other field`, async ({ assert }) => {
      const ada = await anApiUser()
      const before = await aTask(ada, FULL)
      const after = await ok(ada.patch(`/tasks/${before.id}`, { [field]: value }))
      assert.deepEqual(after[field], value)
      const moving = ['version', 'updated_at', 'due_at', field]
      assert.deepEqual(without(after, moving), without(before, moving))
      assert.equal(after.version, 2)
    })
  }

  for (const [field, cleared] of [
    ['description', { description: null }],
    ['due_date', { due_date: null, due_timezone: null, due_at: null, all_day: false }],
  ] as const) {
    test(`null clears ${field}`, async ({ assert }) => {
      const ada = await anApiUser()
      const { id } = await aTask(ada, FULL)
      assert.containsSubset(await ok(ada.patch(`/tasks/${id}`, { [field]: null })), cleared)
    })
  }

  test('an empty list takes the tags off', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada, FULL)
    assert.deepEqual((await ok(ada.patch(`/tasks/${id}`, { tags: [] }))).tags, [])
  })

  test('application/merge-patch+json is understood', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada)
    const answer = await ada.patch(
      `/tasks/${id}`,
      { title: 'New' },
      { 'content-type': 'application/merge-patch+json' }
    )
    assert.equal(answer.body.title, 'New')
  })

  for (const [what, fields] of [
    ['timed', FULL],
    ['all-day', { ...FULL, due_date: '2026-11-21', due_timezone: null }],
    ['without due date', { title: 'Call Zoë' }],
  ] as const) {
    test(`a task (${what}) is sent back whole as it was read, and nothing changes`, async ({
      assert,
    }) => {
      const ada = await anApiUser('Pacific/Auckland')
      const task = await aTask(ada, fields)
      const answer = await ada.patch(`/tasks/${task.id}`, task)
      assert.equal(answer.status, 200)
      assert.deepEqual(answer.body, task)
      assert.isNull(answer.headers.get('taskflow-undo'))
    })
  }

  test('a completed task can be sent back whole with another title', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada, FULL)
    const completed = await ok(ada.post(`/tasks/${id}/complete`))
    const after = await ok(ada.patch(`/tasks/${id}`, { ...completed, title: 'Called Zoë' }))
    assert.equal(after.title, 'Called Zoë')
  })

  for (const [field, value] of [
    ['status', 'completed'],
    ['version', 2],
    ['id', '0197b0a2-6c1e-7c40-9b1a-2f6f3e1d5a10'],
    ['is_recurring', true],
    ['reminder_time', '2026-11-21T09:00:00Z'],
    ['due_at', '2026-11-21T09:00:00Z'],
    ['all_day', true],
    ['created_at', '2026-11-21T09:00:00Z'],
    ['updated_at', '2026-11-21T09:00:00Z'],
    ['completed_at', '2026-11-21T09:00:00Z'],
    ['deleted_at', '2026-11-21T09:00:00Z'],
    ['skipped_at', '2026-11-21T09:00:00Z'],
    ['next_due_date', '2026-11-22'],
    ['next_task_id', '0197b0a2-6c1e-7c40-9b1a-2f6f3e1d5a10'],
    ['occurrence_key', '2026-11-21'],
    ['series_id', '0197b0a2-6c1e-7c40-9b1a-2f6f3e1d5a10'],
  ] as const) {
    test(`another ${field} than the present one is refused`, async ({ assert }) => {
      const ada = await anApiUser()
      const task = await aTask(ada, FULL)
      assert.deepEqual(refusals(await ada.patch(`/tasks/${task.id}`, { [field]: value })), [
        `${field} read_only`,
      ])
      assert.deepEqual(await taskNow(ada, task), task)
    })
  }

  test('the version goes up by one with each change, and not with a patch that changes nothing', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada, { title: 'One' })
    const versions = []
    for (const title of ['Two', 'Two', 'Three']) {
      versions.push((await ok(ada.patch(`/tasks/${id}`, { title }))).version)
    }
    assert.deepEqual(versions, [2, 2, 3])
  })

  test('updated_at moves on with every change, even within one moment of the clock', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const moments = [(await aTask(ada)).updated_at]
    const [{ id }] = (await ada.get('/tasks')).body.data
    for (const title of ['Two', 'Three']) {
      moments.push((await ok(ada.patch(`/tasks/${id}`, { title }))).updated_at)
    }
    assert.deepEqual(moments, [...new Set(moments)].sort())
  })

  test('an empty patch changes nothing', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTask(ada)
    assert.deepEqual(await ok(ada.patch(`/tasks/${task.id}`, {})), task)
  })
})

function without(task: object, fields: string[]) {
  return Object.fromEntries(Object.entries(task).filter(([field]) => !fields.includes(field)))
}

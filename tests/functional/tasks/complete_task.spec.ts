import { test } from '@japa/runner'
import { anApiUser, ok } from '#tests/support/api'
import { aCompletedTask, aTask } from '#tests/support/factories'
import { travelTo } from '#tests/support/clock'

test.group('Completing and reopening a task', () => {
  for (const method of ['POST', 'PATCH']) {
    test(`${method} completes a task and says when`, async ({ assert }) => {
      await travelTo('2026-11-21T10:00:00.25Z')
      const ada = await anApiUser()
      const { id } = await aTask(ada)
      const answer = await ada.send(method, `/tasks/${id}/complete`, undefined)
      assert.equal(answer.status, 200)
      assert.containsSubset(answer.body, {
        status: 'completed',
        completed_at: '2026-11-21T10:00:00.25Z',
        version: 2,
        next_due_date: null,
        next_task_id: null,
      })
    })
  }

  test('completing twice is the same as once', async ({ assert }) => {
    const ada = await anApiUser()
    const once = await aCompletedTask(ada)
    const twice = await ada.post(`/tasks/${once.id}/complete`)
    assert.deepEqual([twice.status, twice.body], [200, once])
  })

  test('a completion that changes nothing has nothing to take back', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aCompletedTask(ada)
    assert.isNull((await ada.post(`/tasks/${id}/complete`)).headers.get('taskflow-undo'))
  })

  test('reopening makes a task active again', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aCompletedTask(ada)
    const task = await ok(ada.post(`/tasks/${id}/reopen`))
    assert.containsSubset(task, { status: 'active', completed_at: null, version: 3 })
  })

  test('reopening twice is the same as once', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aCompletedTask(ada)
    const once = await ok(ada.post(`/tasks/${id}/reopen`))
    assert.deepEqual(await ok(ada.post(`/tasks/${id}/reopen`)), once)
  })

  test('a completed task can be edited, and stays completed', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aCompletedTask(ada)
    assert.equal((await ok(ada.patch(`/tasks/${id}`, { title: 'Done' }))).status, 'completed')
  })
})

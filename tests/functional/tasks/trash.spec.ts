import { test } from '@japa/runner'
import { database, rows } from '#app/shared/database'
import { anApiUser, ok } from '#tests/support/api'
import { aTask, aTrashedTask, found, taskNow } from '#tests/support/factories'
import { travelTo } from '#tests/support/clock'

test.group('The trash', () => {
  test('DELETE puts a task there and says when', async ({ assert }) => {
    await travelTo('2026-11-21T10:00:00Z')
    const ada = await anApiUser()
    const task = await aTask(ada, { tags: ['home'] })
    const { status, body } = await ada.delete(`/tasks/${task.id}`)
    assert.deepEqual([status, body], [204, undefined])
    assert.containsSubset(await taskNow(ada, task), {
      deleted_at: '2026-11-21T10:00:00Z',
      tags: ['home'],
      version: 2,
    })
  })

  test('DELETE again is 204 and changes nothing', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTrashedTask(ada)
    const { status, headers } = await ada.delete(`/tasks/${task.id}`, { 'if-match': '"99"' })
    assert.deepEqual([status, headers.get('taskflow-undo')], [204, null])
    assert.deepEqual(await taskNow(ada, task), task)
  })

  test('a trashed task reads 404', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTrashedTask(ada)
    assert.equal((await ada.get(`/tasks/${id}`)).status, 404)
    assert.equal((await ada.get(`/tasks/${id}?trashed=false`)).status, 404)
  })

  test('a trashed task reads with trashed=true', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTrashedTask(ada)
    assert.equal((await ada.get(`/tasks/${id}?trashed=true`)).status, 200)
  })

  test('a task that is not in the trash reads with trashed=true too', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTask(ada)
    assert.deepEqual((await ada.get(`/tasks/${task.id}?trashed=true`)).body, task)
  })

  for (const [what, method, path, body] of [
    ['PATCH', 'PATCH', '', { title: 'New' }],
    ['POST complete', 'POST', '/complete', undefined],
    ['PATCH complete', 'PATCH', '/complete', undefined],
    ['POST reopen', 'POST', '/reopen', undefined],
    ['PUT tags', 'PUT', '/tags', { tags: ['new'] }],
  ] as const) {
    test(`${what} on a trashed task is 409 task_in_trash and changes nothing`, async ({
      assert,
    }) => {
      const ada = await anApiUser()
      const task = await aTrashedTask(ada)
      const answer = await ada.send(method, `/tasks/${task.id}${path}`, body, {
        'if-match': '"99"',
      })
      assert.deepEqual([answer.status, answer.body.code], [409, 'task_in_trash'])
      assert.deepEqual(await taskNow(ada, task), task)
    })
  }

  test('tags that a refused change would have made are not made', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTrashedTask(ada)
    await ada.put(`/tasks/${id}/tags`, { tags: ['new'] })
    assert.deepEqual((await ok(ada.get('/tags'))).data, [])
  })

  test('restore takes a task out again, as it was', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, { tags: ['home'], due_date: '2026-11-21', priority: 'high' })
    await ok(ada.delete(`/tasks/${task.id}`))
    const {
      version,
      updated_at: updatedAt,
      ...restored
    } = await ok(ada.post(`/tasks/${task.id}/restore`))
    assert.containsSubset(task, restored)
    assert.equal(version, 3)
    assert.isAbove(Date.parse(updatedAt), Date.parse(task.updated_at) - 1)
  })

  test('restore of a task that is not there changes nothing', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTask(ada)
    const answer = await ada.post(`/tasks/${task.id}/restore`)
    assert.deepEqual(
      [answer.status, answer.body, answer.headers.get('taskflow-undo')],
      [200, task, null]
    )
  })

  test('a completed task comes back completed', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada)
    const completed = await ok(ada.post(`/tasks/${id}/complete`))
    await ok(ada.delete(`/tasks/${id}`))
    const restored = await ok(ada.post(`/tasks/${id}/restore`))
    assert.deepEqual(
      [restored.status, restored.completed_at],
      ['completed', completed.completed_at]
    )
  })
})

test.group('Deleting for good', () => {
  for (const make of [aTask, aTrashedTask]) {
    test(`permanent=true deletes ${make === aTask ? 'a task' : 'a trashed task'} for good`, async ({
      assert,
    }) => {
      const ada = await anApiUser()
      const { id } = await make(ada)
      const { status, headers } = await ada.delete(`/tasks/${id}?permanent=true`)
      assert.deepEqual([status, headers.get('taskflow-undo')], [204, null])
      assert.equal((await ada.get(`/tasks/${id}?trashed=true`)).status, 404)
    })
  }

  test('a second time it is 404', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada)
    await ok(ada.delete(`/tasks/${id}?permanent=true`))
    assert.equal((await ada.delete(`/tasks/${id}?permanent=true`)).status, 404)
    assert.equal((await ada.delete(`/tasks/${id}`)).status, 404)
  })

  test('permanent=false is the trash', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada, { title: 'Kept' })
    await ok(ada.delete(`/tasks/${id}?permanent=false`))
    assert.deepEqual(await found(ada, '/tasks?trashed=true'), ['Kept'])
  })

  test('no undo entry keeps what the task was', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada, { title: 'A secret', description: 'never to be told' })
    await ok(ada.patch(`/tasks/${id}`, { title: 'Another secret' }))
    await ok(
      ada.post('/tasks/bulk', {
        action: 'complete',
        ids: [id, (await aTask(ada, { title: 'Plain' })).id],
      })
    )
    await ok(ada.delete(`/tasks/${id}?permanent=true`))
    const [entries] = await rows<{ text: string }>(
      database(),
      'SELECT string_agg(changes::text, $$ $$) AS text FROM undo_entries'
    )
    assert.notMatch(entries?.text ?? '', /secret|never to be told/)
    assert.match(entries?.text ?? '', /Plain/)
  })

  test('an undo of a bulk change names the task that is gone, and takes back the rest', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const [gone, kept] = [await aTask(ada, { title: 'Gone' }), await aTask(ada, { title: 'Kept' })]
    const { body } = await ada.post('/tasks/bulk', { action: 'complete', ids: [gone.id, kept.id] })
    await ok(ada.delete(`/tasks/${gone.id}?permanent=true`))
    const undone = await ok(ada.post(`/undo/${body.undo}`))
    assert.deepEqual(undone, {
      action: 'bulk.complete',
      undone: [{ type: 'task', id: kept.id, name: 'Kept' }],
      kept: [{ type: 'task', id: gone.id, name: null, reason: 'gone' }],
    })
  })
})

import { test } from '@japa/runner'
import { deleteAccount } from '#app/identity/actions/delete_account'
import { database, rows } from '#app/shared/database'
import { ok } from '#tests/support/api'
import { aTag, aTask, taskNow } from '#tests/support/factories'
import { aReader, letEventsArrive, trailOf } from '#tests/functional/audit/support'

test.group('From a change to the audit trail', () => {
  test('what a person did with a task is there, in order, with who and through what', async ({
    assert,
  }) => {
    const ada = await aReader()
    const { id } = await aTask(ada, { title: 'Prune', priority: 'low' })
    await ok(ada.patch(`/tasks/${id}`, { title: 'Prune the roses', priority: 'high' }))
    await ok(ada.post(`/tasks/${id}/complete`))
    await letEventsArrive()

    const { data, meta } = await ok(ada.get(`/audit?task=${id}`))
    const [completed, updated, created] = data
    assert.lengthOf(data, 3)
    assert.deepInclude(created, { event_type: 'task.created', changes: null, task_id: id })
    assert.deepInclude(updated, {
      event_type: 'task.updated',
      changes: {
        title: { from: 'Prune', to: 'Prune the roses' },
        priority: { from: 'low', to: 'high' },
      },
    })
    assert.deepInclude(completed, { event_type: 'task.completed' })
    assert.deepEqual(completed.changes.status, { from: 'active', to: 'completed' })
    assert.deepEqual(completed.data.task, await taskNow(ada, { id }))
    for (const entry of data) {
      assert.deepInclude(entry, { understood: true, schema_version: 1 })
      assert.deepInclude(entry.actor, { kind: 'token', label: 'test', via: 'api' })
    }
    assert.deepEqual(
      data.map(({ user_seq: sequence }: { user_seq: number }) => sequence),
      [3, 2, 1]
    )
    assert.equal(meta.position, completed.position)
  })

  test('tags are there too, and each of several people finds their own', async ({ assert }) => {
    const [ada, bob] = [await aReader(), await aReader()]
    const tag = await aTag(ada, 'garden')
    await aTask(bob, { title: 'Wash up' })
    await ok(ada.patch(`/tags/${tag.id}`, { name: 'allotment' }))
    await ok(ada.delete(`/tags/${tag.id}`))
    await letEventsArrive()

    const { data } = await ok(ada.get('/audit'))
    assert.deepEqual(
      data.map(({ event_type: type }: { event_type: string }) => type),
      ['tag.deleted', 'tag.updated', 'tag.created']
    )
    assert.deepEqual(data[1].changes, { name: { from: 'garden', to: 'allotment' } })
    const theirs = await ok(bob.get('/audit'))
    assert.lengthOf(theirs.data, 1)
    assert.equal(theirs.data[0].user_seq, 1)
  })

  test('what was written before an account was deleted is gone after it', async ({ assert }) => {
    const ada = await aReader()
    await aTask(ada, { title: 'a secret', tags: ['another secret'] })
    await letEventsArrive()
    assert.include(JSON.stringify(await trailOf(ada.user.id)), 'secret')
    await deleteAccount(ada.actor, ada.user.id)
    await letEventsArrive()
    const trail = await trailOf(ada.user.id)
    assert.lengthOf(trail, 3)
    assert.notInclude(JSON.stringify(trail), 'secret')
    const [letters] = await rows<{ count: number }>(
      database(),
      'SELECT count(*)::int AS count FROM dead_letters'
    )
    assert.equal(letters?.count, 0)
  })
})

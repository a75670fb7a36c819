import { test } from '@japa/runner'
import { type ApiAnswer, anApiUser, type ApiUser, ok } from '#tests/support/api'
import { aTag, aTask, taskNow } from '#tests/support/factories'

const undo = (by: ApiUser, change: ApiAnswer) =>
  by.post(`/undo/${change.headers.get('taskflow-undo')}`)

test.group('Undo of changes of tags', () => {
  test('a creation is taken back', async ({ assert }) => {
    const ada = await anApiUser()
    const created = await ada.post('/tags', { name: 'garden' })
    const { body } = await undo(ada, created)
    assert.deepEqual(body, {
      action: 'tag.create',
      undone: [{ type: 'tag', id: created.body.id, name: 'garden' }],
      kept: [],
    })
    assert.deepEqual((await ok(ada.get('/tags'))).data, [])
  })

  test('a rename is taken back, and search finds by the old name again', async ({ assert }) => {
    const ada = await anApiUser()
    const tag = await aTag(ada, 'orchard')
    await aTask(ada, { tags: ['orchard'] })
    await ok(undo(ada, await ada.patch(`/tags/${tag.id}`, { name: 'meadow', color: '#000000' })))
    const [{ name, color }] = (await ok(ada.get('/tags'))).data
    assert.deepEqual({ name, color }, { name: tag.name, color: tag.color })
    assert.lengthOf((await ok(ada.get('/tasks/search?q=orchard'))).data, 1)
  })

  test('a deletion is taken back with its tasks, and search finds by it again', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const tag = await aTag(ada, 'orchard', { color: '#5B8C5A' })
    const task = await aTask(ada, { tags: ['orchard', 'home'] })
    await ok(undo(ada, await ada.delete(`/tags/${tag.id}`)))
    assert.deepEqual(await taskNow(ada, task), task)
    assert.equal(
      (await ok(ada.get('/tags'))).data.find(({ id }: any) => id === tag.id).color,
      '#5B8C5A'
    )
    assert.lengthOf((await ok(ada.get('/tasks/search?q=orchard'))).data, 1)
  })

  test('a deletion is done again by the undo of its undo', async ({ assert }) => {
    const ada = await anApiUser()
    const tag = await aTag(ada, 'orchard')
    const task = await aTask(ada, { tags: ['orchard'] })
    await ok(undo(ada, await undo(ada, await ada.delete(`/tags/${tag.id}`))))
    assert.deepEqual((await taskNow(ada, task)).tags, [])
  })

  test('a rename that was renamed since is kept and named', async ({ assert }) => {
    const ada = await anApiUser()
    const tag = await aTag(ada, 'one')
    const change = await ada.patch(`/tags/${tag.id}`, { name: 'two' })
    await ok(ada.patch(`/tags/${tag.id}`, { name: 'three' }))
    const { body } = await undo(ada, change)
    assert.deepEqual(body.kept, [
      { type: 'tag', id: tag.id, name: 'three', reason: 'changed_since' },
    ])
  })

  test('a rename whose old name is taken by now is kept and named', async ({ assert }) => {
    const ada = await anApiUser()
    const tag = await aTag(ada, 'one')
    const change = await ada.patch(`/tags/${tag.id}`, { name: 'two' })
    await aTag(ada, 'ONE')
    const { body } = await undo(ada, change)
    assert.deepEqual(body.kept, [{ type: 'tag', id: tag.id, name: 'one', reason: 'name_taken' }])
  })

  test('a deletion whose name is taken by now is kept and named', async ({ assert }) => {
    const ada = await anApiUser()
    const tag = await aTag(ada, 'one')
    const change = await ada.delete(`/tags/${tag.id}`)
    await aTag(ada, 'ONE')
    const { body } = await undo(ada, change)
    assert.deepEqual(body.kept, [{ type: 'tag', id: tag.id, name: 'one', reason: 'name_taken' }])
  })

  test('a rename of a tag that is gone is named as gone', async ({ assert }) => {
    const ada = await anApiUser()
    const tag = await aTag(ada, 'one')
    const change = await ada.patch(`/tags/${tag.id}`, { name: 'two' })
    await ok(ada.delete(`/tags/${tag.id}`))
    const { body } = await undo(ada, change)
    assert.deepEqual(body.kept, [{ type: 'tag', id: tag.id, name: 'one', reason: 'gone' }])
  })
})

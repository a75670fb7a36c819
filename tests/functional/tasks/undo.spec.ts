import { test } from '@japa/runner'
import { type ApiAnswer, anApiUser, type ApiUser, ok } from '#tests/support/api'
import {
  aCompletedTask,
  aTag,
  aTask,
  aTrashedTask,
  lasting,
  taskNow,
} from '#tests/support/factories'
import { travelTo } from '#tests/support/clock'

const undoOf = (answer: ApiAnswer) => answer.headers.get('taskflow-undo')
const undo = (by: ApiUser, change: ApiAnswer) => by.post(`/undo/${undoOf(change)}`)

const CHANGES: [
  what: string,
  make: typeof aTask,
  send: (by: ApiUser, id: string) => Promise<ApiAnswer>,
][] = [
  [
    'a patch',
    aTask,
    (by, id) => by.patch(`/tasks/${id}`, { title: 'New', tags: ['new'], due_date: '2026-11-21' }),
  ],
  ['a deletion', aTask, (by, id) => by.delete(`/tasks/${id}`)],
  ['a restoration', aTrashedTask, (by, id) => by.post(`/tasks/${id}/restore`)],
  ['a completion', aTask, (by, id) => by.post(`/tasks/${id}/complete`)],
  ['a reopening', aCompletedTask, (by, id) => by.post(`/tasks/${id}/reopen`)],
  [
    'a replacement of tags',
    (by) => aTask(by, { tags: ['old'] }),
    (by, id) => by.put(`/tasks/${id}/tags`, { tags: ['new'] }),
  ],
]

test.group('Undo', () => {
  for (const [what, make, send] of CHANGES) {
    test(`${what} is taken back, and done again by the undo's own undo`, async ({ assert }) => {
      const ada = await anApiUser()
      const before = await make(ada)
      const change = await send(ada, before.id)
      const changed = await taskNow(ada, before)
      const undone = await undo(ada, change)
      const after = await taskNow(ada, before)
      const redone = await undo(ada, undone)
      const again = await taskNow(ada, before)

      assert.deepEqual([undone.status, redone.status], [200, 200])
      assert.notDeepEqual(lasting(changed), lasting(before))
      assert.deepEqual(lasting(after), lasting(before))
      assert.deepEqual(lasting(again), lasting(changed))
      assert.deepEqual(
        [changed, after, again].map(({ version }) => version - before.version),
        [1, 2, 3]
      )
    })
  }

  test('it says what was taken back', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada, { title: 'Rent' })
    const { body } = await undo(ada, await ada.post(`/tasks/${id}/complete`))
    assert.deepEqual(body, {
      action: 'task.complete',
      undone: [{ type: 'task', id, name: 'Rent' }],
      kept: [],
    })
  })

  test('a creation that is taken back goes to the trash, as nothing typed is lost', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const created = await ada.post('/tasks', { title: 'Rent' })
    await ok(undo(ada, created))
    const { data } = await ok(ada.get('/tasks?trashed=true'))
    assert.deepEqual(
      data.map(({ id }: any) => id),
      [created.body.id]
    )
  })

  test('a creation that was taken back is done again', async ({ assert }) => {
    const ada = await anApiUser()
    const created = await ada.post('/tasks', { title: 'Rent' })
    await ok(undo(ada, await undo(ada, created)))
    assert.deepEqual(
      lasting((await ada.get(`/tasks/${created.body.id}`)).body),
      lasting(created.body)
    )
  })

  test('a row that has changed since is kept and named', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada)
    const change = await ada.patch(`/tasks/${id}`, { title: 'Mine' })
    await ok(ada.patch(`/tasks/${id}`, { priority: 'high' }))
    const { status, body, headers } = await undo(ada, change)
    assert.equal(status, 200)
    assert.deepEqual(body, {
      action: 'task.update',
      undone: [],
      kept: [{ type: 'task', id, name: 'Mine', reason: 'changed_since' }],
    })
    assert.isNull(headers.get('taskflow-undo'))
  })

  test('of many rows those that are as they were left are taken back', async ({ assert }) => {
    const ada = await anApiUser()
    const [same, other] = [await aTask(ada), await aTask(ada)]
    const change = await ada.post('/tasks/bulk', { action: 'complete', ids: [same.id, other.id] })
    await ok(ada.patch(`/tasks/${other.id}`, { title: 'Other' }))
    const { body } = await undo(ada, change)
    assert.deepEqual(
      body.undone.map(({ id }: any) => id),
      [same.id]
    )
    assert.deepEqual(
      body.kept.map(({ id, reason }: any) => [id, reason]),
      [[other.id, 'changed_since']]
    )
    assert.equal((await taskNow(ada, other)).status, 'completed')
  })

  test('two changes are taken back one after the other, the last first', async ({ assert }) => {
    const ada = await anApiUser()
    const before = await aTask(ada)
    const changes = [
      await ada.patch(`/tasks/${before.id}`, { title: 'Two' }),
      await ada.patch(`/tasks/${before.id}`, { title: 'Three' }),
    ]
    for (const change of changes.toReversed()) await ok(undo(ada, change))
    assert.deepEqual(lasting(await taskNow(ada, before)), lasting(before))
  })

  test('within 24 hours it is there', async ({ assert }) => {
    await travelTo('2026-11-21T10:00:00Z')
    const ada = await anApiUser()
    const change = await ada.post(`/tasks/${(await aTask(ada)).id}/complete`)
    await travelTo('2026-11-22T09:59:59Z')
    assert.equal((await undo(ada, change)).status, 200)
  })

  test('after 24 hours it is gone', async ({ assert }) => {
    await travelTo('2026-11-21T10:00:00Z')
    const ada = await anApiUser()
    const change = await ada.post(`/tasks/${(await aTask(ada)).id}/complete`)
    await travelTo('2026-11-22T10:00:00Z')
    assert.equal((await undo(ada, change)).status, 404)
  })

  test('twice is 409', async ({ assert }) => {
    const ada = await anApiUser()
    const change = await ada.post(`/tasks/${(await aTask(ada)).id}/complete`)
    await ok(undo(ada, change))
    const { status, body } = await undo(ada, change)
    assert.deepEqual([status, body.code], [409, 'already_undone'])
  })

  test("somebody else's change is 404 and stays", async ({ assert }) => {
    const [ada, ben] = [await anApiUser(), await anApiUser()]
    const task = await aCompletedTask(ben)
    const change = await ben.patch(`/tasks/${task.id}`, { title: 'Mine' })
    assert.equal((await undo(ada, change)).status, 404)
    assert.equal((await taskNow(ben, task)).title, 'Mine')
  })

  for (const id of ['0197b0a2-6c1e-7c40-9b1a-2f6f3e1d5a10', 'nothing', 'null']) {
    test(`an id that is none (${id}) is 404`, async ({ assert }) => {
      const ada = await anApiUser()
      assert.equal((await ada.post(`/undo/${id}`)).status, 404)
    })
  }

  test('a tag that was deleted since does not come back with a task', async ({ assert }) => {
    const ada = await anApiUser()
    const tag = await aTag(ada, 'garden')
    const task = await aTask(ada, { tags: ['garden', 'home'] })
    const change = await ada.put(`/tasks/${task.id}/tags`, { tags: [] })
    await ok(ada.delete(`/tags/${tag.id}`))
    await ok(undo(ada, change))
    assert.deepEqual((await taskNow(ada, task)).tags, ['home'])
  })
})

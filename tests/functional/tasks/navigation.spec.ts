import { test } from '@japa/runner'
import { database, inTransaction } from '#app/shared/database'
import { createTask } from '#app/tasks/create_task'
import { navigation } from '#app/tasks/navigation_query'
import { seedDemo } from '#app/tasks/seed_demo'
import { anApiUser, type ApiUser, ok } from '#tests/support/api'
import { travelTo } from '#tests/support/clock'
import { statementsOf } from '#tests/support/statements'

const counts = async (by: ApiUser) => (await navigation(database(), by.actor)).counts

/** Enough tasks that counting them is remembered. */
async function somebodyBusy() {
  await travelTo('2026-11-21T12:00:00Z')
  const ada = await anApiUser()
  await seedDemo(ada.user, 2000, 1, () => {})
  return ada
}

test.group('The sidebar of a large account', () => {
  test('is counted once and then only asked about', async ({ assert }) => {
    const ada = await somebodyBusy()
    const first = await counts(ada)
    const sent = await statementsOf(async () => assert.deepEqual(await counts(ada), first))
    assert.lengthOf(sent, 1)
    assert.include(sent[0]!, 'pg_visible_in_snapshot')
  })

  test('every kind of change is seen at once: create, complete, undo, tag, trash, deletion for good', async ({
    assert,
  }) => {
    const ada = await somebodyBusy()
    const before = await counts(ada)

    const task = await ok(ada.post('/tasks', { title: 'one more', tags: ['brand new'] }))
    assert.equal((await counts(ada)).all, before.all + 1)
    const { tags } = await navigation(database(), ada.actor)
    assert.equal(tags.find((tag) => tag.name === 'brand new')?.count, 1)

    const completed = await ada.post(`/tasks/${task.id}/complete`)
    assert.equal((await counts(ada)).all, before.all)
    await ada.post(`/undo/${completed.headers.get('taskflow-undo')}`)
    assert.equal((await counts(ada)).all, before.all + 1)

    await ada.delete(`/tasks/${task.id}`)
    assert.equal((await counts(ada)).all, before.all)
    await ada.post(`/tasks/${task.id}/restore`)
    assert.equal((await counts(ada)).all, before.all + 1)
    await ada.delete(`/tasks/${task.id}?permanent=true`)
    assert.equal((await counts(ada)).all, before.all)
  })

  test('a change that began before the count and commits after it is seen', async ({ assert }) => {
    const ada = await somebodyBusy()
    const before = await counts(ada)
    await inTransaction(async (trx) => {
      await createTask(trx, ada.actor, { title: 'slow' })
      await createTask(trx, ada.actor, { title: 'slower' })
      // Counted, and remembered, while the change is not committed yet.
      await ok(ada.post('/tasks', { title: 'quick' }))
      assert.equal((await counts(ada)).all, before.all + 1)
    })
    assert.equal((await counts(ada)).all, before.all + 3)
  })

  test('a task that becomes overdue, and a day that ends, count anew without any change', async ({
    assert,
  }) => {
    const ada = await somebodyBusy()
    await ok(ada.post('/tasks', { title: 'at one', due_date: '2026-11-21T13:00:00Z' }))
    const before = await counts(ada)
    await travelTo('2026-11-21T13:00:01Z')
    assert.isAbove((await counts(ada)).overdue, before.overdue)
    await travelTo('2026-11-22T00:00:01Z')
    assert.isAbove((await counts(ada)).today, before.today)
    assert.equal((await counts(ada)).all, before.all)
  })

  test("somebody else's changes cost nothing", async ({ assert }) => {
    const ada = await somebodyBusy()
    const bob = await anApiUser()
    await counts(ada)
    await ok(bob.post('/tasks', { title: 'his' }))
    assert.lengthOf(await statementsOf(() => counts(ada)), 1)
  })
})

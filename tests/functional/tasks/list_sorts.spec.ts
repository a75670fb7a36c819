import { test } from '@japa/runner'
import { database, rows } from '#app/shared/database'
import { anApiUser, type ApiUser, ok } from '#tests/support/api'
import { aTask, found, walk } from '#tests/support/factories'
import { travelTo } from '#tests/support/clock'

/** Nine tasks with ties in every field that lists sort by, some of them completed. */
async function nineTasks(by: ApiUser) {
  const tasks = [
    ['b', 'low', '2026-11-21'],
    ['a', 'urgent', '2026-11-21'],
    ['ä', 'urgent', null],
    ['C', 'medium', '2026-11-20T10:00:00Z'],
    ['c', 'medium', null],
    ['B', 'high', '2026-11-20T10:00:00Z'],
    ['1', 'low', '2030-01-01'],
    ['zürich', 'high', null],
    ['Zurich', 'high', '2026-11-21'],
  ] as const
  for (const [index, [title, priority, due]] of tasks.entries()) {
    if (index % 3 === 0) await travelTo(`2026-11-1${index}T10:00:00Z`)
    const { id } = await aTask(by, { title, priority, due_date: due })
    if (index % 3 === 2) await ok(by.post(`/tasks/${id}/complete`))
  }
}

const SORTS = ['due_date', 'priority', 'created_at', 'updated_at', 'title']

test.group('Sorting a list', () => {
  for (const sort of SORTS.flatMap((field) => [field, `-${field}`])) {
    test(`by ${sort}: pages of 1, 2 and 3, walked to the end, are the whole list`, async ({
      assert,
    }) => {
      const ada = await anApiUser()
      await nineTasks(ada)
      const whole = await found(ada, `/tasks?sort=${sort}`)
      const walks = []
      for (const limit of [1, 2, 3]) walks.push(await walk(ada, `/tasks?sort=${sort}`, limit))
      assert.lengthOf(whole, 9)
      assert.deepEqual(walks, [whole, whole, whole])
    })
  }

  for (const field of SORTS.filter((one) => one !== 'due_date')) {
    test(`by -${field} is the reverse of by ${field}, ties included`, async ({ assert }) => {
      const ada = await anApiUser()
      await nineTasks(ada)
      assert.deepEqual(
        await found(ada, `/tasks?sort=-${field}`),
        (await found(ada, `/tasks?sort=${field}`)).reverse()
      )
    })
  }

  test('by due date: no due date comes last', async ({ assert }) => {
    const ada = await anApiUser()
    await nineTasks(ada)
    const titles = await found(ada, '/tasks?sort=due_date')
    assert.deepEqual(titles, ['C', 'B', 'b', 'a', 'Zurich', '1', 'ä', 'c', 'zürich'])
  })

  test('by due date, the latest first: no due date comes last too', async ({ assert }) => {
    const ada = await anApiUser()
    await nineTasks(ada)
    const titles = await found(ada, '/tasks?sort=-due_date')
    assert.deepEqual(titles, ['1', 'Zurich', 'a', 'b', 'B', 'C', 'zürich', 'c', 'ä'])
  })

  test('by due date is the default', async ({ assert }) => {
    const ada = await anApiUser()
    await nineTasks(ada)
    assert.deepEqual(await found(ada, '/tasks'), await found(ada, '/tasks?sort=due_date'))
  })

  test('by priority is by weight, not by name', async ({ assert }) => {
    const ada = await anApiUser()
    for (const priority of ['medium', 'urgent', 'low', 'high']) {
      await aTask(ada, { title: priority, priority })
    }
    assert.deepEqual(await found(ada, '/tasks?sort=-priority'), ['urgent', 'high', 'medium', 'low'])
  })

  test('by title folds case and accents', async ({ assert }) => {
    const ada = await anApiUser()
    for (const title of ['Zebra', 'ärger', 'Apfel', 'zahn', 'Émile']) await aTask(ada, { title })
    assert.deepEqual(await found(ada, '/tasks?sort=title'), [
      'Apfel',
      'ärger',
      'Émile',
      'zahn',
      'Zebra',
    ])
  })

  test('by updated_at follows changes', async ({ assert }) => {
    const ada = await anApiUser()
    const [first] = [await aTask(ada, { title: 'first' }), await aTask(ada, { title: 'second' })]
    await ok(ada.patch(`/tasks/${first.id}`, { priority: 'low' }))
    assert.deepEqual(await found(ada, '/tasks?sort=-updated_at'), ['first', 'second'])
  })

  test('an all-day task comes after the timed ones of its day', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    await aTask(ada, { title: 'all day', due_date: '2026-11-21' })
    await aTask(ada, { title: 'at night', due_date: '2026-11-21T23:59:00+01:00' })
    assert.deepEqual(await found(ada, '/tasks'), ['at night', 'all day'])
  })

  test('tasks made at one moment keep one order', async ({ assert }) => {
    await travelTo('2026-11-21T10:00:00Z')
    const ada = await anApiUser()
    for (const title of ['a', 'b', 'c', 'd']) await aTask(ada, { title })
    const [row] = await rows<{ moments: number }>(
      database(),
      'SELECT count(DISTINCT created_at)::int AS moments FROM tasks'
    )
    assert.equal(row?.moments, 1)
    assert.deepEqual(await walk(ada, '/tasks?sort=created_at', 1), ['a', 'b', 'c', 'd'])
  })
})

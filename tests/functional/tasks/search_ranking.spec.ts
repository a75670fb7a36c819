import { test } from '@japa/runner'
import { inTransaction, rows } from '#app/shared/database'
import { anApiUser, type ApiUser, ok } from '#tests/support/api'
import { aTask, found, titlesOf, walk } from '#tests/support/factories'

const search = (by: ApiUser, q: string, rest = '') =>
  found(by, `/tasks/search?q=${encodeURIComponent(q)}${rest}`)

/** Many tasks at once, past the API: only their number matters. */
async function manyTasks(by: ApiUser, count: number, title: string) {
  await inTransaction((trx) =>
    rows(
      trx,
      `INSERT INTO tasks (user_id, title, title_sort, search, created_at, updated_at)
       SELECT :userId, :title, :title, taskflow_search_vector(:userId, :title, '', ''), taskflow_now(), taskflow_now()
       FROM generate_series(1, :count)`,
      { userId: by.user.id, title, count }
    )
  )
}

test.group('Search: the order of hits', () => {
  for (const q of ['tomatoes', 'tomatoes roses', 'tom', 'tomatoes ros', '"tomatoes roses"']) {
    test(`title before tags before description, however often it is repeated there: ${q}`, async ({
      assert,
    }) => {
      const ada = await anApiUser()
      await aTask(ada, { title: 'description', description: 'tomatoes roses '.repeat(600) })
      await aTask(ada, {
        title: 'tags',
        tags: ['tomatoes roses', 'tomatoes roses again', 'more tomatoes roses'],
      })
      await aTask(ada, { title: 'tomatoes roses, and all that is in a title besides' })
      assert.deepEqual(await search(ada, q), [
        'tomatoes roses, and all that is in a title besides',
        'tags',
        'description',
      ])
    })
  }

  test('words far apart in a title still come before words side by side in a description', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    await aTask(ada, { title: 'description', description: 'tomatoes roses '.repeat(600) })
    const title = `tomatoes ${'x '.repeat(60)}roses`
    await aTask(ada, { title })
    assert.deepEqual(await search(ada, 'tomatoes roses'), [title, 'description'])
  })

  test('a title comes before 1,000 different words with the same beginning', async ({ assert }) => {
    const ada = await anApiUser()
    const words = Array.from({ length: 1000 }, (_, number) => `tom${number}`)
    await aTask(ada, { title: 'description', description: words.join(' ') })
    await aTask(ada, { title: 'tags', tags: words.slice(0, 50) })
    await aTask(ada, { title: 'tomatoes' })
    assert.deepEqual(await search(ada, 'tom'), ['tomatoes', 'tags', 'description'])
  })

  test('among equals the one that is due sooner comes first, those without due date last, the completed after', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada, { title: 'tomatoes done', due_date: '2026-11-01' })
    await aTask(ada, { title: 'tomatoes never' })
    await aTask(ada, { title: 'tomatoes later', due_date: '2026-12-01' })
    await aTask(ada, { title: 'tomatoes soon', due_date: '2026-11-21' })
    await ok(ada.post(`/tasks/${id}/complete`))
    assert.deepEqual(await search(ada, 'tomatoes'), [
      'tomatoes soon',
      'tomatoes later',
      'tomatoes never',
      'tomatoes done',
    ])
  })
})

test.group('Search: pages of hits', () => {
  async function aMixture(by: ApiUser) {
    for (const [title, description, due] of [
      ['tomatoes 1', null, '2026-11-21'],
      ['tomatoes 2', null, '2026-11-21'],
      ['tomatoes 3', null, null],
      ['one', 'tomatoes', '2026-11-20'],
      ['two', 'tomatoes', '2026-11-20'],
      ['tomatos', null, null],
    ] as const) {
      await aTask(by, { title, description, due_date: due })
    }
  }

  for (const limit of [1, 2, 3]) {
    test(`pages of ${limit}, walked to the end, are all hits in their order`, async ({
      assert,
    }) => {
      const ada = await anApiUser()
      await aMixture(ada)
      const whole = await search(ada, 'tomatoes')
      assert.isAbove(whole.length, 4)
      assert.deepEqual(await walk(ada, '/tasks/search?q=tomatoes', limit), whole)
    })
  }

  test('hits that go between two pages hide none', async ({ assert }) => {
    const ada = await anApiUser()
    await aMixture(ada)
    const page = await ok(ada.get('/tasks/search?q=tomatoes&limit=2'))
    for (const { id } of page.data) await ok(ada.delete(`/tasks/${id}`))
    const next = await found(
      ada,
      `/tasks/search?q=tomatoes&limit=2&cursor=${page.meta.next_cursor}`
    )
    assert.deepEqual(next, ['tomatoes 3', 'one'])
  })

  test('hits that come between two pages repeat none', async ({ assert }) => {
    const ada = await anApiUser()
    await aMixture(ada)
    const page = await ok(ada.get('/tasks/search?q=tomatoes&limit=2'))
    await aTask(ada, { title: 'tomatoes first', due_date: '2020-01-01' })
    const next = await found(
      ada,
      `/tasks/search?q=tomatoes&limit=2&cursor=${page.meta.next_cursor}`
    )
    assert.deepEqual(
      [...titlesOf(page), ...next],
      ['tomatoes 1', 'tomatoes 2', 'tomatoes 3', 'one']
    )
  })

  test('what was forgiven on the first page is forgiven on the next, however many hits came', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    for (const number of [1, 2, 3]) await aTask(ada, { title: `Zürich ${number}` })
    const page = await ok(ada.get('/tasks/search?q=zurihc&limit=1'))
    for (let number = 0; number < 6; number++) await aTask(ada, { title: `zurihc ${number}` })
    const next = await found(ada, `/tasks/search?q=zurihc&cursor=${page.meta.next_cursor}`)
    assert.deepEqual(next, ['Zürich 2', 'Zürich 3'])
  })

  test('there are at most 200 hits on a page', async ({ assert }) => {
    const ada = await anApiUser()
    await manyTasks(ada, 230, 'tomatoes')
    const { data, meta } = await ok(ada.get('/tasks/search?q=tomatoes&limit=200'))
    assert.deepEqual([data.length, meta.next_cursor], [200, null])
  })

  test('there are at most 200 hits on all pages together', async ({ assert }) => {
    const ada = await anApiUser()
    await manyTasks(ada, 230, 'tomatoes')
    assert.lengthOf(await walk(ada, '/tasks/search?q=tomatoes', 70), 200)
  })
})

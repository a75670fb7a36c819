import { test } from '@japa/runner'
import { anApiUser, type ApiUser, ok, refusals } from '#tests/support/api'
import {
  aCompletedTask,
  aTag,
  aTask,
  aTrashedTask,
  found,
  tasksTitled,
} from '#tests/support/factories'

const search = (by: ApiUser, q: string, rest = '') =>
  found(by, `/tasks/search?q=${encodeURIComponent(q)}${rest}`)

test.group('Search: what is found', () => {
  for (const [what, title, q] of [
    ['accents do not count in what is searched', 'Zürich', 'zurich'],
    ['accents do not count in what is typed', 'Zurich', 'zürich'],
    ['case does not count', 'ZÜRICH', 'zürich'],
    ['ß is ss', 'Straße', 'strasse'],
    ['a word is found as one types it', 'Tomatoes', 'tom'],
    ['a single letter is a beginning', 'Tomatoes', 't'],
    ['punctuation parts words', 'e-mail (Zoë)', 'mail zoe'],
    ['a word with a hyphen is found as typed', 're-cut the hedge', 're-cut'],
    ['numbers are words', 'Invoice 2026-117', '117'],
    ['words of other scripts are words', 'Полить помидоры', 'помид'],
    ['the order of words does not count', 'Water the tomatoes', 'tomatoes water'],
  ] as const) {
    test(what, async ({ assert }) => {
      const ada = await anApiUser()
      await tasksTitled(ada, title, 'Bern')
      assert.deepEqual(await search(ada, q), [title])
    })
  }

  test('every word must be there', async ({ assert }) => {
    const ada = await anApiUser()
    await tasksTitled(ada, 'Water the tomatoes', 'Water the roses')
    assert.deepEqual(await search(ada, 'water roses'), ['Water the roses'])
  })

  test('words are looked for in title, tags and description together', async ({ assert }) => {
    const ada = await anApiUser()
    await aTask(ada, { title: 'Call', tags: ['garden'], description: 'about the tomatoes' })
    assert.deepEqual(await search(ada, 'call garden tomatoes'), ['Call'])
  })

  for (const [what, q] of [
    ['quotes', '"water the tomatoes"'],
    ['quotes whatever their case', '"WATER THE"'],
    ['quotes that are not closed', '"water the tomatoes'],
  ] as const) {
    test(`${what} ask for words in a row`, async ({ assert }) => {
      const ada = await anApiUser()
      await tasksTitled(ada, 'Water the tomatoes', 'The tomatoes water')
      assert.deepEqual(await search(ada, q), ['Water the tomatoes'])
    })
  }

  test('a quoted word is whole', async ({ assert }) => {
    const ada = await anApiUser()
    await tasksTitled(ada, 'Tom', 'Tomatoes')
    assert.deepEqual(await search(ada, '"tom"'), ['Tom'])
  })

  test('a minus leaves out', async ({ assert }) => {
    const ada = await anApiUser()
    await tasksTitled(ada, 'Water the tomatoes', 'Water the roses')
    assert.deepEqual(await search(ada, 'water -roses'), ['Water the tomatoes'])
  })

  test('a minus leaves out from the beginning of the word', async ({ assert }) => {
    const ada = await anApiUser()
    await tasksTitled(ada, 'Water the tomatoes', 'Water the roses')
    assert.deepEqual(await search(ada, 'water -ros'), ['Water the tomatoes'])
  })

  test('a minus with quotes leaves out words in a row', async ({ assert }) => {
    const ada = await anApiUser()
    await tasksTitled(ada, 'Water the tomatoes', 'The tomatoes water')
    assert.deepEqual(await search(ada, 'water -"the tomatoes water"'), ['Water the tomatoes'])
  })

  test('only a minus finds everything else', async ({ assert }) => {
    const ada = await anApiUser()
    await tasksTitled(ada, 'Tomatoes', 'Roses')
    assert.deepEqual(await search(ada, '-roses'), ['Tomatoes'])
  })

  test('what holds no word finds nothing', async ({ assert }) => {
    const ada = await anApiUser()
    await tasksTitled(ada, 'Tomatoes')
    assert.deepEqual(await search(ada, '?!'), [])
  })

  test('q is required', async ({ assert }) => {
    const ada = await anApiUser()
    assert.deepEqual(refusals(await ada.get('/tasks/search')), ['q required'])
  })

  for (const change of ['renamed', 'deleted'] as const) {
    test(`a ${change} tag no longer finds its tasks`, async ({ assert }) => {
      const ada = await anApiUser()
      const tag = await aTag(ada, 'orchard')
      await aTask(ada, { title: 'Call', tags: ['orchard'] })
      await ok(
        change === 'renamed'
          ? ada.patch(`/tags/${tag.id}`, { name: 'meadow' })
          : ada.delete(`/tags/${tag.id}`)
      )
      assert.deepEqual(await search(ada, 'orchard'), [])
    })
  }

  test('a renamed tag finds its tasks by its new name', async ({ assert }) => {
    const ada = await anApiUser()
    const tag = await aTag(ada, 'orchard')
    await aTask(ada, { title: 'Call', tags: ['orchard'] })
    await ok(ada.patch(`/tags/${tag.id}`, { name: 'Wiese' }))
    assert.deepEqual(await search(ada, 'wies'), ['Call'])
  })

  test('a changed title is found by its new words only', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada, { title: 'Tomatoes' })
    await ok(ada.patch(`/tasks/${id}`, { title: 'Roses' }))
    assert.deepEqual([await search(ada, 'tomatoes'), await search(ada, 'roses')], [[], ['Roses']])
  })

  test('the trash is left out, unless asked for', async ({ assert }) => {
    const ada = await anApiUser()
    await aTrashedTask(ada, { title: 'Tomatoes' })
    assert.deepEqual(
      [await search(ada, 'tomatoes'), await search(ada, 'tomatoes', '&trashed=true')],
      [[], ['Tomatoes']]
    )
  })

  test('all filters narrow it', async ({ assert }) => {
    const ada = await anApiUser()
    const wanted = { title: 'Tomatoes', priority: 'high', due_date: '2020-01-01', tags: ['Garden'] }
    await aTask(ada, wanted)
    await aTask(ada, { ...wanted, title: 'Tomatoes low', priority: 'low' })
    await aTask(ada, { ...wanted, title: 'Tomatoes untagged', tags: [] })
    await aTask(ada, { ...wanted, title: 'Tomatoes later', due_date: '2990-01-01' })
    await aCompletedTask(ada, { ...wanted, title: 'Tomatoes done' })
    const filters =
      '&status=active&priority=high&tags=garden&tags_match=all&due_before=2020-01-02&due_after=2020-01-01&overdue=true'
    assert.deepEqual(await search(ada, 'tomatoes', filters), ['Tomatoes'])
  })
})

import { test } from '@japa/runner'
import { anApiUser, type ApiUser } from '#tests/support/api'
import { aTask, found, tasksTitled } from '#tests/support/factories'

const search = (by: ApiUser, q: string) => found(by, `/tasks/search?q=${encodeURIComponent(q)}`)

test.group('Search: typos', () => {
  for (const [what, typed] of [
    ['two neighbours swapped', 'zurihc'],
    ['a letter too few', 'zurch'],
    ['a letter too many', 'zuerich'],
    ['another letter', 'zurigh'],
    ['the first letter wrong', 'surich'],
    ['accents besides', 'zürihc'],
  ] as const) {
    test(`${what} is forgiven: ${typed} finds Zürich`, async ({ assert }) => {
      const ada = await anApiUser()
      await tasksTitled(ada, 'Zürich', 'Bern')
      assert.deepEqual(await search(ada, typed), ['Zürich'])
    })
  }

  for (const [what, title, typed] of [
    ['two typos', 'Zürich', 'zurihk x'],
    ['a typo in a word of three letters', 'Oat', 'oaa'],
    ['a typo in a quoted word', 'Zürich', '"zurihc"'],
    ['two edits', 'Zürich', 'zirihc'],
  ] as const) {
    test(`${what} is not forgiven`, async ({ assert }) => {
      const ada = await anApiUser()
      await tasksTitled(ada, title)
      assert.deepEqual(await search(ada, typed), [])
    })
  }

  test('a typo in a tag is forgiven', async ({ assert }) => {
    const ada = await anApiUser()
    await aTask(ada, { title: 'Call', tags: ['orchard'] })
    assert.deepEqual(await search(ada, 'orchadr'), ['Call'])
  })

  test('a typo in a description is forgiven', async ({ assert }) => {
    const ada = await anApiUser()
    await aTask(ada, { title: 'Call', description: 'about the orchard' })
    assert.deepEqual(await search(ada, 'orchadr'), ['Call'])
  })

  test('a typo in one of two words is forgiven', async ({ assert }) => {
    const ada = await anApiUser()
    await tasksTitled(ada, 'Train to Zürich', 'Train to Bern')
    assert.deepEqual(await search(ada, 'train zurihc'), ['Train to Zürich'])
  })

  test('what is exact comes before what is forgiven', async ({ assert }) => {
    const ada = await anApiUser()
    await aTask(ada, { title: 'plane' })
    await aTask(ada, { title: 'Call', description: 'about the plant' })
    assert.deepEqual(await search(ada, 'plant'), ['Call', 'plane'])
  })

  test('nothing is forgiven where enough is found', async ({ assert }) => {
    const ada = await anApiUser()
    await tasksTitled(ada, 'plane', ...Array.from({ length: 5 }, (_, number) => `plant ${number}`))
    assert.lengthOf(await search(ada, 'plant'), 5)
  })
})

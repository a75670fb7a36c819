import { test } from '@japa/runner'
import { updateProfile } from '#app/identity/actions/update_profile'
import { anApiUser, ok, refusals } from '#tests/support/api'
import { aTag, aTask, found, tasksTitled, titlesOf, walk } from '#tests/support/factories'
import { travelTo } from '#tests/support/clock'

const PAGE = '/tasks?sort=title&limit=2'

async function firstPage(by: Awaited<ReturnType<typeof anApiUser>>, path = PAGE) {
  const page = await ok(by.get(path))
  return { titles: titlesOf(page), cursor: page.meta.next_cursor as string }
}

test.group('Cursors', () => {
  test('the last page has no next cursor', async ({ assert }) => {
    const ada = await anApiUser()
    await tasksTitled(ada, 'a', 'b')
    assert.isNull((await ok(ada.get(PAGE))).meta.next_cursor)
  })

  test('a list says its position, which is 0 until there are events', async ({ assert }) => {
    const ada = await anApiUser()
    assert.equal((await ok(ada.get('/tasks'))).meta.position, 0)
  })

  test('a task that comes between two pages, before the cursor, repeats none', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    await tasksTitled(ada, 'b', 'c', 'd', 'e')
    const { cursor } = await firstPage(ada)
    await aTask(ada, { title: 'a' })
    assert.deepEqual(await found(ada, `${PAGE}&cursor=${cursor}`), ['d', 'e'])
  })

  test('a task that comes between two pages, after the cursor, is found', async ({ assert }) => {
    const ada = await anApiUser()
    await tasksTitled(ada, 'a', 'b', 'd')
    const { cursor } = await firstPage(ada)
    await aTask(ada, { title: 'c' })
    assert.deepEqual(await found(ada, `${PAGE}&cursor=${cursor}`), ['c', 'd'])
  })

  test('tasks that go between two pages hide none, not even those at the cursor', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const [a, b] = await tasksTitled(ada, 'a', 'b', 'c', 'd')
    const { cursor } = await firstPage(ada)
    for (const { id } of [a, b]) await ok(ada.delete(`/tasks/${id}?permanent=true`))
    assert.deepEqual(await found(ada, `${PAGE}&cursor=${cursor}`), ['c', 'd'])
  })

  test('a tie at the cursor neither repeats nor hides', async ({ assert }) => {
    const ada = await anApiUser()
    for (let number = 0; number < 5; number++) {
      await aTask(ada, { title: `task ${number}`, due_date: '2026-11-21' })
    }
    assert.deepEqual(
      await walk(ada, '/tasks?sort=-due_date', 1),
      [4, 3, 2, 1, 0].map((number) => `task ${number}`)
    )
  })

  test('"overdue" means the same on every page', async ({ assert }) => {
    const ada = await anApiUser()
    for (let hour = 0; hour < 4; hour++) {
      await aTask(ada, { title: `${hour}`, due_date: `2026-11-21T0${hour}:00:00Z` })
    }
    await travelTo('2026-11-21T02:30:00Z')
    const { titles, cursor } = await firstPage(ada, '/tasks?overdue=true&limit=2')
    await travelTo('2026-11-21T09:00:00Z')
    const next = await ok(ada.get(`/tasks?overdue=true&limit=2&cursor=${cursor}`))
    assert.deepEqual([...titles, ...titlesOf(next)], ['0', '1', '2'])
    assert.isNull(next.meta.next_cursor)
  })

  test('the page size may change from page to page', async ({ assert }) => {
    const ada = await anApiUser()
    await tasksTitled(ada, 'a', 'b', 'c', 'd')
    const { cursor } = await firstPage(ada)
    assert.deepEqual(await found(ada, `/tasks?sort=title&limit=1&cursor=${cursor}`), ['c'])
  })

  test('a cursor serves twice', async ({ assert }) => {
    const ada = await anApiUser()
    await tasksTitled(ada, 'a', 'b', 'c')
    const { cursor } = await firstPage(ada)
    const pages = [
      await found(ada, `${PAGE}&cursor=${cursor}`),
      await found(ada, `${PAGE}&cursor=${cursor}`),
    ]
    assert.deepEqual(pages, [['c'], ['c']])
  })

  for (const [what, tamper] of [
    [
      'with a letter changed',
      (cursor: string) => cursor.slice(0, 30) + (cursor[30] === 'A' ? 'B' : 'A') + cursor.slice(31),
    ],
    ['with its end cut off', (cursor: string) => cursor.slice(0, -3)],
    ['with something added', (cursor: string) => `${cursor}AAAA`],
    ['with the signature of another', (cursor: string) => `${'A'.repeat(22)}${cursor.slice(22)}`],
    ['that is not base64url', () => 'not a cursor!'],
    ['of a single letter', () => 'A'],
  ] as const) {
    test(`a cursor ${what} is refused as cursor_invalid`, async ({ assert }) => {
      const ada = await anApiUser()
      await tasksTitled(ada, 'a', 'b', 'c')
      const { cursor } = await firstPage(ada)
      const answer = await ada.get(`${PAGE}&cursor=${encodeURIComponent(tamper(cursor))}`)
      assert.deepEqual(refusals(answer), ['cursor cursor_invalid'])
    })
  }

  for (const [what, path] of [
    ['another sort', '/tasks?sort=-title&limit=2'],
    ['another filter', '/tasks?sort=title&limit=2&status=active'],
    ['a search', '/tasks?sort=title&limit=2&q=task'],
    ['the trash', '/tasks?sort=title&limit=2&trashed=true'],
    ['the search', '/tasks/search?q=a&limit=2'],
    ['the tags', '/tags?limit=2'],
  ] as const) {
    test(`a cursor is refused as cursor_mismatch for ${what}`, async ({ assert }) => {
      const ada = await anApiUser()
      await tasksTitled(ada, 'a', 'b', 'c')
      const { cursor } = await firstPage(ada)
      assert.deepEqual(refusals(await ada.get(`${path}&cursor=${cursor}`)), [
        'cursor cursor_mismatch',
      ])
    })
  }

  test("somebody else's cursor is refused as cursor_mismatch", async ({ assert }) => {
    const [ada, ben] = [await anApiUser(), await anApiUser()]
    await tasksTitled(ada, 'a', 'b', 'c')
    const { cursor } = await firstPage(ada)
    assert.deepEqual(refusals(await ben.get(`${PAGE}&cursor=${cursor}`)), [
      'cursor cursor_mismatch',
    ])
  })

  test("a cursor is refused once the profile's zone is another, as days are others", async ({
    assert,
  }) => {
    const ada = await anApiUser('UTC')
    await tasksTitled(ada, 'a', 'b', 'c')
    const { cursor } = await firstPage(ada)
    await updateProfile(ada.user.id, {
      name: '',
      weekStart: 1,
      theme: 'system',
      timezone: 'Asia/Tokyo',
    })
    assert.deepEqual(refusals(await ada.get(`${PAGE}&cursor=${cursor}`)), [
      'cursor cursor_mismatch',
    ])
  })

  test('a cursor of the list serves the filter, which is the same list', async ({ assert }) => {
    const ada = await anApiUser()
    await tasksTitled(ada, 'a', 'b', 'c')
    const { cursor } = await firstPage(ada)
    assert.deepEqual(await found(ada, `/tasks/filter?sort=title&limit=2&cursor=${cursor}`), ['c'])
  })

  test('tags have pages too', async ({ assert }) => {
    const ada = await anApiUser()
    for (const name of ['c', 'A', 'b']) await aTag(ada, name)
    const page = await ok(ada.get('/tags?limit=2'))
    const next = await ok(ada.get(`/tags?limit=2&cursor=${page.meta.next_cursor}`))
    assert.deepEqual(
      [...page.data, ...next.data].map(({ name }: any) => name),
      ['A', 'b', 'c']
    )
    assert.isNull(next.meta.next_cursor)
  })
})

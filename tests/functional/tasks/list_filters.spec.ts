import { test } from '@japa/runner'
import { anApiUser, ok, refusals } from '#tests/support/api'
import { aCompletedTask, aTask, aTrashedTask, found } from '#tests/support/factories'
import { travelTo } from '#tests/support/clock'

test.group('Filters', () => {
  test('status', async ({ assert }) => {
    const ada = await anApiUser()
    await aTask(ada, { title: 'open' })
    await aCompletedTask(ada, { title: 'done' })
    assert.deepEqual(await found(ada, '/tasks?status=completed'), ['done'])
    assert.deepEqual(await found(ada, '/tasks?status=active'), ['open'])
  })

  test('priority, repeated', async ({ assert }) => {
    const ada = await anApiUser()
    for (const priority of ['low', 'medium', 'high', 'urgent']) {
      await aTask(ada, { title: priority, priority })
    }
    assert.deepEqual(await found(ada, '/tasks?priority=low&priority=urgent&sort=title'), [
      'low',
      'urgent',
    ])
  })

  test('any of the tags is the default', async ({ assert }) => {
    const ada = await anApiUser()
    await aTask(ada, { title: 'a', tags: ['home'] })
    await aTask(ada, { title: 'b', tags: ['garden', 'home'] })
    await aTask(ada, { title: 'c', tags: ['work'] })
    assert.deepEqual(await found(ada, '/tasks?tags=home&tags=garden&sort=title'), ['a', 'b'])
  })

  test('all of the tags', async ({ assert }) => {
    const ada = await anApiUser()
    await aTask(ada, { title: 'a', tags: ['home'] })
    await aTask(ada, { title: 'b', tags: ['garden', 'home'] })
    assert.deepEqual(await found(ada, '/tasks?tags=home&tags=garden&tags_match=all'), ['b'])
  })

  test('tags without regard to case', async ({ assert }) => {
    const ada = await anApiUser()
    await aTask(ada, { title: 'a', tags: ['Größe', 'Home'] })
    assert.deepEqual(await found(ada, '/tasks?tags=GR%C3%96SSE&tags=home&tags_match=all'), ['a'])
  })

  test('one tag named twice counts once', async ({ assert }) => {
    const ada = await anApiUser()
    await aTask(ada, { title: 'a', tags: ['home'] })
    assert.deepEqual(await found(ada, '/tasks?tags=home&tags=HOME&tags_match=all'), ['a'])
  })

  test('a tag that does not exist finds nothing', async ({ assert }) => {
    const ada = await anApiUser()
    await aTask(ada, { tags: ['home'] })
    assert.deepEqual(await found(ada, '/tasks?tags=nowhere'), [])
    assert.deepEqual(await found(ada, '/tasks?tags=nowhere&tags=home&tags_match=all'), [])
  })

  test('due_before is exclusive', async ({ assert }) => {
    const ada = await anApiUser()
    for (const second of ['00', '01']) {
      await aTask(ada, { title: second, due_date: `2026-11-21T10:00:${second}Z` })
    }
    assert.deepEqual(await found(ada, '/tasks?due_before=2026-11-21T10:00:01Z'), ['00'])
  })

  test('due_after is inclusive', async ({ assert }) => {
    const ada = await anApiUser()
    for (const second of ['00', '01']) {
      await aTask(ada, { title: second, due_date: `2026-11-21T10:00:${second}Z` })
    }
    assert.deepEqual(await found(ada, '/tasks?due_after=2026-11-21T10:00:01Z'), ['01'])
  })

  test("a date means the start of that day in the profile's zone", async ({ assert }) => {
    const ada = await anApiUser('Pacific/Auckland')
    await aTask(ada, { title: 'the day before', due_date: '2026-11-20' })
    await aTask(ada, { title: 'midnight', due_date: '2026-11-20T11:00:00Z' })
    await aTask(ada, { title: 'the day', due_date: '2026-11-21' })
    assert.deepEqual(await found(ada, '/tasks?due_before=2026-11-21'), ['the day before'])
    assert.deepEqual(await found(ada, '/tasks?due_after=2026-11-21'), ['midnight', 'the day'])
  })

  test('one day is due_after it and due_before the next', async ({ assert }) => {
    const ada = await anApiUser('Pacific/Honolulu')
    for (const date of ['2026-11-20', '2026-11-21', '2026-11-22']) {
      await aTask(ada, { title: date, due_date: date })
    }
    assert.deepEqual(await found(ada, '/tasks?due_after=2026-11-21&due_before=2026-11-22'), [
      '2026-11-21',
    ])
  })

  test('tasks without due date are neither before nor after', async ({ assert }) => {
    const ada = await anApiUser()
    await aTask(ada)
    assert.deepEqual(await found(ada, '/tasks?due_before=9998-01-01'), [])
    assert.deepEqual(await found(ada, '/tasks?due_after=1970-01-01'), [])
  })

  test('trashed=true is the trash, which is left out otherwise', async ({ assert }) => {
    const ada = await anApiUser()
    await aTask(ada, { title: 'kept' })
    await aTrashedTask(ada, { title: 'thrown away' })
    assert.deepEqual(await found(ada, '/tasks?trashed=true'), ['thrown away'])
    assert.deepEqual(await found(ada, '/tasks?trashed=false'), ['kept'])
  })

  test('all of them together', async ({ assert }) => {
    const ada = await anApiUser()
    await travelTo('2026-11-30T00:00:00Z')
    const wanted = { priority: 'high', due_date: '2026-11-21', tags: ['home', 'garden'] }
    await aTask(ada, { ...wanted, title: 'wanted' })
    await aCompletedTask(ada, { ...wanted, title: 'done' })
    await aTrashedTask(ada, { ...wanted, title: 'thrown away' })
    await aTask(ada, { ...wanted, title: 'low', priority: 'low' })
    await aTask(ada, { ...wanted, title: 'untagged', tags: ['home'] })
    await aTask(ada, { ...wanted, title: 'earlier', due_date: '2026-11-19' })
    await aTask(ada, { ...wanted, title: 'later', due_date: '2026-12-21' })
    const query =
      'status=active&priority=high&priority=urgent&tags=home&tags=garden&tags_match=all' +
      '&due_after=2026-11-20&due_before=2026-12-01&overdue=true&trashed=false&sort=-title&limit=10'
    assert.deepEqual(await found(ada, `/tasks?${query}`), ['wanted'])
  })

  test("somebody else's tasks are never there", async ({ assert }) => {
    const [ada, ben] = [await anApiUser(), await anApiUser()]
    await aTask(ben, { title: 'mine', tags: ['home'] })
    assert.deepEqual(await found(ada, '/tasks?tags=home'), [])
  })

  test('the filter takes the same, and answers the same', async ({ assert }) => {
    const ada = await anApiUser()
    await aTask(ada, { title: 'a', priority: 'high', tags: ['home'], due_date: '2026-11-21' })
    await aTask(ada, { title: 'b', priority: 'high', tags: ['home'], due_date: '2026-11-22' })
    await aTask(ada, { title: 'c' })
    const query =
      'status=active&priority=high&tags=HOME&due_after=2026-11-21&due_before=2026-11-23&overdue=false&sort=-title'
    await travelTo('2026-11-01T00:00:00Z')
    assert.deepEqual(
      await ok(ada.get(`/tasks/filter?${query}`)),
      await ok(ada.get(`/tasks?${query}`))
    )
    assert.deepEqual(await found(ada, `/tasks/filter?${query}`), ['b', 'a'])
  })

  test('an unknown parameter of the filter is 422', async ({ assert }) => {
    const ada = await anApiUser()
    assert.deepEqual(refusals(await ada.get('/tasks/filter?page=2')), ['page unknown'])
  })
})

test.group('q in a list', () => {
  test('filters as the search does, and keeps the sort', async ({ assert }) => {
    const ada = await anApiUser()
    await aTask(ada, { title: 'Zürich', due_date: '2026-11-22' })
    await aTask(ada, { title: 'Call home', description: 'about zürich', due_date: '2026-11-21' })
    await aTask(ada, { title: 'Bern', due_date: '2026-11-20' })
    assert.deepEqual(await found(ada, '/tasks?q=zurich'), ['Call home', 'Zürich'])
  })

  test('forgives a typo', async ({ assert }) => {
    const ada = await anApiUser()
    await aTask(ada, { title: 'Zürich' })
    assert.deepEqual(await found(ada, '/tasks?q=zurihc'), ['Zürich'])
  })

  test('forgives on every page what it forgave on the first', async ({ assert }) => {
    const ada = await anApiUser()
    for (const title of ['Zürich 1', 'Zürich 2', 'Zürich 3']) await aTask(ada, { title })
    const { meta } = await ok(ada.get('/tasks?q=zurihc&sort=title&limit=1'))
    for (let number = 0; number < 6; number++) await aTask(ada, { title: `a zurihc ${number}` })
    const rest = await found(ada, `/tasks?q=zurihc&sort=title&cursor=${meta.next_cursor}`)
    assert.deepEqual(rest, ['Zürich 2', 'Zürich 3'])
  })

  test('is no parameter of the filter', async ({ assert }) => {
    const ada = await anApiUser()
    assert.deepEqual(refusals(await ada.get('/tasks/filter?q=zurich')), ['q unknown'])
  })
})

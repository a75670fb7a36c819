import { test } from '@japa/runner'
import { anApiUser, ok, refusals } from '#tests/support/api'
import { aTask, taskNow } from '#tests/support/factories'
import { travelTo } from '#tests/support/clock'

test.group('Due dates', () => {
  test('a date alone makes the task all-day, due until the last microsecond of that date', async ({
    assert,
  }) => {
    const task = await aTask(await anApiUser('Europe/Paris'), { due_date: '2026-11-21' })
    assert.containsSubset(task, {
      due_date: '2026-11-21',
      all_day: true,
      due_timezone: null,
      due_at: '2026-11-21T22:59:59.999999Z',
    })
  })

  test('a time takes the zone given, and the answer carries its offset', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const task = await aTask(ada, {
      due_date: '2026-07-01T12:00:00Z',
      due_timezone: 'America/New_York',
    })
    assert.containsSubset(task, {
      due_date: '2026-07-01T08:00:00-04:00',
      all_day: false,
      due_timezone: 'America/New_York',
      due_at: '2026-07-01T12:00:00Z',
    })
  })

  test("a time without a zone takes the task's", async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const { id } = await aTask(ada, {
      due_date: '2026-07-01T12:00:00Z',
      due_timezone: 'Asia/Tokyo',
    })
    const task = await ok(ada.patch(`/tasks/${id}`, { due_date: '2026-07-02T00:30:00+02:00' }))
    assert.containsSubset(task, {
      due_date: '2026-07-02T07:30:00+09:00',
      due_timezone: 'Asia/Tokyo',
    })
  })

  test("a time without a zone takes the profile's when the task has none", async ({ assert }) => {
    const ada = await anApiUser('Asia/Kolkata')
    const { id } = await aTask(ada, { due_date: '2026-07-01' })
    const task = await ok(ada.patch(`/tasks/${id}`, { due_date: '2026-07-01T12:00:00Z' }))
    assert.containsSubset(task, {
      due_date: '2026-07-01T17:30:00+05:30',
      due_timezone: 'Asia/Kolkata',
    })
  })

  test("a time with a zone of null takes the profile's", async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const { id } = await aTask(ada, {
      due_date: '2026-07-01T12:00:00Z',
      due_timezone: 'Asia/Tokyo',
    })
    const task = await ok(
      ada.patch(`/tasks/${id}`, { due_date: '2026-07-01T13:00:00Z', due_timezone: null })
    )
    assert.containsSubset(task, {
      due_date: '2026-07-01T15:00:00+02:00',
      due_timezone: 'Europe/Paris',
    })
  })

  test('a zone alone keeps the wall time', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada, {
      due_date: '2026-07-01T09:00:00+02:00',
      due_timezone: 'Europe/Paris',
    })
    const task = await ok(ada.patch(`/tasks/${id}`, { due_timezone: 'America/New_York' }))
    assert.containsSubset(task, {
      due_date: '2026-07-01T09:00:00-04:00',
      due_at: '2026-07-01T13:00:00Z',
    })
  })

  for (const [what, due] of [
    ['an all-day task', { due_date: '2026-07-01' }],
    ['a task without due date', {}],
  ] as const) {
    test(`a zone alone is refused on ${what}`, async ({ assert }) => {
      const ada = await anApiUser()
      const { id } = await aTask(ada, due)
      assert.deepEqual(
        refusals(await ada.patch(`/tasks/${id}`, { due_timezone: 'Europe/Paris' })),
        ['due_timezone all_day']
      )
    })
  }

  test('a date alone clears the zone of a timed task', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada, {
      due_date: '2026-07-01T12:00:00Z',
      due_timezone: 'Asia/Tokyo',
    })
    const task = await ok(ada.patch(`/tasks/${id}`, { due_date: '2026-07-05' }))
    assert.containsSubset(task, { due_date: '2026-07-05', due_timezone: null, all_day: true })
  })

  test('a zone is answered as IANA spells it', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, {
      due_date: '2026-07-01T12:00:00Z',
      due_timezone: 'europe/PARIS',
    })
    assert.equal(task.due_timezone, 'Europe/Paris')
  })

  test('lower-case t and z, and fractions of a second, are RFC 3339 too', async ({ assert }) => {
    const task = await aTask(await anApiUser(), { due_date: '2026-07-01t12:00:00.25z' })
    assert.containsSubset(task, {
      due_date: '2026-07-01T12:00:00.25+00:00',
      due_at: '2026-07-01T12:00:00.25Z',
    })
  })

  test('29 February of a leap year is a date', async ({ assert }) => {
    assert.equal(
      (await aTask(await anApiUser(), { due_date: '2028-02-29' })).due_date,
      '2028-02-29'
    )
  })

  test('the same due date again, written with another offset, is no change', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const { id } = await aTask(ada, { due_date: '2026-07-01T12:00:00+02:00' })
    assert.equal(
      (await ok(ada.patch(`/tasks/${id}`, { due_date: '2026-07-01T10:00:00Z' }))).version,
      1
    )
  })

  test('one date ends at another instant for a person in Auckland than for one in Honolulu', async ({
    assert,
  }) => {
    const [auckland, honolulu] = [
      await anApiUser('Pacific/Auckland'),
      await anApiUser('Pacific/Honolulu'),
    ]
    const ends = [
      (await aTask(auckland, { due_date: '2026-11-21' })).due_at,
      (await aTask(honolulu, { due_date: '2026-11-21' })).due_at,
    ]
    assert.deepEqual(ends, ['2026-11-21T10:59:59.999999Z', '2026-11-22T09:59:59.999999Z'])
  })

  test('at one instant a date is over in Auckland and still runs in Honolulu', async ({
    assert,
  }) => {
    await travelTo('2026-11-21T11:00:00Z')
    const [auckland, honolulu] = [
      await anApiUser('Pacific/Auckland'),
      await anApiUser('Pacific/Honolulu'),
    ]
    for (const person of [auckland, honolulu]) await aTask(person, { due_date: '2026-11-21' })
    const counts = []
    for (const person of [auckland, honolulu]) {
      counts.push((await ok(person.get('/tasks?overdue=true'))).data.length)
    }
    assert.deepEqual(counts, [1, 0])
  })

  test('a later patch of the title leaves the due date alone', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const task = await aTask(ada, { due_date: '2026-10-25T02:30:00+01:00' })
    await ok(ada.patch(`/tasks/${task.id}`, { title: 'Later' }))
    const now = await taskNow(ada, task)
    assert.deepEqual([now.due_date, now.due_at], [task.due_date, task.due_at])
  })
})

import { test } from '@japa/runner'
import { type ApiUser, anApiUser, ok, refusals } from '#tests/support/api'
import { returnToNow, travelTo } from '#tests/support/clock'
import { aTask, taskNow } from '#tests/support/factories'
import { assertSeriesHold, completeToNext, nextOf, skipToNext } from '#tests/support/occurrences'

const WEEKLY = { due_date: '2026-03-02', rrule: 'FREQ=WEEKLY;BYDAY=MO' }

/** How many occurrences are still to be done, this one included. */
async function left(by: ApiUser, open: { id: string }): Promise<number> {
  const closed = await ok(by.post(`/tasks/${open.id}/skip`))
  return closed.next_due_date ? 1 + (await left(by, await nextOf(by, closed))) : 1
}

test.group('What a change of a series keeps', (group) => {
  group.each.setup(() => travelTo('2026-03-20T08:00:00Z'))
  group.each.teardown(() => returnToNow())
  group.each.teardown(() => assertSeriesHold())

  for (const close of [completeToNext, skipToNext]) {
    test(`a series that became all-day goes on after what was closed with a time (${close.name})`, async ({
      assert,
    }) => {
      const ada = await anApiUser('Europe/Paris')
      const first = await aTask(ada, { due_date: '2026-03-02T09:00:00+01:00', rrule: 'FREQ=DAILY' })
      const open = await close(ada, first, '2026-03-02T12:00:00Z')
      await ok(ada.patch(`/tasks/${open.id}?scope=all`, { due_date: '2026-03-05' }))
      assert.equal((await taskNow(ada, first)).next_due_date, '2026-03-03')
      const now = await ok(ada.patch(`/tasks/${open.id}`, { rrule: 'FREQ=WEEKLY;BYDAY=FR' }))
      assert.equal(now.due_date, '2026-03-06')
    })

    test(`a series that got a time goes on after what was closed all-day (${close.name})`, async ({
      assert,
    }) => {
      const ada = await anApiUser('Europe/Paris')
      const first = await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=DAILY' })
      const open = await close(ada, first, '2026-03-02T12:00:00Z')
      const due = '2026-03-05T09:00:00+01:00'
      await ok(ada.patch(`/tasks/${open.id}?scope=all`, { due_date: due }))
      assert.equal((await taskNow(ada, first)).next_due_date, '2026-03-03')
      const now = await ok(ada.patch(`/tasks/${open.id}`, { rrule: 'FREQ=WEEKLY;BYDAY=FR' }))
      assert.equal(now.due_date, '2026-03-06T09:00:00+01:00')
    })
  }

  const COUNTED: Record<string, [object, string, object]> = {
    'a due date for all, after completion': [
      { recurrence_mode: 'after_completion' },
      '?scope=all',
      { due_date: '2026-03-10' },
    ],
    'a due date for all': [{}, '?scope=all', { due_date: '2026-03-10' }],
    'a due date for the following, after completion': [
      { recurrence_mode: 'after_completion' },
      '?scope=following',
      { due_date: '2026-03-10' },
    ],
    'the mode fixed': [{ recurrence_mode: 'after_completion' }, '', { recurrence_mode: 'fixed' }],
    'the mode after completion': [{}, '', { recurrence_mode: 'after_completion' }],
    'the mode after completion with a due date': [
      {},
      '?scope=all',
      { recurrence_mode: 'after_completion', due_date: '2026-03-10' },
    ],
  }
  const DAILY = [
    { rrule: 'FREQ=DAILY;COUNT=5' },
    { recurrence_pattern: { frequency: 'daily', occurrences: 5 } },
  ]
  for (const [name, [fields, scope, change]] of Object.entries(COUNTED)) {
    test(`${name} leaves as many to be done as there were`, async ({ assert }) => {
      const ada = await anApiUser()
      for (const daily of DAILY) {
        const first = await aTask(ada, { due_date: '2026-03-02', ...daily, ...fields })
        const second = await completeToNext(ada, first, '2026-03-02T12:00:00Z')
        const third = await completeToNext(ada, second, '2026-03-03T12:00:00Z')
        await ok(ada.patch(`/tasks/${third.id}${scope}`, change))
        assert.equal(await left(ada, third), 3)
      }
    })
  }

  test('a series that was begun anew keeps its COUNT when its mode is changed', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const first = await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=DAILY;COUNT=5' })
    const open = await completeToNext(ada, first, '2026-03-02T12:00:00Z')
    await ok(ada.patch(`/tasks/${open.id}?scope=all`, { due_date: '2026-03-10' }))
    await ok(ada.patch(`/tasks/${open.id}`, { recurrence_mode: 'after_completion' }))
    assert.equal(await left(ada, open), 4)
  })

  for (const scope of ['following', 'all']) {
    test(`the time of day, where a rule for ${scope} is given on the day of a gap`, async ({
      assert,
    }) => {
      const ada = await anApiUser('Europe/Paris')
      await travelTo('2026-03-28T12:00:00Z')
      const first = await aTask(ada, { due_date: '2026-03-28T02:30:00+01:00', rrule: 'FREQ=DAILY' })
      const open = await completeToNext(ada, first)
      assert.equal(open.due_date, '2026-03-29T03:30:00+02:00')
      const body = { due_date: open.due_date, rrule: 'FREQ=DAILY;INTERVAL=2' }
      const now = await ok(ada.patch(`/tasks/${open.id}?scope=${scope}`, body))
      assert.equal(now.due_date, open.due_date)
      assert.equal((await skipToNext(ada, now)).due_date, '2026-03-31T02:30:00+02:00')
    })
  }

  test('the end of the month, where a pattern that clamps gets another time on a clamped day', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    for (const [due, pattern, to, next] of [
      ['2026-01-31', { frequency: 'monthly' }, '2026-02-28', '2026-03-31'],
      ['2024-02-29', { frequency: 'yearly', interval: 3 }, '2027-02-28', '2030-02-28'],
    ] as const) {
      const first = await aTask(ada, { due_date: `${due}T09:00:00Z`, recurrence_pattern: pattern })
      const open = await skipToNext(ada, first)
      const body = { due_date: `${to}T10:00:00Z` }
      const now = await ok(ada.patch(`/tasks/${open.id}?scope=all`, body))
      assert.equal((await skipToNext(ada, now)).due_date, `${next}T10:00:00+00:00`)
      assert.equal(now.recurrence_pattern.day_of_month, Number(due.slice(8)))
    }
  })

  test('the moment, where all get another zone together with their due date', async ({
    assert,
  }) => {
    const ada = await anApiUser('Europe/Paris')
    const task = await aTask(ada, { due_date: '2026-03-10T09:00:00+01:00', rrule: 'FREQ=DAILY' })
    const body = { due_date: task.due_date, due_timezone: 'Asia/Tokyo' }
    const now = await ok(ada.patch(`/tasks/${task.id}?scope=all`, body))
    assert.equal(now.due_date, '2026-03-10T17:00:00+09:00')
    assert.equal((await ok(ada.get(`/series/${task.series_id}`))).timezone, 'Asia/Tokyo')
  })

  test('a postponed due date, where the key stays', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, { ...WEEKLY, recurrence_mode: 'after_completion' })
    await ok(ada.patch(`/tasks/${task.id}`, { due_date: '2026-03-04' }))
    for (const body of [
      { recurrence_mode: 'fixed' },
      { rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO' },
      { recurrence_mode: 'after_completion' },
    ]) {
      assert.equal((await ok(ada.patch(`/tasks/${task.id}`, body))).due_date, '2026-03-04')
    }
  })

  test('everything, where a client sends back that there is no pattern', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, WEEKLY)
    const body = { title: 'Beans', recurrence_pattern: null }
    assert.isTrue((await ok(ada.patch(`/tasks/${task.id}`, body))).is_recurring)
    const pattern = { frequency: 'daily' }
    await ok(ada.patch(`/tasks/${task.id}`, { recurrence_pattern: pattern }))
    assert.isFalse((await ok(ada.patch(`/tasks/${task.id}`, body))).is_recurring)
  })

  test('everything, where the rule is an empty text, which is refused', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, WEEKLY)
    for (const rrule of ['', ' ']) {
      for (const scope of ['all', 'following']) {
        const refused = await ada.patch(`/tasks/${task.id}?scope=${scope}`, { rrule })
        assert.deepEqual(refusals(refused), ['rrule rrule'])
      }
    }
    assert.deepEqual(await taskNow(ada, task), task)
  })
})

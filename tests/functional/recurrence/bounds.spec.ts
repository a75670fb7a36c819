import { test } from '@japa/runner'
import { anApiUser, ok, refusals } from '#tests/support/api'
import { returnToNow, travelTo } from '#tests/support/clock'
import { aTask, taskNow } from '#tests/support/factories'
import { assertSeriesHold, skipToNext } from '#tests/support/occurrences'

test.group('A series at the end of the calendar', (group) => {
  group.each.setup(() => travelTo('2026-03-20T08:00:00Z'))
  group.each.teardown(() => returnToNow())
  group.each.teardown(() => assertSeriesHold())

  test('ends with the last moment at which a task can be due', async ({ assert }) => {
    const ada = await anApiUser('America/New_York')
    const due = '9998-12-29T23:30:00-05:00'
    for (const mode of ['fixed', 'after_completion']) {
      const first = await aTask(ada, { due_date: due, rrule: 'FREQ=DAILY', recurrence_mode: mode })
      const last = await skipToNext(ada, first)
      assert.equal(last.due_at, '9998-12-31T04:30:00Z')
      assert.isNull((await ok(ada.post(`/tasks/${last.id}/skip`))).next_due_date)
    }
  })

  test('takes an end on the last day in a zone behind UTC, and moves there', async ({ assert }) => {
    const ada = await anApiUser('America/New_York')
    const ends = [
      { recurrence_pattern: { frequency: 'daily', end_date: '9998-12-31' } },
      { rrule: 'FREQ=DAILY;UNTIL=99981231T235959Z' },
    ]
    for (const end of ends) {
      const task = await aTask(ada, { due_date: '2026-03-02T09:00:00-05:00', ...end })
      const moved = await ok(ada.patch(`/tasks/${task.id}`, { due_timezone: 'Pacific/Pago_Pago' }))
      assert.equal(moved.rrule, 'FREQ=DAILY;UNTIL=99981231T235959Z')
      await ok(ada.get(`/series/${task.series_id}`))
      assert.equal((await skipToNext(ada, moved)).due_date, '2026-03-03T09:00:00-11:00')
    }
  })

  test('refuses what is past it', async ({ assert }) => {
    const ada = await anApiUser('America/New_York')
    const tooLate = await ada.post('/tasks', {
      title: 'x',
      due_date: '9998-12-31T05:30:00Z',
      rrule: 'FREQ=DAILY;BYHOUR=23;BYMINUTE=0',
    })
    assert.deepEqual(refusals(tooLate), ['rrule rrule'])
    const task = await aTask(ada, { due_date: '2026-03-02T09:00:00-05:00', rrule: 'FREQ=DAILY' })
    const due = { due_date: '9998-12-31T23:30:00Z', due_timezone: 'Asia/Tokyo' }
    for (const scope of ['all', 'following']) {
      const refused = await ada.patch(`/tasks/${task.id}?scope=${scope}`, due)
      assert.deepEqual(refusals(refused), ['due_date start'])
    }
    assert.deepEqual(await taskNow(ada, task), task)
  })
})

test.group('A pattern with a field that there is not', (group) => {
  group.each.teardown(() => assertSeriesHold())

  for (const name of ['foo', 'x\u0000', '\ud800']) {
    test(`is refused though it is null: ${JSON.stringify(name)}`, async ({ assert }) => {
      const ada = await anApiUser()
      const body = `{"title": "x", "recurrence_pattern": {"frequency": "daily", ${JSON.stringify(name)}: null}}`
      const refused = await ada.sendRaw('POST', '/tasks', body, {
        'content-type': 'application/json',
      })
      assert.deepEqual(refusals(refused), [`recurrence_pattern.${name} recurrence_pattern`])
    })
  }
})

test.group('A window of occurrences', (group) => {
  group.each.setup(() => travelTo('2026-03-10T08:00:00Z'))
  group.each.teardown(() => returnToNow())

  for (const [mode, due, shown] of [
    ['fixed', '2026-03-10', ['2030-03-03', '2030-03-04']],
    ['fixed', '2026-03-10T00:00:00Z', ['2030-03-03T00:00:00+00:00', '2030-03-04T00:00:00+00:00']],
    ['after_completion', '2028-03-10', ['2030-03-03', '2030-03-04']],
  ] as const) {
    test(`far away shows what the rule has there (${mode}, ${due})`, async ({ assert }) => {
      const ada = await anApiUser()
      const task = await aTask(ada, { due_date: due, rrule: 'FREQ=DAILY', recurrence_mode: mode })
      const path = `/series/${task.series_id}/occurrences?due_after=2030-03-03`
      const within = await ok(ada.get(`${path}&due_before=2030-03-05`))
      assert.deepEqual(
        within.data.map((one: { due_date: string }) => one.due_date),
        shown
      )
      assert.isFalse(within.meta.has_later)
      const cut = await ok(ada.get(`${path}&limit=1`))
      assert.equal(cut.data[0].due_date, shown[0])
      assert.isTrue(cut.meta.has_later)
    })
  }

  test('is not said to be empty where nobody has looked', async ({ assert }) => {
    const ada = await anApiUser()
    const daily = {
      due_date: '2026-03-10',
      rrule: 'FREQ=DAILY',
      recurrence_mode: 'after_completion',
    }
    const task = await aTask(ada, daily)
    const path = `/series/${task.series_id}/occurrences?due_after=2126-03-03`
    assert.deepInclude((await ok(ada.get(path))).meta, { has_later: true })
  })
})

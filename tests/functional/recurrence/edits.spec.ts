import { test } from '@japa/runner'
import { anApiUser, ok, refusals } from '#tests/support/api'
import { returnToNow, travelTo } from '#tests/support/clock'
import { eventsOf } from '#tests/support/events'
import { aTask, lasting, taskNow } from '#tests/support/factories'
import { assertSeriesHold, completeToNext, skipToNext } from '#tests/support/occurrences'
import { datesOf } from '#tests/support/series'

const WEEKLY = { due_date: '2026-03-02', rrule: 'FREQ=WEEKLY;BYDAY=MO' }

test.group('Changing a series', (group) => {
  group.each.setup(() => travelTo('2026-03-20T08:00:00Z'))
  group.each.teardown(() => returnToNow())
  group.each.teardown(() => assertSeriesHold())

  test('rule 18: “this and following” divides the series and leaves the history', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const first = await aTask(ada, { ...WEEKLY, rrule: 'FREQ=WEEKLY;COUNT=10;BYDAY=MO' })
    const second = await completeToNext(ada, first, '2026-03-02T12:00:00Z')
    const events = await eventsOf(() =>
      ok(ada.patch(`/tasks/${second.id}?scope=following`, { due_date: '2026-03-11' }))
    )
    assert.deepEqual(
      events.map(({ event_type: type }) => type),
      ['series.created', 'series.ended', 'task.updated']
    )
    const now = await taskNow(ada, second)
    assert.deepInclude(now, { rrule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=9', due_date: '2026-03-11' })
    assert.notEqual(now.series_id, first.series_id)
    const old = await ok(ada.get(`/series/${first.series_id}`))
    assert.deepInclude(old, {
      state: 'ended',
      ended_by: 'split',
      rrule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=1',
      completed_count: 1,
    })
    const following = await ok(ada.get(`/series/${now.series_id}`))
    assert.equal(following.previous_series_id, first.series_id)
    assert.equal((await taskNow(ada, first)).series_id, first.series_id)
    assert.equal((await completeToNext(ada, now, '2026-03-11T12:00:00Z')).due_date, '2026-03-18')
  })

  test('rule 18: a series without COUNT ends just before the one that is changed', async ({
    assert,
  }) => {
    const ada = await anApiUser('Europe/Paris')
    const first = await aTask(ada, { due_date: '2026-03-02T09:00:00+01:00', rrule: 'FREQ=DAILY' })
    const second = await completeToNext(ada, first, '2026-03-02T12:00:00Z')
    await ok(ada.patch(`/tasks/${second.id}?scope=following`, { rrule: 'FREQ=DAILY;INTERVAL=2' }))
    const old = await ok(ada.get(`/series/${first.series_id}`))
    assert.equal(old.rrule, 'FREQ=DAILY;UNTIL=20260303T075959Z')
    const now = await taskNow(ada, second)
    assert.equal(now.due_date, '2026-03-03T09:00:00+01:00')
    await travelTo('2026-03-03T07:00:00Z')
    assert.deepEqual((await datesOf(ada, now.series_id)).slice(0, 3), [
      '2026-03-03T09:00:00+01:00',
      '2026-03-05T09:00:00+01:00',
      '2026-03-07T09:00:00+01:00',
    ])
  })

  test('rule 18: a rule that an end would make too long is not divided, and says so', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const days = Array.from({ length: 122 }, (_, at) => 100 + at)
    const first = await aTask(ada, {
      due_date: '2026-04-10',
      rrule: `FREQ=YEARLY;BYYEARDAY=${days}`,
    })
    const second = await skipToNext(ada, first)
    const refused = await ada.patch(`/tasks/${second.id}?scope=following`, { rrule: 'FREQ=DAILY' })
    assert.deepEqual(refusals(refused), ['rrule length'])
    assert.deepEqual(await taskNow(ada, second), second)
  })

  test('rule 18: of the first occurrence, “following” is all', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, WEEKLY)
    const now = await ok(ada.patch(`/tasks/${task.id}?scope=following`, { due_date: '2026-03-04' }))
    assert.deepInclude(now, { series_id: task.series_id, rrule: 'FREQ=WEEKLY;BYDAY=WE' })
  })

  test('rule 18: a postponed one begins the following at its present due date', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const first = await aTask(ada, WEEKLY)
    const second = await completeToNext(ada, first, '2026-03-02T12:00:00Z')
    await ok(ada.patch(`/tasks/${second.id}`, { due_date: '2026-03-12' }))
    const now = await ok(
      ada.patch(`/tasks/${second.id}?scope=following`, { rrule: 'FREQ=WEEKLY;INTERVAL=2' })
    )
    assert.equal(now.due_date, '2026-03-12')
    assert.equal((await completeToNext(ada, now, '2026-03-12T12:00:00Z')).due_date, '2026-03-26')
  })

  test('rule 19: another rule moves the open occurrence to its first date after the last closed one', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const first = await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=DAILY' })
    const open = await completeToNext(ada, first, '2026-03-02T12:00:00Z')
    const before = lasting(await taskNow(ada, first))
    const now = await ok(ada.patch(`/tasks/${open.id}`, { rrule: 'FREQ=WEEKLY;BYDAY=FR' }))
    assert.deepInclude(now, {
      due_date: '2026-03-06',
      occurrence_key: '2026-03-06',
      version: open.version + 1,
    })
    assert.deepInclude(lasting(await taskNow(ada, first)), {
      ...before,
      rrule: 'FREQ=WEEKLY;BYDAY=FR',
    })
  })

  test('rule 19: dates that were missed do not come back with another rule', async ({ assert }) => {
    const ada = await anApiUser()
    const first = await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=DAILY' })
    const open = await completeToNext(ada, first, '2026-03-06T12:00:00Z')
    assert.equal(open.due_date, '2026-03-07')
    const now = await ok(
      ada.patch(`/tasks/${open.id}`, { rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR' })
    )
    assert.equal(now.due_date, '2026-03-09')
  })

  test('rule 19: the same rule with another end leaves the open one where it was put', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const first = await aTask(ada, WEEKLY)
    const open = await completeToNext(ada, first, '2026-03-02T12:00:00Z')
    await ok(ada.patch(`/tasks/${open.id}`, { due_date: '2026-03-11' }))
    const now = await ok(
      ada.patch(`/tasks/${open.id}`, { rrule: 'FREQ=WEEKLY;BYDAY=MO;UNTIL=20260601' })
    )
    assert.deepInclude(now, { due_date: '2026-03-11', occurrence_key: '2026-03-09' })
  })

  test('a rule with a due date begins there', async ({ assert }) => {
    const ada = await anApiUser()
    const first = await aTask(ada, WEEKLY)
    const open = await completeToNext(ada, first, '2026-03-02T12:00:00Z')
    const now = await ok(
      ada.patch(`/tasks/${open.id}`, {
        due_date: open.due_date,
        recurrence_pattern: { frequency: 'weekly', interval: 2 },
      })
    )
    assert.equal(now.due_date, '2026-03-09')
    await travelTo('2026-03-09T07:00:00Z')
    assert.deepEqual((await datesOf(ada, now.series_id)).slice(0, 3), [
      '2026-03-02',
      '2026-03-09',
      '2026-03-23',
    ])
  })

  test('a rule that has no date left is refused, and changes nothing', async ({ assert }) => {
    const ada = await anApiUser()
    const first = await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=DAILY' })
    const open = await completeToNext(ada, first, '2026-03-02T12:00:00Z')
    assert.deepEqual(
      refusals(await ada.patch(`/tasks/${open.id}`, { rrule: 'FREQ=DAILY;COUNT=1' })),
      ['rrule never']
    )
    assert.deepEqual(lasting(await taskNow(ada, open)), lasting(open))
  })

  test('a due date for all moves the day of the rule along, and counts what is left', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const first = await aTask(ada, { ...WEEKLY, rrule: 'FREQ=WEEKLY;COUNT=4;BYDAY=MO,FR' })
    const open = await completeToNext(ada, first, '2026-03-02T12:00:00Z')
    const now = await ok(ada.patch(`/tasks/${open.id}?scope=all`, { due_date: '2026-03-07' }))
    assert.deepInclude(now, { due_date: '2026-03-07', rrule: 'FREQ=WEEKLY;BYDAY=MO,SA;COUNT=3' })
  })

  test('a pattern moves along as a pattern', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, {
      due_date: '2026-01-31',
      recurrence_pattern: { frequency: 'monthly', day_of_month: 31 },
    })
    const now = await ok(ada.patch(`/tasks/${task.id}?scope=all`, { due_date: '2026-02-15' }))
    assert.deepInclude(now, {
      recurrence_pattern: { frequency: 'monthly', day_of_month: 15 },
      rrule: 'FREQ=MONTHLY;BYMONTHDAY=15',
    })
  })

  test('a due date for all that the rule cannot follow is refused with what to do', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, {
      due_date: '2026-03-31',
      rrule: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    })
    const refused = await ada.patch(`/tasks/${task.id}?scope=all`, { due_date: '2026-03-28' })
    assert.deepEqual(refusals(refused), ['due_date recurrence'])
    assert.match(refused.body.detail, /last workday/)
  })

  test('a due date for all on a date that is done is refused', async ({ assert }) => {
    const ada = await anApiUser()
    const first = await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=DAILY' })
    const open = await completeToNext(ada, first, '2026-03-02T12:00:00Z')
    assert.deepEqual(
      refusals(await ada.patch(`/tasks/${open.id}?scope=all`, { due_date: '2026-03-02' })),
      ['due_date taken']
    )
  })

  test('rule 23a: a zone alone is for all and keeps the wall time, the end too', async ({
    assert,
  }) => {
    const ada = await anApiUser('Europe/Paris')
    const task = await aTask(ada, {
      due_date: '2026-03-10T09:00:00+01:00',
      rrule: 'FREQ=DAILY;UNTIL=20260320T225959Z',
    })
    const now = await ok(ada.patch(`/tasks/${task.id}`, { due_timezone: 'Asia/Tokyo' }))
    assert.deepInclude(now, {
      due_date: '2026-03-10T09:00:00+09:00',
      rrule: 'FREQ=DAILY;UNTIL=20260320T145959Z',
    })
    assert.equal((await ok(ada.get(`/series/${task.series_id}`))).timezone, 'Asia/Tokyo')
  })

  test('rule 23a: a title is this one’s, and so of those that are made from it', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const first = await aTask(ada, WEEKLY)
    const open = await completeToNext(ada, first, '2026-03-02T12:00:00Z')
    await ok(ada.patch(`/tasks/${open.id}?scope=all`, { title: 'Beans' }))
    assert.equal((await taskNow(ada, first)).title, 'Water the tomatoes')
    assert.equal((await completeToNext(ada, open, '2026-03-09T12:00:00Z')).title, 'Beans')
  })

  test('rule 24: a timed series stays in its zone when its person moves', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const task = await aTask(ada, { due_date: '2026-03-10T09:00:00+01:00', rrule: 'FREQ=DAILY' })
    await ada.user.merge({ timezone: 'Asia/Tokyo' }).save()
    const next = await completeToNext(ada, task, '2026-03-10T09:00:00Z')
    assert.equal(next.due_date, '2026-03-11T09:00:00+01:00')
  })

  test('rule 25: an all-day series has no zone, and ends its days in the profile’s', async ({
    assert,
  }) => {
    const ada = await anApiUser('America/New_York')
    const task = await aTask(ada, { due_date: '2026-03-10', rrule: 'FREQ=DAILY' })
    const next = await completeToNext(ada, task, '2026-03-11T03:30:00Z') // still the 10th there
    assert.deepInclude(next, {
      due_date: '2026-03-11',
      due_timezone: null,
      due_at: '2026-03-12T03:59:59.999999Z',
    })
    assert.isNull((await ok(ada.get(`/series/${task.series_id}`))).timezone)
  })

  test('the mode alone can be changed, both ways', async ({ assert }) => {
    const ada = await anApiUser()
    const first = await aTask(ada, WEEKLY)
    const open = await completeToNext(ada, first, '2026-03-02T12:00:00Z')
    const after = await ok(ada.patch(`/tasks/${open.id}`, { recurrence_mode: 'after_completion' }))
    assert.deepInclude(after, { due_date: '2026-03-09', occurrence_key: '2026-03-09~2' })
    const next = await completeToNext(ada, after, '2026-03-10T12:00:00Z')
    assert.equal(next.occurrence_key, '2026-03-16~3')
    const fixed = await ok(ada.patch(`/tasks/${next.id}`, { recurrence_mode: 'fixed' }))
    assert.deepInclude(fixed, { due_date: '2026-03-16', occurrence_key: '2026-03-16' })
  })

  test('a task begins to repeat, and repeats no more', async ({ assert }) => {
    const ada = await anApiUser()
    const plain = await aTask(ada, { due_date: '2026-03-10' })
    const repeating = await ok(ada.patch(`/tasks/${plain.id}`, { rrule: 'FREQ=DAILY' }))
    assert.deepInclude(repeating, { is_recurring: true, version: 2 })
    const ended = await ok(ada.patch(`/tasks/${plain.id}`, { rrule: null }))
    assert.deepInclude(ended, { is_recurring: false, rrule: null, due_date: '2026-03-10' })
    assert.equal((await ok(ada.get(`/series/${repeating.series_id}`))).ended_by, 'person')
    assert.isNull((await ok(ada.post(`/tasks/${plain.id}/complete`))).next_due_date)
  })

  test('a body that was read can be sent back as it is', async ({ assert }) => {
    const ada = await anApiUser()
    for (const fields of [
      WEEKLY,
      { due_date: '2026-01-31', recurrence_pattern: { frequency: 'monthly', day_of_month: 31 } },
      { due_date: '2026-03-10' },
    ]) {
      const task = await aTask(ada, fields)
      const again = await ok(ada.patch(`/tasks/${task.id}`, task))
      assert.deepEqual(again, task)
    }
  })

  test('is_recurring may come along where it agrees with what follows', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, { due_date: '2026-03-10' })
    const begins = { is_recurring: true, rrule: 'FREQ=DAILY' }
    assert.isTrue((await ok(ada.patch(`/tasks/${task.id}`, begins))).is_recurring)
    assert.deepEqual(refusals(await ada.patch(`/tasks/${task.id}`, { ...begins, rrule: null })), [
      'is_recurring read_only',
    ])
    assert.isTrue((await taskNow(ada, task)).is_recurring)
  })

  test('a rule is not a matter of one, and scope is for what repeats', async ({ assert }) => {
    const ada = await anApiUser()
    const [plain, task] = [await aTask(ada), await aTask(ada, WEEKLY)]
    const tried = [
      ada.patch(`/tasks/${task.id}?scope=this`, { rrule: 'FREQ=DAILY' }),
      ada.patch(`/tasks/${plain.id}?scope=all`, { title: 'x' }),
      ada.delete(`/tasks/${plain.id}?scope=all`),
      ada.delete(`/tasks/${task.id}?scope=all&permanent=true`),
      ada.patch(`/tasks/${task.id}?scope=all`, { due_date: null }),
      ada.patch(`/tasks/${plain.id}`, { recurrence_mode: 'fixed' }),
    ]
    assert.deepEqual((await Promise.all(tried)).flatMap(refusals), [
      'scope rule_of_all',
      'scope not_recurring',
      'scope not_recurring',
      'scope exclusive',
      'due_date recurring',
      'recurrence_mode not_recurring',
    ])
  })

  test('a closed occurrence changes its own fields, and nothing of its series', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const first = await aTask(ada, WEEKLY)
    await completeToNext(ada, first, '2026-03-02T12:00:00Z')
    await ok(ada.patch(`/tasks/${first.id}`, { title: 'As it was' }))
    const refused = await ada.patch(`/tasks/${first.id}`, { rrule: 'FREQ=DAILY' })
    assert.deepEqual([refused.status, refused.body.code], [409, 'occurrence_closed'])
  })

  test('an exception by hand is damaged by no change elsewhere', async ({ assert }) => {
    const ada = await anApiUser()
    const rrule = 'FREQ=YEARLY;BYMONTH=3;BYDAY=SU;BYWEEKNO=10,11,12'
    const task = await aTask(ada, { due_date: '2026-03-08', rrule: rrule })
    const changed = await ok(ada.patch(`/tasks/${task.id}`, { title: 'New', priority: 'high' }))
    assert.equal(changed.rrule, task.rrule)
  })
})

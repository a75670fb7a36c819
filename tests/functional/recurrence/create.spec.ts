import { test } from '@japa/runner'
import { anApiUser, ok, refusals } from '#tests/support/api'
import { travelTo } from '#tests/support/clock'
import { recordedEvents } from '#tests/support/events'
import { aTask } from '#tests/support/factories'

test.group('A task that repeats', () => {
  test('is the first occurrence of a series, made of a pattern', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const pattern = { frequency: 'weekly', days_of_week: [1] }
    const task = await aTask(ada, { due_date: '2026-03-02', recurrence_pattern: pattern })
    assert.deepInclude(task, {
      recurrence_pattern: pattern,
      rrule: 'FREQ=WEEKLY;BYDAY=MO',
      recurrence_mode: 'fixed',
      is_recurring: true,
      due_date: '2026-03-02',
      next_due_date: null,
      next_task_id: null,
    })
    assert.isString(task.series_id)
    assert.deepEqual(
      (await recordedEvents()).map(({ event_type: type }) => type),
      ['series.created', 'task.created']
    )
  })

  test('keeps a rule of RFC 5545 in its canonical text', async ({ assert }) => {
    const ada = await anApiUser('UTC')
    const task = await aTask(ada, {
      due_date: '2026-03-31T09:00:00Z',
      rrule: 'rrule:byday=MO,TU,WE,TH,FR;freq=monthly;bysetpos=-1',
      recurrence_mode: 'after_completion',
    })
    assert.deepInclude(task, {
      rrule: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      recurrence_pattern: null,
      recurrence_mode: 'after_completion',
    })
  })

  test('is moved to the first date of its rule where its due date is none', async ({ assert }) => {
    const ada = await anApiUser('America/New_York')
    const task = await aTask(ada, {
      due_date: '2026-03-04T14:00:00Z',
      rrule: 'FREQ=WEEKLY;BYDAY=MO',
    })
    assert.equal(task.due_date, '2026-03-09T09:00:00-04:00')
  })

  test('rule 28: without a due date begins at the first date at or after now', async ({
    assert,
  }) => {
    await travelTo('2026-03-04T22:30:00Z') // 5 March in Tokyo
    const ada = await anApiUser('Asia/Tokyo')
    const daily = await aTask(ada, { rrule: 'FREQ=DAILY' })
    const monday = await aTask(ada, { rrule: 'FREQ=WEEKLY;BYDAY=MO' })
    const noon = await aTask(ada, { rrule: 'FREQ=DAILY;BYHOUR=12;BYMINUTE=0' })
    assert.deepEqual(
      [daily, monday, noon].map(({ due_date: due }) => due),
      ['2026-03-05', '2026-03-09', '2026-03-05T12:00:00+09:00']
    )
  })

  test('takes rule and pattern beside each other only when they say the same', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const pattern = { frequency: 'monthly', day_of_month: 31 }
    const fields = { title: 'Rent', due_date: '2026-01-31', recurrence_pattern: pattern }
    const alike = await ok(ada.post('/tasks', { ...fields, rrule: 'FREQ=MONTHLY;BYMONTHDAY=-1' }))
    assert.deepEqual(alike.recurrence_pattern, pattern)
    assert.deepEqual(refusals(await ada.post('/tasks', { ...fields, rrule: 'FREQ=DAILY' })), [
      'recurrence_pattern exclusive',
    ])
  })

  test('is refused with the field where the rule is none', async ({ assert }) => {
    const ada = await anApiUser()
    const tried = [
      { rrule: 'FREQ=HOURLY' },
      { rrule: 'FREQ=MONTHLY;BYMONTHDAY=32' },
      { due_date: '2026-03-01', rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' },
      { recurrence_pattern: { frequency: 'daily', days_of_week: [1] } },
      { recurrence_mode: 'fixed' },
    ]
    const found = []
    for (const fields of tried) {
      found.push(...refusals(await ada.post('/tasks', { title: 'No', ...fields })))
    }
    assert.deepEqual(found, [
      'rrule rrule',
      'rrule rrule',
      'rrule rrule',
      'recurrence_pattern.days_of_week recurrence_pattern',
      'recurrence_mode not_recurring',
    ])
    assert.lengthOf((await ok(ada.get('/tasks'))).data, 0)
  })
})

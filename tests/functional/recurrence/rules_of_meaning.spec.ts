import { test } from '@japa/runner'
import { type ApiUser, anApiUser, ok, refusals } from '#tests/support/api'
import { returnToNow, travelTo } from '#tests/support/clock'
import { aTask, taskNow } from '#tests/support/factories'
import {
  askForNext,
  assertSeriesHold,
  completeToNext,
  nextOf,
  skipToNext,
} from '#tests/support/occurrences'
import { closingEventOf } from '#tests/support/series'

/** RECURRENCE.md, 3.2: each row against the database, by its number; pure ones are in tests/unit/recurrence too. */

interface Row {
  it: string
  zone?: string
  task: Record<string, unknown>
  at: string
  due: string
}

async function dueAfterCompletion({ zone = 'UTC', task, at }: Row): Promise<string> {
  const ada = await anApiUser(zone)
  const closed = await ok(
    ada.post(`/tasks/${(await aTask(ada, task)).id}/complete`, { completed_at: at })
  )
  const next = await nextOf(ada, closed)
  await assertSeriesHold()
  return next.due_date === closed.next_due_date ? next.due_date : 'the answer told another date'
}

const DAILY = { rrule: 'FREQ=DAILY' }
const COMPLETIONS: Row[] = [
  {
    it: 'rule 1: completed on time, the next is the first date after it',
    task: { due_date: '2026-03-02', ...DAILY },
    at: '2026-03-02T10:00:00Z',
    due: '2026-03-03',
  },
  {
    it: 'rule 1: all-day, the date of completion counts in the zone of the profile',
    zone: 'Pacific/Auckland',
    task: { due_date: '2026-03-02', ...DAILY },
    at: '2026-03-02T12:30:00Z', // the 3rd in Auckland
    due: '2026-03-04',
  },
  {
    it: 'rule 2: completed days late, what was missed leaves no tasks',
    task: { due_date: '2026-03-02', ...DAILY },
    at: '2026-03-06T09:00:00Z',
    due: '2026-03-07',
  },
  {
    it: 'rule 3: completed before the time of the day, today’s comes next',
    task: { due_date: '2026-03-03T07:00:00Z', ...DAILY },
    at: '2026-03-04T06:00:00Z',
    due: '2026-03-04T07:00:00+00:00',
  },
  {
    it: 'rule 3: completed at the time of the day, tomorrow’s comes next',
    task: { due_date: '2026-03-03T07:00:00Z', ...DAILY },
    at: '2026-03-04T07:00:00Z',
    due: '2026-03-05T07:00:00+00:00',
  },
  {
    it: 'rule 4: every two weeks stays on its weeks',
    task: { due_date: '2026-03-02', rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO' },
    at: '2026-03-17T12:00:00Z',
    due: '2026-03-30',
  },
  {
    it: 'rule 5: completed early, the next is after the due date',
    task: { due_date: '2026-03-06', rrule: 'FREQ=WEEKLY;BYDAY=FR' },
    at: '2026-03-04T12:00:00Z',
    due: '2026-03-13',
  },
  {
    it: 'rule 6: after completion counts from the day it was done and keeps the time of day',
    task: {
      due_date: '2026-03-01T09:00:00Z',
      rrule: 'FREQ=DAILY;INTERVAL=3',
      recurrence_mode: 'after_completion',
    },
    at: '2026-03-04T22:15:00Z',
    due: '2026-03-07T09:00:00+00:00',
  },
  {
    it: 'rule 7: after completion with days takes the first of them after the day it was done',
    task: {
      due_date: '2026-03-02',
      rrule: 'FREQ=WEEKLY;BYDAY=MO',
      recurrence_mode: 'after_completion',
    },
    at: '2026-03-11T12:00:00Z',
    due: '2026-03-16',
  },
  {
    it: 'rule 10: a raw rule of the 31st skips the months without one',
    task: { due_date: '2026-01-31', rrule: 'FREQ=MONTHLY;BYMONTHDAY=31' },
    at: '2026-01-31T12:00:00Z',
    due: '2026-03-31',
  },
  {
    it: 'rule 11: monthly after completion clamps to the month',
    task: {
      due_date: '2026-01-31',
      rrule: 'FREQ=MONTHLY',
      recurrence_mode: 'after_completion',
    },
    at: '2026-01-31T12:00:00Z',
    due: '2026-02-28',
  },
  {
    it: 'rule 12: a time that the clocks skip is due as much later on that day',
    zone: 'Europe/Paris',
    task: { due_date: '2026-03-28T02:30:00+01:00', ...DAILY },
    at: '2026-03-28T10:00:00Z',
    due: '2026-03-29T03:30:00+02:00',
  },
  {
    it: 'rule 12: a time that comes twice is due the first time',
    zone: 'America/New_York',
    task: { due_date: '2026-10-31T01:30:00-04:00', ...DAILY },
    at: '2026-10-31T06:00:00Z',
    due: '2026-11-01T01:30:00-04:00',
  },
]

test.group('What follows a completed occurrence', (group) => {
  group.each.setup(() => travelTo('2026-12-01T00:00:00Z'))
  group.each.teardown(() => returnToNow())

  for (const row of COMPLETIONS) {
    test(row.it, async ({ assert }) => {
      assert.equal(await dueAfterCompletion(row), row.due)
    })
  }

  test('rule 8: after completion the same due date comes again as a new occurrence', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, {
      due_date: '2026-03-07T09:00:00Z',
      rrule: 'FREQ=DAILY;INTERVAL=3',
      recurrence_mode: 'after_completion',
    })
    const next = await completeToNext(ada, task, '2026-03-04T10:00:00Z')
    assert.equal(next.due_date, task.due_date)
    assert.deepEqual(
      [task.occurrence_key, next.occurrence_key],
      ['2026-03-07T09:00~1', '2026-03-07T09:00~2']
    )
  })

  test('rule 9: a pattern of the 31st falls on each month’s last day, without drift', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    let task = await aTask(ada, {
      due_date: '2026-01-31',
      recurrence_pattern: { frequency: 'monthly', day_of_month: 31 },
    })
    const dues = []
    for (const at of ['2026-01-31', '2026-02-28', '2026-03-31']) {
      task = await completeToNext(ada, task, `${at}T12:00:00Z`)
      dues.push(task.due_date)
    }
    assert.deepEqual(dues, ['2026-02-28', '2026-03-31', '2026-04-30'])
  })

  test('rule 12: the day after a gap the time is its own again, and the key always was', async ({
    assert,
  }) => {
    const ada = await anApiUser('Europe/Paris')
    const start = await aTask(ada, { due_date: '2026-03-28T02:30:00+01:00', ...DAILY })
    const shifted = await completeToNext(ada, start, '2026-03-28T10:00:00Z')
    const after = await completeToNext(ada, shifted, '2026-03-29T10:00:00Z')
    assert.equal(shifted.occurrence_key, '2026-03-29T02:30')
    assert.equal(after.due_date, '2026-03-30T02:30:00+02:00')
  })

  test('rule 13: COUNT counts the dates of the rule, missed and skipped ones too; then the series ends', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const first = await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=DAILY;COUNT=5' })
    const second = await skipToNext(ada, first)
    const fifth = await completeToNext(ada, second, '2026-03-05T12:00:00Z') // 4 and 5 March missed
    assert.equal(fifth.due_date, '2026-03-06')
    const last = await ok(ada.post(`/tasks/${fifth.id}/complete`))
    assert.deepInclude(last, { next_due_date: null, next_task_id: null, status: 'completed' })
    assert.deepEqual(await askForNext(last), { created: false, taskId: null })
    const series = await ok(ada.get(`/series/${first.series_id}`))
    assert.deepInclude(series, { state: 'ended', ended_by: 'rule' })
    await assertSeriesHold()
  })

  test('rule 14: COUNT after completion counts the occurrences that were made', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const first = await aTask(ada, {
      due_date: '2026-03-02',
      rrule: 'FREQ=DAILY;COUNT=2',
      recurrence_mode: 'after_completion',
    })
    const second = await completeToNext(ada, first, '2026-03-09T12:00:00Z')
    const last = await ok(
      ada.post(`/tasks/${second.id}/complete`, { completed_at: '2026-03-10T12:00:00Z' })
    )
    assert.isNull(last.next_due_date)
    await assertSeriesHold()
  })

  test('rule 15: the date of the end is included', async ({ assert }) => {
    const ada = await anApiUser('America/New_York')
    const first = await aTask(ada, {
      due_date: '2026-03-02T22:00:00-05:00',
      recurrence_pattern: { frequency: 'daily', end_date: '2026-03-03' },
    })
    const last = await completeToNext(ada, first, '2026-03-03T04:00:00Z')
    assert.equal(last.due_date, '2026-03-03T22:00:00-05:00')
    const closed = await ok(
      ada.post(`/tasks/${last.id}/complete`, { completed_at: '2026-03-04T03:30:00Z' })
    )
    assert.isNull(closed.next_due_date)
  })

  test('rule 16: a skip closes without doing, and what follows is after the due date', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, { due_date: '2026-03-02', ...DAILY })
    const skipped = await ok(ada.post(`/tasks/${task.id}/skip`))
    assert.deepInclude(skipped, { status: 'completed', next_due_date: '2026-03-03' })
    assert.isNotNull(skipped.skipped_at)
    const counts = await ok(ada.get(`/series/${task.series_id}`))
    assert.deepInclude(counts, { completed_count: 0, skipped_count: 1, missed_count: 0 })

    const every3 = await aTask(ada, {
      due_date: '2026-03-02',
      rrule: 'FREQ=DAILY;INTERVAL=3',
      recurrence_mode: 'after_completion',
    })
    assert.equal((await skipToNext(ada, every3)).due_date, '2026-03-05')
  })

  test('rule 17: postponing one moves nothing of the series', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=WEEKLY;BYDAY=MO' })
    const postponed = await ok(ada.patch(`/tasks/${task.id}`, { due_date: '2026-03-12' }))
    assert.deepInclude(postponed, { due_date: '2026-03-12', occurrence_key: '2026-03-02' })
    const next = await completeToNext(ada, task, '2026-03-05T12:00:00Z')
    assert.equal(next.due_date, '2026-03-09')
  })
})

test.group('Twice, at once, and taken back', (group) => {
  group.each.setup(() => travelTo('2026-03-02T12:00:00Z'))
  group.each.teardown(() => returnToNow())

  test('rule 20: completing twice answers alike and makes one next', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, { due_date: '2026-03-02', ...DAILY })
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => ada.post(`/tasks/${task.id}/complete`))
    )
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
    assert.lengthOf([...new Set(answers.map(({ body }) => JSON.stringify(body)))], 1)
    const closed = answers[0]!.body
    const made = await Promise.all(Array.from({ length: 5 }, () => askForNext(closed)))
    assert.lengthOf(
      made.filter(({ created }) => created),
      1
    )
    assert.lengthOf([...new Set(made.map(({ taskId }) => taskId))], 1)
    await assertSeriesHold()
  })

  test('rule 21: of complete and skip at once the later one is told what is', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    for (let round = 0; round < 5; round++) {
      const task = await aTask(ada, { due_date: '2026-03-02', ...DAILY })
      const [completion, skip] = await Promise.all([
        ada.post(`/tasks/${task.id}/complete`),
        ada.post(`/tasks/${task.id}/skip`),
      ])
      const loser = completion.status === 200 ? skip : completion
      assert.sameMembers([completion.status, skip.status], [200, 409])
      assert.equal(loser.body.code, loser === skip ? 'occurrence_completed' : 'occurrence_skipped')
      assert.equal(loser.body.current.id, task.id)
    }
    await assertSeriesHold()
  })

  test('rule 22: an undone completion takes the next one back for good', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, { due_date: '2026-03-02', ...DAILY })
    const completion = await ada.post(`/tasks/${task.id}/complete`)
    const next = await nextOf(ada, completion.body)
    await ok(ada.post(`/undo/${completion.headers.get('taskflow-undo')}`))
    assert.deepInclude(await taskNow(ada, task), { status: 'active', is_recurring: true })
    assert.equal((await ada.get(`/tasks/${next.id}?trashed=true`)).status, 404)
    assert.equal((await completeToNext(ada, task)).due_date, '2026-03-03')
    await assertSeriesHold()
  })

  test('rule 22: a completion that is undone before the next one is made makes none', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, { due_date: '2026-03-02', ...DAILY })
    const closed = await ok(ada.post(`/tasks/${task.id}/complete`))
    const closing = await closingEventOf(task)
    await ok(ada.post(`/tasks/${task.id}/reopen`))
    assert.deepEqual(await askForNext(closed, closing), { created: false, taskId: null })

    await ok(ada.post(`/tasks/${task.id}/complete`)) // another closing
    assert.deepEqual(await askForNext(closed, closing), { created: false, taskId: null })
    assert.isTrue((await askForNext(closed)).created)
    await assertSeriesHold()
  })

  test('rule 22: where the next one was touched it stays, and the old one is outside of the series', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, { due_date: '2026-03-02', ...DAILY })
    const completion = await ada.post(`/tasks/${task.id}/complete`)
    const next = await nextOf(ada, completion.body)
    await ok(ada.patch(`/tasks/${next.id}`, { title: 'Another title' }))
    const undone = await ok(ada.post(`/undo/${completion.headers.get('taskflow-undo')}`))
    assert.lengthOf(undone.undone, 1)
    const old = await taskNow(ada, task)
    assert.deepInclude(old, { status: 'active', is_recurring: false, rrule: null })
    assert.equal((await taskNow(ada, next)).status, 'active')
    const again = await ok(ada.post(`/tasks/${task.id}/complete`))
    assert.isNull(again.next_due_date)
    await assertSeriesHold()
  })

  test('rule 22: the last one of a series that is taken back revives it', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=DAILY;COUNT=1' })
    const completion = await ada.post(`/tasks/${task.id}/complete`)
    assert.equal((await ok(ada.get(`/series/${task.series_id}`))).state, 'ended')
    await ok(ada.post(`/undo/${completion.headers.get('taskflow-undo')}`))
    assert.equal((await ok(ada.get(`/series/${task.series_id}`))).state, 'live')
    await assertSeriesHold()
  })

  test('rule 23: deleting “this” skips it', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, { due_date: '2026-03-02', ...DAILY })
    assert.equal((await ada.delete(`/tasks/${task.id}?scope=this`)).status, 204)
    const skipped = await taskNow(ada, task)
    assert.isNull(skipped.deleted_at)
    assert.isNotNull(skipped.skipped_at)
    assert.equal((await nextOf(ada, skipped)).due_date, '2026-03-03')
    await assertSeriesHold()
  })

  for (const scope of ['', '?scope=all', '?scope=following']) {
    test(`rule 23: DELETE${scope} ends the series, and restoring revives it`, async ({
      assert,
    }) => {
      const ada = await anApiUser()
      const first = await aTask(ada, { due_date: '2026-03-02', ...DAILY })
      const open = await completeToNext(ada, first)
      await ok(ada.delete(`/tasks/${open.id}${scope}`))
      assert.deepInclude(await ok(ada.get(`/series/${first.series_id}`)), {
        state: 'ended',
        ended_by: 'person',
      })
      assert.equal((await taskNow(ada, first)).status, 'completed')
      await assertSeriesHold()
      await ok(ada.post(`/tasks/${open.id}/restore`))
      assert.equal((await ok(ada.get(`/series/${first.series_id}`))).state, 'live')
      await assertSeriesHold()
    })
  }

  test('rule 23: a bulk delete ends the series too, and one undo brings all back', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const tasks = []
    for (let n = 0; n < 3; n++) tasks.push(await aTask(ada, { due_date: '2026-03-02', ...DAILY }))
    const ids = tasks.map(({ id }) => id)
    const { undo } = await ok(ada.post('/tasks/bulk', { action: 'delete', ids }))
    await assertSeriesHold()
    await ok(ada.post(`/undo/${undo}`))
    for (const { series_id: id } of tasks) {
      assert.equal((await ok(ada.get(`/series/${id}`))).state, 'live')
    }
    await assertSeriesHold()
  })

  test('rule 22: an occurrence that is restored beside an open one is outside of the series', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const first = await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=DAILY;COUNT=2' })
    const second = await completeToNext(ada, first)
    await ok(ada.delete(`/tasks/${second.id}`))
    // The first one is reopened meanwhile: outside, as its next one was touched and the series ended.
    await ok(ada.post(`/tasks/${first.id}/reopen`))
    assert.isFalse((await taskNow(ada, first)).is_recurring)
    await ok(ada.post(`/tasks/${second.id}/restore`))
    assert.isTrue((await taskNow(ada, second)).is_recurring)
    await assertSeriesHold()
  })

  test('rule 29: the time of a client that was offline counts, up to five minutes ahead', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, { due_date: '2026-02-20', ...DAILY })
    assert.deepEqual(
      refusals(
        await ada.post(`/tasks/${task.id}/complete`, { completed_at: '2026-03-02T12:05:01Z' })
      ),
      ['completed_at future']
    )
    const closed = await ok(
      ada.post(`/tasks/${task.id}/complete`, { completed_at: '2026-02-21T08:00:00+01:00' })
    )
    assert.deepInclude(closed, {
      completed_at: '2026-02-21T07:00:00Z',
      next_due_date: '2026-02-22',
    })
  })
})

test.group('What the next one takes along', () => {
  test('title, description, priority and tags of the one that was closed', async ({ assert }) => {
    const ada: ApiUser = await anApiUser()
    const task = await aTask(ada, { due_date: '2026-03-02', ...DAILY, tags: ['garden', 'home'] })
    await ok(
      ada.patch(`/tasks/${task.id}`, {
        title: 'Beans',
        description: 'Two *cans*',
        priority: 'high',
      })
    )
    const next = await completeToNext(ada, task, '2026-03-02T12:00:00Z')
    assert.deepInclude(next, {
      title: 'Beans',
      description: 'Two *cans*',
      priority: 'high',
      tags: ['garden', 'home'],
      version: 1,
    })
    assert.equal((await taskNow(ada, task)).next_task_id, next.id)
  })
})

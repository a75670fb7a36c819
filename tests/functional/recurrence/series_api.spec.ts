import { test } from '@japa/runner'
import { database, rows } from '#app/shared/database'
import { anApiUser, ok } from '#tests/support/api'
import { returnToNow, travelTo } from '#tests/support/clock'
import { aTask } from '#tests/support/factories'
import { completeToNext, nextOf, skipToNext } from '#tests/support/occurrences'
import { datesOf } from '#tests/support/series'

const WEEKLY = { due_date: '2026-03-02', rrule: 'FREQ=WEEKLY;BYDAY=MO' }

/** An occurrence as the API tells of it, as far as it is looked at here. */
interface Told {
  state: string
  due_date: string
}

test.group('The occurrences of a series', (group) => {
  group.each.setup(() => travelTo('2026-03-09T08:00:00Z'))
  group.each.teardown(() => returnToNow())

  test('are told with counts, streak and what is to come', async ({ assert }) => {
    const ada = await anApiUser()
    let task = await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=DAILY' })
    const { series_id: id } = task
    task = await completeToNext(ada, task, '2026-03-02T12:00:00Z')
    task = await completeToNext(ada, task, '2026-03-05T12:00:00Z') // 4 and 5 March missed
    task = await completeToNext(ada, task, '2026-03-06T12:00:00Z')
    task = await skipToNext(ada, task)
    task = await completeToNext(ada, task, '2026-03-08T12:00:00Z')
    assert.deepInclude(await ok(ada.get(`/series/${id}`)), {
      words: 'every day',
      state: 'live',
      completed_count: 4,
      skipped_count: 1,
      missed_count: 2,
      streak: 2,
      open_task_id: task.id,
    })
    const { data, meta } = await ok(ada.get(`/series/${id}/occurrences?limit=3`))
    assert.deepEqual(
      data.map((one: Told) => [one.state, one.due_date]),
      [
        ['completed', '2026-03-06'],
        ['skipped', '2026-03-07'],
        ['completed', '2026-03-08'],
        ['open', '2026-03-09'],
        ['planned', '2026-03-10'],
        ['planned', '2026-03-11'],
      ]
    )
    assert.deepEqual(meta, { has_earlier: true, has_later: true })
  })

  test('leave out dates that cannot come any more: those before now, while the open one is overdue', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const day = await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=DAILY' })
    const time = await aTask(ada, { due_date: '2026-03-02T09:00:00Z', rrule: 'FREQ=DAILY' })
    assert.deepEqual((await datesOf(ada, day.series_id)).slice(0, 2), ['2026-03-02', '2026-03-10'])
    assert.deepEqual((await datesOf(ada, time.series_id)).slice(0, 2), [
      '2026-03-02T09:00:00+00:00',
      '2026-03-09T09:00:00+00:00',
    ])
  })

  test('are told within a window', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=DAILY;COUNT=20' })
    await completeToNext(ada, task, '2026-03-02T12:00:00Z')
    const { data, meta } = await ok(
      ada.get(`/series/${task.series_id}/occurrences?due_after=2026-03-10&due_before=2026-03-13`)
    )
    assert.deepEqual(
      data.map((one: Told) => one.due_date),
      ['2026-03-10', '2026-03-11', '2026-03-12']
    )
    assert.isFalse(meta.has_earlier)
  })

  test('say that the next one is on its way until it is made', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, { due_date: '2026-03-08', rrule: 'FREQ=DAILY' })
    const closed = await ok(ada.post(`/tasks/${task.id}/complete`))
    const look = async () => {
      const { data } = await ok(ada.get(`/series/${task.series_id}/occurrences?limit=1`))
      return data.map((one: Told) => one.state)
    }
    assert.deepEqual(await look(), ['completed', 'pending'])
    await nextOf(ada, closed)
    assert.deepEqual(await look(), ['completed', 'open'])
  })

  test('of somebody else are not found', async ({ assert }) => {
    const [ada, eve] = [await anApiUser(), await anApiUser()]
    const { series_id: id } = await aTask(ada, WEEKLY)
    for (const path of [`/series/${id}`, `/series/${id}/occurrences`]) {
      assert.equal((await eve.get(path)).status, 404)
    }
  })
})

test.group('An account with series', () => {
  test('goes with all of them', async ({ assert }) => {
    const ada = await anApiUser()
    const first = await aTask(ada, WEEKLY)
    const open = await completeToNext(ada, first)
    await ok(ada.patch(`/tasks/${open.id}?scope=following`, { rrule: 'FREQ=DAILY' }))
    await ada.user.delete()
    const [left] = await rows<{ count: number }>(database(), 'SELECT count(*)::int FROM series')
    assert.equal(left?.count, 0)
  })
})

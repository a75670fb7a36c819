import { test } from '@japa/runner'
import { anApiUser, ok } from '#tests/support/api'
import { returnToNow, travelTo } from '#tests/support/clock'
import { aTask, taskNow } from '#tests/support/factories'
import { assertSeriesHold, completeToNext } from '#tests/support/occurrences'

const DAILY = { due_date: '2026-03-20', rrule: 'FREQ=DAILY' }

test.group('What walks have found', (group) => {
  group.each.setup(() => travelTo('2026-03-20T08:00:00Z'))
  group.each.teardown(() => returnToNow())
  group.each.teardown(() => assertSeriesHold())

  test('of several that are reopened at once the one that was closed last is the open one', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const first = await aTask(ada, DAILY)
    const last = await completeToNext(ada, await completeToNext(ada, first))
    await ok(ada.post(`/tasks/${last.id}/complete`))
    await ok(ada.post('/tasks/bulk', { action: 'reopen', ids: [first.id, last.id] }))
    assert.isFalse((await taskNow(ada, first)).is_recurring)
    assert.isTrue((await taskNow(ada, last)).is_recurring)
  })

  test('what followed a closed one keeps its date when the series becomes all-day, or timed', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const timed = await aTask(ada, { ...DAILY, due_date: '2026-03-20T09:00:00Z' })
    const allDay = await aTask(ada, DAILY)
    const change = { [timed.id]: '2026-04-01', [allDay.id]: '2026-04-01T09:00:00Z' }
    for (const closed of [timed, allDay]) {
      const open = await completeToNext(ada, closed)
      await ok(ada.patch(`/tasks/${open.id}?scope=all`, { due_date: change[closed.id] }))
      assert.equal((await taskNow(ada, closed)).next_due_date, '2026-03-21')
    }
  })
})

import { test } from '@japa/runner'
import { type ApiAnswer, anApiUser, ok } from '#tests/support/api'
import { returnToNow, travelTo } from '#tests/support/clock'
import { aTask, taskNow } from '#tests/support/factories'
import { assertSeriesHold, completeToNext } from '#tests/support/occurrences'

const WEEKLY = { due_date: '2026-03-02', rrule: 'FREQ=WEEKLY;BYDAY=MO' }

function undoOf(answer: ApiAnswer) {
  return answer.headers.get('taskflow-undo')
}

test.group('What an undo leaves of a series', (group) => {
  group.each.setup(() => travelTo('2026-03-20T08:00:00Z'))
  group.each.teardown(() => returnToNow())
  group.each.teardown(() => assertSeriesHold())

  test('an end that is done again takes the next occurrence along that was made meanwhile', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, WEEKLY)
    await ok(ada.post(`/tasks/${task.id}/complete`))
    const deleted = await ada.delete(`/tasks/${task.id}?scope=all`)
    const undone = await ada.post(`/undo/${undoOf(deleted)}`)
    const { next_task_id: nextId } = await taskNow(ada, task)
    const redone = await ada.post(`/undo/${undoOf(undone)}`)
    await assertSeriesHold()
    assert.equal((await ada.get(`/tasks/${nextId}?trashed=true`)).status, 404)
    assert.isNull((await taskNow(ada, task)).next_task_id)
    await ok(ada.post(`/undo/${undoOf(redone)}`))
    const again = await taskNow(ada, task)
    assert.equal((await taskNow(ada, { id: again.next_task_id })).due_date, again.next_due_date)
  })

  test('an end that is done again leaves the next occurrence that was touched, and the series goes on', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, WEEKLY)
    await ok(ada.post(`/tasks/${task.id}/complete`))
    const deleted = await ada.delete(`/tasks/${task.id}?scope=all`)
    const undone = await ada.post(`/undo/${undoOf(deleted)}`)
    const { next_task_id: nextId } = await taskNow(ada, task)
    await ok(ada.patch(`/tasks/${nextId}`, { title: 'Touched' }))
    await ok(ada.post(`/undo/${undoOf(undone)}`))
    assert.equal((await ok(ada.get(`/tasks/${nextId}`))).title, 'Touched')
    assert.equal((await ok(ada.get(`/series/${task.series_id}`))).state, 'live')
  })

  test('a deletion whose task is gone for good is not taken back through its series', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const first = await aTask(ada, WEEKLY)
    const open = await completeToNext(ada, first, '2026-03-02T12:00:00Z')
    const deleted = await ada.delete(`/tasks/${open.id}`)
    await ok(ada.delete(`/tasks/${open.id}?permanent=true`))
    const undone = await ok(ada.post(`/undo/${undoOf(deleted)}`))
    assert.deepInclude(undone, { undone: [] })
    assert.equal((await ok(ada.get(`/series/${first.series_id}`))).state, 'ended')
    assert.lengthOf((await ok(ada.get('/tasks?status=active'))).data, 0)
  })
})

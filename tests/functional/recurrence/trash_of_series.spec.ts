import { test } from '@japa/runner'
import { database, inTransaction, rows } from '#app/shared/database'
import { systemActor } from '#app/shared/actor'
import { lockTasks } from '#app/tasks/task_row'
import { purgeTrash } from '#app/tasks/trash'
import { anApiUser, ok } from '#tests/support/api'
import { returnToNow, travelTo } from '#tests/support/clock'
import { aTask, taskNow } from '#tests/support/factories'
import { assertSeriesHold, completeToNext, nextOf } from '#tests/support/occurrences'
import { until } from '#tests/support/until'

const WEEKLY = { due_date: '2026-03-02', rrule: 'FREQ=WEEKLY;BYDAY=MO' }

function purge() {
  return inTransaction((trx) => purgeTrash(trx, systemActor('trash-purge'), 100))
}

test.group('The trash and a series', (group) => {
  group.each.setup(() => travelTo('2026-03-20T08:00:00Z'))
  group.each.teardown(() => returnToNow())
  group.each.teardown(() => assertSeriesHold())

  test('DELETE of all ends the series, though the closed occurrence is in the trash already', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const first = await aTask(ada, WEEKLY)
    const open = await completeToNext(ada, first, '2026-03-02T12:00:00Z')
    await ok(ada.delete(`/tasks/${first.id}`))
    const deleted = await ada.delete(`/tasks/${first.id}?scope=all`)
    assert.equal((await ok(ada.get(`/series/${first.series_id}`))).state, 'ended')
    assert.isNotNull((await taskNow(ada, open)).deleted_at)
    await ok(ada.post(`/undo/${deleted.headers.get('taskflow-undo')}`))
    assert.isNull((await taskNow(ada, open)).deleted_at)
    assert.isNotNull((await taskNow(ada, first)).deleted_at)
  })

  test('what a series waits for outlives its 30 days there until the next one is made', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, WEEKLY)
    const closed = await ok(ada.post(`/tasks/${task.id}/complete`))
    await ok(ada.delete(`/tasks/${task.id}`))
    await travelTo('2026-04-20T08:00:00Z')
    assert.equal(await purge(), 0)
    const next = await nextOf(ada, closed)
    assert.equal(await purge(), 1)
    assert.equal(next.due_date, '2026-03-23')
    assert.equal((await ada.get(`/tasks/${task.id}?trashed=true`)).status, 404)
  })

  test('what goes for good waits for its tags before it holds its task, so that no two wait for each other', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, { ...WEEKLY, tags: ['garden'] })
    await ok(ada.post(`/tasks/${task.id}/complete`))
    const purged = await inTransaction(async (trx) => {
      await rows(trx, 'SELECT FROM tags WHERE user_id = :id FOR UPDATE', { id: ada.user.id })
      const waiting = ada.delete(`/tasks/${task.id}?permanent=true`)
      await until('the purge waits for the tag', async () => {
        const waits = await rows(database(), 'SELECT FROM pg_locks WHERE NOT granted')
        return waits.length > 0
      })
      await rows(trx, `SET LOCAL lock_timeout = '1s'`)
      await lockTasks(trx, ada.user.id, [task.id])
      return { answer: waiting }
    })
    assert.equal((await purged.answer).status, 204)
  })
})

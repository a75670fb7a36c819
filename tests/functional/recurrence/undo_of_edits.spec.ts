import { test } from '@japa/runner'
import { anApiUser, ok } from '#tests/support/api'
import { returnToNow, travelTo } from '#tests/support/clock'
import { aTask, lasting, taskNow } from '#tests/support/factories'
import { assertSeriesHold, completeToNext } from '#tests/support/occurrences'

const WEEKLY = { due_date: '2026-03-02', rrule: 'FREQ=WEEKLY;BYDAY=MO' }

test.group('Taking back what was done to a series', (group) => {
  group.each.setup(() => travelTo('2026-03-20T08:00:00Z'))
  group.each.teardown(() => returnToNow())
  group.each.teardown(() => assertSeriesHold())

  const CHANGES: Record<string, (id: string) => [string, object?]> = {
    'a rule for all': (id) => [`PATCH /tasks/${id}`, { rrule: 'FREQ=DAILY;INTERVAL=3' }],
    'a due date for all': (id) => [`PATCH /tasks/${id}?scope=all`, { due_date: '2026-03-12' }],
    'this and following': (id) => [`PATCH /tasks/${id}?scope=following`, { rrule: 'FREQ=DAILY' }],
    'the end of the repetition': (id) => [`PATCH /tasks/${id}`, { rrule: null }],
    'a skip': (id) => [`POST /tasks/${id}/skip`],
    'a completion': (id) => [`POST /tasks/${id}/complete`],
    'a deletion': (id) => [`DELETE /tasks/${id}`],
  }

  for (const [name, change] of Object.entries(CHANGES)) {
    test(`${name} is taken back, done again, and taken back once more`, async ({ assert }) => {
      const ada = await anApiUser()
      const first = await aTask(ada, WEEKLY)
      const open = await completeToNext(ada, first, '2026-03-02T12:00:00Z')
      const series = lasting(await ok(ada.get(`/series/${open.series_id}`)))
      const [request, body] = change(open.id)
      const [method = '', path = ''] = request.split(' ')
      let undo = (await ada.send(method, path, body)).headers.get('taskflow-undo')
      const done = lasting(await taskNow(ada, open))
      await assertSeriesHold()
      for (const state of [lasting(open), done, lasting(open)]) {
        const answer = await ada.post(`/undo/${undo}`)
        assert.deepInclude(answer.body, { kept: [] })
        undo = answer.headers.get('taskflow-undo')
        assert.deepEqual(lasting(await taskNow(ada, open)), state)
        await assertSeriesHold()
      }
      assert.deepEqual(lasting(await ok(ada.get(`/series/${open.series_id}`))), series)
    })
  }

  test('a rule is not taken back past a later one', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, WEEKLY)
    const first = await ada.patch(`/tasks/${task.id}`, { rrule: 'FREQ=WEEKLY;BYDAY=MO,TU' })
    await ok(ada.patch(`/tasks/${task.id}`, { rrule: 'FREQ=WEEKLY;BYDAY=MO,WE' }))
    const undone = await ok(ada.post(`/undo/${first.headers.get('taskflow-undo')}`))
    assert.deepEqual(
      undone.kept.map(({ reason }: { reason: string }) => reason),
      ['changed_since']
    )
    assert.equal((await taskNow(ada, task)).rrule, 'FREQ=WEEKLY;BYDAY=MO,WE')
  })

  test('a division is not taken back once the following was completed', async ({ assert }) => {
    const ada = await anApiUser()
    const first = await aTask(ada, WEEKLY)
    const open = await completeToNext(ada, first, '2026-03-02T12:00:00Z')
    const divided = await ada.patch(`/tasks/${open.id}?scope=following`, { rrule: 'FREQ=DAILY' })
    await completeToNext(ada, divided.body, '2026-03-09T12:00:00Z')
    const undone = await ok(ada.post(`/undo/${divided.headers.get('taskflow-undo')}`))
    assert.lengthOf(undone.kept, 1)
    assert.equal((await ok(ada.get(`/series/${first.series_id}`))).ended_by, 'split')
  })

  test('what was deleted for good leaves no series waiting for it', async () => {
    const ada = await anApiUser()
    const open = await aTask(ada, WEEKLY)
    await ok(ada.delete(`/tasks/${open.id}?permanent=true`))
    await assertSeriesHold()

    const pending = await aTask(ada, WEEKLY)
    await ok(ada.post(`/tasks/${pending.id}/complete`))
    await ok(ada.delete(`/tasks/${pending.id}?permanent=true`))
    await assertSeriesHold()
  })

  test('a series that was ended while its next one was on its way ends', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, WEEKLY)
    const closed = await ok(ada.post(`/tasks/${task.id}/complete`))
    const deletion = await ada.delete(`/tasks/${task.id}?scope=all`)
    await assertSeriesHold()
    assert.equal((await ok(ada.get(`/series/${task.series_id}`))).state, 'ended')
    await ok(ada.post(`/undo/${deletion.headers.get('taskflow-undo')}`))
    await assertSeriesHold()
    assert.isTrue((await taskNow(ada, closed)).next_task_id !== null)
  })
})

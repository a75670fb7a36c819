import { test } from '@japa/runner'
import { database, inTransaction, rows } from '#app/shared/database'
import { moveTasksToZone } from '#app/tasks/move_tasks_to_zone'
import { makeNext } from '#app/tasks/occurrences/make_next'
import { findTask } from '#app/tasks/task_row'
import { anApiUser, type ApiUser, ok } from '#tests/support/api'
import { travelTo } from '#tests/support/clock'
import { eventsOf } from '#tests/support/events'
import { aCompletedTask, aTask, aTrashedTask, lasting, taskNow } from '#tests/support/factories'
import { until } from '#tests/support/until'

/* New York: 02:00 → 03:00 on 2026-03-08 (a gap). Paris: 02:00 → 03:00 on 2026-03-29. */

const NEW_YORK = { from: 'Europe/Paris', to: 'America/New_York' }

function move(by: ApiUser, zones = NEW_YORK) {
  return inTransaction((trx) => moveTasksToZone(trx, by.actor, zones))
}

async function isWaiting() {
  const found = await rows(
    database(),
    `SELECT 1 AS one FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%FROM series%'`
  )
  return found.length > 0
}

test.group('Moving tasks to another zone', () => {
  test('keeps what the clocks show', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const task = await aTask(ada, { due_date: '2026-07-01T18:00:00+02:00' })
    assert.equal((await move(ada)).moved, 1)
    assert.deepInclude(await taskNow(ada, task), {
      due_date: '2026-07-01T18:00:00-04:00',
      due_timezone: 'America/New_York',
      due_at: '2026-07-01T22:00:00Z',
      version: 2,
    })
  })

  test('leaves everything else as it is', async ({ assert }) => {
    const [ada, ben] = [await anApiUser('Europe/Paris'), await anApiUser('Europe/Paris')]
    const due = { due_date: '2026-07-01T18:00:00+02:00' }
    const untouched = [
      await aTask(ada),
      await aTask(ada, { due_date: '2026-07-01' }),
      await aTask(ada, { due_date: '2026-07-01', rrule: 'FREQ=DAILY' }),
      await aTask(ada, { ...due, due_timezone: 'Asia/Tokyo' }),
      await aTask(ada, { ...due, due_timezone: 'Asia/Tokyo', rrule: 'FREQ=DAILY' }),
      await aCompletedTask(ada, due),
      await aTrashedTask(ada, due),
    ]
    const others = await aTask(ben, { ...due, rrule: 'FREQ=DAILY' })
    assert.deepEqual(await move(ada), { moved: 0, undoId: null })
    for (const task of untouched) assert.deepEqual(await taskNow(ada, task), task)
    assert.deepEqual(await taskNow(ben, others), others)
  })

  test('rule 26: moves a series with its open occurrence, and what follows', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const { id } = await aTask(ada, { due_date: '2026-07-01T18:00:00+02:00', rrule: 'FREQ=DAILY' })
    const events = await eventsOf(() => move(ada))
    assert.deepEqual(
      events.map((event) => event.event_type),
      ['series.updated', 'task.updated']
    )
    assert.deepEqual(events[0]!.data.changes, {
      timezone: { from: 'Europe/Paris', to: 'America/New_York' },
    })
    await travelTo('2026-07-01T22:00:00Z')
    const done = await ok(ada.post(`/tasks/${id}/complete`))
    assert.equal(done.next_due_date, '2026-07-02T18:00:00-04:00')
  })

  test('counts a series and its occurrence once', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    await aTask(ada, { due_date: '2026-07-01T18:00:00+02:00', rrule: 'FREQ=DAILY' })
    await aTask(ada, { due_date: '2026-07-01T18:00:00+02:00' })
    assert.equal((await move(ada)).moved, 2)
  })

  test('moves a series whose next occurrence is still to be made', async ({ assert }) => {
    await travelTo('2026-07-01T16:00:00Z')
    const ada = await anApiUser('Europe/Paris')
    const done = await aCompletedTask(ada, {
      due_date: '2026-07-01T18:00:00+02:00',
      rrule: 'FREQ=DAILY',
    })
    assert.equal(done.next_due_date, '2026-07-02T18:00:00+02:00')
    const { moved, undoId } = await move(ada)
    assert.equal(moved, 1)
    const now = await taskNow(ada, done)
    assert.equal(now.next_due_date, '2026-07-02T18:00:00-04:00')
    assert.equal(now.due_timezone, 'Europe/Paris')
    await ok(ada.post(`/undo/${undoId}`))
    assert.deepEqual(lasting(await taskNow(ada, done)), lasting(done))
  })

  test('takes along the next occurrence that is being made meanwhile', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const { id } = await aCompletedTask(ada, {
      due_date: '2026-07-01T18:00:00+02:00',
      rrule: 'FREQ=DAILY',
    })
    const closed = (await findTask(database(), ada.user.id, id))!
    let moving: ReturnType<typeof move>
    const { taskId } = await inTransaction(async (trx) => {
      const made = await makeNext(trx, ada.actor, {
        seriesId: closed.seriesId!,
        key: closed.occurrenceKey!,
        closingEventId: closed.closingEventId!,
      })
      moving = move(ada)
      await until('the move waits for the series', isWaiting)
      return made
    })
    await moving!
    const next = await taskNow(ada, { id: taskId! })
    assert.equal(next.due_timezone, 'America/New_York')
  })

  test('an occurrence is due at its key, whichever zone has the gap', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const pattern = { due_date: '2026-03-08T02:30:00+01:00', rrule: 'FREQ=DAILY' }
    const task = await aTask(ada, pattern)
    await move(ada)
    assert.equal((await taskNow(ada, task)).due_date, '2026-03-08T03:30:00-04:00')
    await move(ada, { from: NEW_YORK.to, to: NEW_YORK.from })
    assert.equal((await taskNow(ada, task)).due_date, task.due_date)
  })

  test('a postponed occurrence keeps the time that it was postponed to', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const { id } = await aTask(ada, { due_date: '2026-07-01T18:00:00+02:00', rrule: 'FREQ=DAILY' })
    await ok(ada.patch(`/tasks/${id}`, { due_date: '2026-07-03T11:00:00+02:00' }))
    await move(ada)
    assert.equal((await taskNow(ada, { id })).due_date, '2026-07-03T11:00:00-04:00')
  })

  test('an end keeps its local date and time', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const due = { due_date: '2026-07-01T18:00:00+02:00' }
    const byRule = await aTask(ada, { ...due, rrule: 'FREQ=DAILY;UNTIL=20261231T225959Z' })
    const byDate = await aTask(ada, {
      ...due,
      recurrence_pattern: { frequency: 'daily', end_date: '2026-12-31' },
    })
    const byInstant = await aTask(ada, {
      ...due,
      recurrence_pattern: { frequency: 'daily', end_date: '2026-12-31T22:30:00Z' },
    })
    await move(ada)
    for (const task of [byRule, byDate, byInstant]) {
      assert.equal((await taskNow(ada, task)).rrule, 'FREQ=DAILY;UNTIL=20270101T045959Z')
    }
    const pattern = { frequency: 'daily', end_date: '2026-12-31' }
    assert.deepEqual((await taskNow(ada, byDate)).recurrence_pattern, pattern)
    assert.deepEqual((await taskNow(ada, byInstant)).recurrence_pattern, pattern)
  })

  test('is one change, which one undo takes back, and its undo makes again', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const due = { due_date: '2026-10-25T01:30:00Z' } // the second 02:30 of that night
    const tasks = [
      await aTask(ada, due),
      await aTask(ada, {
        due_date: '2026-07-01T18:00:00+02:00',
        recurrence_pattern: { frequency: 'daily', end_date: '2026-12-31T22:30:00Z' },
      }),
    ]
    const { undoId } = await move(ada)
    const moved = await Promise.all(tasks.map((task) => taskNow(ada, task)))
    const back = await ada.post(`/undo/${undoId}`)
    for (const task of tasks) assert.deepEqual(lasting(await taskNow(ada, task)), lasting(task))
    await ok(ada.post(`/undo/${back.headers.get('taskflow-undo')}`))
    for (const task of moved) assert.deepEqual(lasting(await taskNow(ada, task)), lasting(task))
  })

  test('to the same zone is nothing', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    await aTask(ada, { due_date: '2026-07-01T18:00:00+02:00', rrule: 'FREQ=DAILY' })
    const zones = { from: 'Europe/Paris', to: 'Europe/Paris' }
    assert.deepEqual(await move(ada, zones), { moved: 0, undoId: null })
  })

  test('twice at once moves once', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const task = await aTask(ada, { due_date: '2026-07-01T18:00:00+02:00', rrule: 'FREQ=DAILY' })
    const both = await Promise.all([move(ada), move(ada)])
    assert.equal(both.filter(({ undoId }) => undoId).length, 1)
    assert.equal((await taskNow(ada, task)).version, 2)
  })
})

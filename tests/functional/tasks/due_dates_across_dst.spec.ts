import { test } from '@japa/runner'
import { anApiUser, ok } from '#tests/support/api'
import { aTask } from '#tests/support/factories'

/* Europe/Paris: 02:00 → 03:00 on 2026-03-29 (a gap), 03:00 → 02:00 on 2026-10-25 (a fold). */

test.group('Due dates across DST', () => {
  test('a reschedule across DST keeps the wall time', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const { id } = await aTask(ada, { due_date: '2026-03-28T09:00:00+01:00' })
    await ok(ada.post('/tasks/bulk', { action: 'reschedule', ids: [id], due_date: '2026-03-29' }))
    const { body } = await ada.get(`/tasks/${id}`)
    assert.equal(body.due_date, '2026-03-29T09:00:00+02:00')
  })

  test('the first instant of a fold is the first', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const task = await aTask(ada, { due_date: '2026-10-25T00:30:00Z' })
    assert.containsSubset(task, {
      due_date: '2026-10-25T02:30:00+02:00',
      due_at: '2026-10-25T00:30:00Z',
    })
  })

  test('the second instant of a fold is the second', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const task = await aTask(ada, { due_date: '2026-10-25T01:30:00Z' })
    assert.containsSubset(task, {
      due_date: '2026-10-25T02:30:00+01:00',
      due_at: '2026-10-25T01:30:00Z',
    })
  })

  for (const [what, patch] of [
    ['the title', { title: 'Later' }],
    ['the same zone', { due_timezone: 'Europe/Paris' }],
    ['the same instant', { due_date: '2026-10-25T02:30:00+01:00' }],
  ] as const) {
    test(`the second instant of a fold survives a patch of ${what}`, async ({ assert }) => {
      const ada = await anApiUser('Europe/Paris')
      const { id } = await aTask(ada, { due_date: '2026-10-25T01:30:00Z' })
      const task = await ok(ada.patch(`/tasks/${id}`, patch))
      assert.equal(task.due_at, '2026-10-25T01:30:00Z')
    })
  }

  test('the second instant of a fold survives an undo', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const { id } = await aTask(ada, { due_date: '2026-10-25T01:30:00Z' })
    const { headers } = await ada.patch(`/tasks/${id}`, { due_date: null })
    await ok(ada.post(`/undo/${headers.get('taskflow-undo')}`))
    assert.equal((await ada.get(`/tasks/${id}`)).body.due_at, '2026-10-25T01:30:00Z')
  })

  test('a wall time in a gap is due when the clocks have moved on by its length', async ({
    assert,
  }) => {
    const ada = await anApiUser('Europe/Paris')
    const { id } = await aTask(ada, { due_date: '2026-03-28T02:30:00+01:00' })
    await ok(ada.post('/tasks/bulk', { action: 'reschedule', ids: [id], due_date: '2026-03-29' }))
    const { body } = await ada.get(`/tasks/${id}`)
    assert.equal(body.due_at, '2026-03-29T01:30:00Z')
    assert.equal(Date.parse(body.due_date), Date.parse(body.due_at))
  })

  test('a wall time that a gap swallowed is back on the next day', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const { id } = await aTask(ada, { due_date: '2026-03-28T02:30:00+01:00' })
    for (const date of ['2026-03-29', '2026-03-30']) {
      await ok(ada.post('/tasks/bulk', { action: 'reschedule', ids: [id], due_date: date }))
    }
    assert.equal((await ada.get(`/tasks/${id}`)).body.due_date, '2026-03-30T02:30:00+02:00')
  })

  test('a zone alone that moves a wall time into a gap keeps it', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada, { due_date: '2026-03-29T02:30:00Z', due_timezone: 'UTC' })
    await ok(ada.patch(`/tasks/${id}`, { due_timezone: 'Europe/Paris' }))
    const back = await ok(ada.patch(`/tasks/${id}`, { due_timezone: 'UTC' }))
    assert.equal(back.due_date, '2026-03-29T02:30:00+00:00')
  })

  test('a task in a gap is sent back whole as it was read, and nothing changes', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada, { due_date: '2026-03-29T02:30:00Z', due_timezone: 'UTC' })
    const task = await ok(ada.patch(`/tasks/${id}`, { due_timezone: 'Europe/Paris' }))
    assert.deepEqual(await ok(ada.patch(`/tasks/${id}`, task)), task)
  })

  test('an all-day task on the day of a change has 23 or 25 hours', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const ends = []
    for (const date of ['2026-03-29', '2026-10-25']) {
      ends.push((await aTask(ada, { due_date: date })).due_at)
    }
    assert.deepEqual(ends, ['2026-03-29T21:59:59.999999Z', '2026-10-25T22:59:59.999999Z'])
  })

  test('a date whose next midnight does not exist ends where the next day begins', async ({
    assert,
  }) => {
    // Africa/Cairo, 2026-04-24: 00:00 → 01:00.
    const ada = await anApiUser('Africa/Cairo')
    assert.equal(
      (await aTask(ada, { due_date: '2026-04-23' })).due_at,
      '2026-04-23T21:59:59.999999Z'
    )
  })
})

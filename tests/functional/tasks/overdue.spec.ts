import { test } from '@japa/runner'
import { database, inTransaction, rows } from '#app/shared/database'
import { updateProfile } from '#app/identity/actions/update_profile'
import { anApiUser, type ApiUser, ok } from '#tests/support/api'
import { aTask, found, taskNow } from '#tests/support/factories'
import { travelTo } from '#tests/support/clock'
import { rebuildAllDayDueDates } from '#app/tasks/due_rebuild'

const overdue = async (by: ApiUser) => (await found(by, '/tasks?overdue=true')).length

test.group('Overdue', () => {
  for (const [zone, lastInstant, midnight] of [
    ['Pacific/Auckland', '2026-11-21T10:59:59.999Z', '2026-11-21T11:00:00Z'],
    ['Pacific/Honolulu', '2026-11-22T09:59:59.999Z', '2026-11-22T10:00:00Z'],
    ['Europe/Paris', '2026-11-21T22:59:59.999Z', '2026-11-21T23:00:00Z'],
  ] as const) {
    test(`an all-day task is not overdue right before midnight in ${zone}`, async ({ assert }) => {
      const ada = await anApiUser(zone)
      await aTask(ada, { due_date: '2026-11-21' })
      await travelTo(lastInstant)
      assert.equal(await overdue(ada), 0)
    })

    test(`an all-day task is overdue at midnight in ${zone}`, async ({ assert }) => {
      const ada = await anApiUser(zone)
      await aTask(ada, { due_date: '2026-11-21' })
      await travelTo(midnight)
      assert.equal(await overdue(ada), 1)
    })
  }

  test('the last microsecond of a date is still the date', async ({ assert }) => {
    const ada = await anApiUser()
    await aTask(ada, { due_date: '2026-11-21' })
    const [row] = await rows<{ at_due: boolean; after: boolean }>(
      database(),
      `SELECT due_at < timestamptz '2026-11-21T23:59:59.999999Z' AS at_due,
         due_at < timestamptz '2026-11-22T00:00:00Z' AS after FROM tasks`
    )
    assert.deepEqual(row, { at_due: false, after: true })
  })

  test('a timed task is overdue right after its instant, not at it', async ({ assert }) => {
    const ada = await anApiUser()
    await aTask(ada, { due_date: '2026-11-21T10:00:00Z' })
    const counts = []
    for (const now of ['2026-11-21T10:00:00.000Z', '2026-11-21T10:00:00.001Z']) {
      await travelTo(now)
      counts.push(await overdue(ada))
    }
    assert.deepEqual(counts, [0, 1])
  })

  test('a completed task is never overdue', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada, { due_date: '2020-01-01' })
    await ok(ada.post(`/tasks/${id}/complete`))
    assert.equal(await overdue(ada), 0)
  })

  test('overdue=false is everything else: later, without due date, completed', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    await aTask(ada, { title: 'late', due_date: '2020-01-01' })
    await aTask(ada, { title: 'later', due_date: '2990-01-01' })
    await aTask(ada, { title: 'never' })
    const { id } = await aTask(ada, { title: 'done', due_date: '2020-01-01' })
    await ok(ada.post(`/tasks/${id}/complete`))
    assert.sameMembers(await found(ada, '/tasks?overdue=false'), ['later', 'never', 'done'])
  })
})

test.group("Changing the profile's zone", () => {
  const profile = { name: 'Ada', weekStart: 1, theme: 'system' } as const

  test('all-day tasks then end with the date in the new zone', async ({ assert }) => {
    const ada = await anApiUser('Pacific/Auckland')
    const task = await aTask(ada, { due_date: '2026-11-21' })
    await updateProfile(ada.user.id, { ...profile, timezone: 'Pacific/Honolulu' })
    assert.equal((await taskNow(ada, task)).due_at, '2026-11-22T09:59:59.999999Z')
  })

  test('versions and timed tasks stay as they are', async ({ assert }) => {
    const ada = await anApiUser('Pacific/Auckland')
    const allDay = await aTask(ada, { due_date: '2026-11-21' })
    const timed = await aTask(ada, { due_date: '2026-11-21T10:00:00Z' })
    await updateProfile(ada.user.id, { ...profile, timezone: 'Pacific/Honolulu' })
    assert.equal((await taskNow(ada, allDay)).version, 1)
    assert.deepEqual(await taskNow(ada, timed), timed)
  })

  test("somebody else's tasks stay as they are", async ({ assert }) => {
    const [ada, ben] = [await anApiUser('UTC'), await anApiUser('UTC')]
    const task = await aTask(ben, { due_date: '2026-11-21' })
    await inTransaction((trx) => rebuildAllDayDueDates(trx, ada.user.id, 'Asia/Tokyo'))
    assert.deepEqual(await taskNow(ben, task), task)
  })

  test('an undo of an older change ends the date in the new zone too', async ({ assert }) => {
    const ada = await anApiUser('Pacific/Auckland')
    const task = await aTask(ada, { due_date: '2026-11-21' })
    const { headers } = await ada.patch(`/tasks/${task.id}`, { title: 'Other' })
    await updateProfile(ada.user.id, { ...profile, timezone: 'Pacific/Honolulu' })
    await ok(ada.post(`/undo/${headers.get('taskflow-undo')}`))
    assert.equal((await taskNow(ada, task)).due_at, '2026-11-22T09:59:59.999999Z')
  })

  test('it goes on beside patches of the same tasks', async ({ assert }) => {
    const ada = await anApiUser('UTC')
    const tasks = []
    for (let number = 0; number < 8; number++) {
      tasks.push(await aTask(ada, { due_date: '2026-11-21' }))
    }
    const [, ...answers] = await Promise.all([
      updateProfile(ada.user.id, { ...profile, timezone: 'Asia/Tokyo' }),
      ...tasks.map(({ id }) => ada.patch(`/tasks/${id}`, { title: 'Beside' })),
    ])
    assert.deepEqual(
      answers.map(({ status }) => status),
      tasks.map(() => 200)
    )
  })
})

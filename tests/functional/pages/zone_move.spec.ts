import { test } from '@japa/runner'
import { updateProfile } from '#app/identity/actions/update_profile'
import { database } from '#app/shared/database'
import { findTask } from '#app/tasks/task_row'
import { makePerson } from '#tests/support/people'
import { toastOf, undoOf } from '#tests/support/page'
import { giveTask } from '#tests/support/tasks'
import { Visitor } from '#tests/support/visitor'

const TIMED = { title: 'Call', due_date: '2026-07-01T18:00:00+02:00' }
const PROFILE = { name: 'Ada', week_start: 'monday', theme: 'light' }
const OFFERED = '/settings/profile?moved_from=Europe%2FParis'

/** Somebody who changes the zone of their profile. */
async function someoneFrom(timezone = 'Europe/Paris') {
  const user = await makePerson({ timezone })
  const visitor = await new Visitor().signIn(user)
  return {
    user,
    visitor,
    async movesTo(zone: string) {
      const fields = { ...PROFILE, timezone: zone }
      const path = '/settings/profile'
      const { location } = await visitor.submit(path, fields, `${path}?_method=PUT`)
      return location
    },
  }
}

test.group('The offer to move tasks along', () => {
  test('comes when the zone was changed, counts the tasks, and moves them with Undo', async ({
    assert,
  }) => {
    const { user, visitor, movesTo } = await someoneFrom()
    const task = await giveTask(user, TIMED)
    await giveTask(user, { ...TIMED, rrule: 'FREQ=DAILY' })
    assert.equal(await movesTo('America/New_York'), OFFERED)
    const page = await visitor.get(OFFERED)
    assert.include(page.body, 'Profile saved.')
    assert.match(
      page.body,
      /2 tasks keep their times in Europe\/Paris\. Move them to America\/New_York\?/
    )

    const fields = { from: 'Europe/Paris', to: 'America/New_York', return_to: OFFERED }
    const answer = await visitor.post('/settings/profile/zone-move', fields, OFFERED)
    assert.equal(answer.location, OFFERED)
    const after = await visitor.get(OFFERED)
    assert.equal(toastOf(after), '2 tasks moved to America/New_York.')
    assert.notInclude(after.body, 'Europe/Paris. Move')
    assert.equal((await findTask(database(), user.id, task.id))!.dueTimezone, 'America/New_York')

    await visitor.post(undoOf(after)!, { return_to: OFFERED }, OFFERED)
    assert.deepEqual((await findTask(database(), user.id, task.id))!.dueTimezone, 'Europe/Paris')
    assert.include((await visitor.get(OFFERED)).body, '2 tasks keep their times')
  })

  test('says one task as one', async ({ assert }) => {
    const { user, visitor, movesTo } = await someoneFrom()
    await giveTask(user, TIMED)
    await movesTo('Asia/Tokyo')
    const { body } = await visitor.get(OFFERED)
    assert.include(body, '1 task keeps its time in Europe/Paris. Move it to Asia/Tokyo?')
  })

  for (const [what, task] of [
    ['nothing', undefined],
    ['an all-day task', { title: 'Rent', due_date: '2026-07-01' }],
    ['a task of another zone', { ...TIMED, due_timezone: 'UTC' }],
  ] as const) {
    test(`does not come with ${what}`, async ({ assert }) => {
      const { user, visitor, movesTo } = await someoneFrom()
      if (task) await giveTask(user, task)
      assert.equal(await movesTo('America/New_York'), '/settings/profile')
      assert.notInclude((await visitor.get(OFFERED)).body, 'zone-move')
    })
  }

  test('does not come when another field was changed', async ({ assert }) => {
    const { user, movesTo } = await someoneFrom()
    await giveTask(user, TIMED)
    assert.equal(await movesTo('Europe/Paris'), '/settings/profile')
  })

  for (const from of ['Mars/Olympus', '<script>', '']) {
    test(`an address that says ${from || 'nothing'} offers nothing`, async ({ assert }) => {
      const { user, visitor } = await someoneFrom()
      await giveTask(user, TIMED)
      await updateProfile(user.id, { name: '', timezone: 'UTC', weekStart: 1, theme: 'light' })
      const page = await visitor.get(
        `/settings/profile?${new URLSearchParams({ moved_from: from })}`
      )
      assert.equal(page.status, 200)
      assert.notInclude(page.body, 'zone-move')
    })
  }

  test('a form with a zone that is none moves nothing and says why', async ({ assert }) => {
    const { user, visitor } = await someoneFrom()
    const task = await giveTask(user, TIMED)
    const fields = { from: 'Europe/Paris', to: 'Mars/Olympus', return_to: OFFERED }
    await visitor.submit('/settings/profile', fields, '/settings/profile/zone-move')
    assert.isNotNull(toastOf(await visitor.get('/settings/profile')))
    assert.equal((await findTask(database(), user.id, task.id))!.version, 1)
  })
})

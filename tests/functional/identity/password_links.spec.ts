import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { disableAccount } from '#app/identity/actions/disable_account'
import { invite } from '#app/identity/actions/invite'
import { createPasswordLink } from '#app/identity/actions/password_link'
import User from '#app/identity/user'
import { inTransaction } from '#app/shared/database'
import { travelTo } from '#tests/support/clock'
import { makePerson } from '#tests/support/people'
import { Visitor } from '#tests/support/visitor'

const NEW = 'some other plain words'
const pathOf = ({ url }: { url: string }) => new URL(url).pathname
const resetLink = async (user: User) =>
  pathOf(await inTransaction((trx) => createPasswordLink(trx, user.id, 'reset')))

test.group('Links that set a password', () => {
  test('an invited person chooses a password and a name, gets the browser’s zone and is signed in', async ({
    assert,
  }) => {
    await makePerson()
    const path = pathOf(await invite({ email: 'bob@example.org' }))
    const visitor = new Visitor()
    assert.include((await visitor.get(path)).body, 'bob@example.org')
    const answer = await visitor.post(path, { password: NEW, name: 'Bob', timezone: 'Asia/Tokyo' })
    assert.equal(answer.location, '/today')
    assert.equal((await visitor.get('/settings/account')).status, 200)
    const bob = await User.findByOrFail('email', 'bob@example.org')
    assert.deepEqual([bob.name, bob.timezone, bob.isAdmin], ['Bob', 'Asia/Tokyo', false])
    await new Visitor().signIn(bob, NEW)
  })

  test('a link works once', async ({ assert }) => {
    const path = await resetLink(await makePerson())
    assert.equal((await new Visitor().submit(path, { password: NEW })).status, 303)
    const again = await new Visitor().get(path)
    assert.equal(again.status, 410)
    assert.include(again.body, 'This link no longer works')
  })

  test('of two people with one link, one gets in', async ({ assert }) => {
    const path = await resetLink(await makePerson())
    const visitors = [new Visitor(), new Visitor(), new Visitor()]
    await Promise.all(visitors.map((visitor) => visitor.get(path)))
    const answers = await Promise.all(
      visitors.map((visitor, index) => visitor.post(path, { password: `${NEW} ${index}` }))
    )
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 410, 410])
  })

  test('a link expires', async ({ assert }) => {
    await travelTo('2026-11-20T10:00:00Z')
    const path = await resetLink(await makePerson())
    await travelTo('2026-11-21T09:59:59Z')
    assert.equal((await new Visitor().get(path)).status, 200)
    await travelTo('2026-11-21T10:00:01Z')
    assert.equal((await new Visitor().get(path)).status, 410)
  })

  test('a new link replaces the one before', async ({ assert }) => {
    const user = await makePerson()
    const [first, second] = [await resetLink(user), await resetLink(user)]
    assert.equal((await new Visitor().get(first)).status, 410)
    assert.equal((await new Visitor().get(second)).status, 200)
  })

  test('only the hash of a link is kept', async ({ assert }) => {
    const path = await resetLink(await makePerson())
    assert.notInclude(JSON.stringify(await db.from('password_links')), path.split('/').at(-1) ?? '')
  })

  test('a reset ends every session and leaves name and zone', async ({ assert }) => {
    const user = await makePerson({ name: 'Ada', timezone: 'Europe/Zurich' })
    const thief = await new Visitor().signIn(user)
    const visitor = new Visitor()
    const path = await resetLink(user)
    await visitor.submit(path, { password: NEW, name: 'Other', timezone: 'Asia/Tokyo' })
    assert.equal((await thief.get('/settings/account')).location, '/sign-in')
    assert.equal((await visitor.get('/settings/account')).status, 200)
    await user.refresh()
    assert.deepEqual([user.name, user.timezone], ['Ada', 'Europe/Zurich'])
  })

  test('a weak password is refused with a sentence and the link goes on working', async ({
    assert,
  }) => {
    const path = await resetLink(await makePerson())
    const answer = await new Visitor().submit(path, { password: 'short' })
    assert.equal(answer.status, 422)
    assert.include(answer.body, 'The password is too short')
    assert.equal((await new Visitor().get(path)).status, 200)
  })

  test('the link of a disabled person opens nothing', async ({ assert }) => {
    const user = await makePerson()
    const path = await resetLink(user)
    await disableAccount(user.id)
    assert.equal((await new Visitor().get(path)).status, 410)
  })

  test('a link that never was is told like a used one', async ({ assert }) => {
    for (const token of ['x', 'A'.repeat(43), '%00', 'a.b']) {
      const answer = await new Visitor().get(`/password/${token}`)
      assert.equal(answer.status, 410)
    }
  })
})

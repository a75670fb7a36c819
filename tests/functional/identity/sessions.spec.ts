import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { disableAccount } from '#app/identity/actions/disable_account'
import { endSessions } from '#app/identity/actions/end_sessions'
import { SessionStore } from '#app/identity/session_store'
import { database } from '#app/shared/database'
import { travelTo } from '#tests/support/clock'
import { makePerson, PASSWORD } from '#tests/support/people'
import { statementsOf } from '#tests/support/statements'
import { Visitor } from '#tests/support/visitor'

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const rowOf = (userId: string) => db.from('sessions').where('user_id', userId).firstOrFail()

test.group('Sessions', () => {
  test('the id and the CSRF secret of a session change at sign-in', async ({ assert }) => {
    const user = await makePerson()
    const visitor = new Visitor()
    await visitor.get('/sign-in')
    const before = (await db.from('sessions').firstOrFail()) as { id: string; data: string }
    await visitor.signIn(user)
    await visitor.get('/settings/profile')
    const after = (await rowOf(user.id)) as { id: string; data: string }
    assert.notEqual(after.id, before.id)
    assert.notEqual(JSON.parse(after.data)['csrf-secret'], JSON.parse(before.data)['csrf-secret'])
    assert.lengthOf(await db.from('sessions').where('id', before.id), 0)
  })

  test('the cookie is HttpOnly and SameSite=Lax and lasts 30 days', async ({ assert }) => {
    const answer = await new Visitor().get('/sign-up')
    const cookie =
      answer.headers.getSetCookie().find((line) => line.startsWith('taskflow_session')) ?? ''
    assert.include(cookie, 'HttpOnly')
    assert.include(cookie, 'SameSite=Lax')
    assert.include(cookie, `Max-Age=${30 * 24 * 60 * 60}`)
  })

  test('a page reads the session and its person with one statement, and writes nothing', async ({
    assert,
  }) => {
    const visitor = await new Visitor().signIn(await makePerson())
    await visitor.get('/settings/account')
    const all = await statementsOf(() => visitor.get('/settings/account'))
    const statements = all.filter((sql) => !sql.includes('FROM tasks')) // the sidebar's
    assert.lengthOf(statements, 1)
    assert.match(statements[0] ?? '', /FROM sessions s LEFT JOIN users/)
  })

  test('last seen is written every five minutes', async ({ assert }) => {
    await travelTo('2026-11-20T10:00:00Z')
    const user = await makePerson()
    const visitor = await new Visitor().signIn(user)
    await visitor.get('/settings/account')
    await travelTo('2026-11-20T10:04:59Z')
    await visitor.get('/settings/account')
    assert.equal((await rowOf(user.id)).last_seen_at.toISOString(), '2026-11-20T10:00:00.000Z')
    await travelTo('2026-11-20T10:05:01Z')
    await visitor.get('/settings/account')
    const row = await rowOf(user.id)
    assert.equal(row.last_seen_at.toISOString(), '2026-11-20T10:05:01.000Z')
    assert.equal(row.expires_at.toISOString(), '2026-12-20T10:05:01.000Z')
  })

  test('a session that nobody used for 30 days is over', async ({ assert }) => {
    await travelTo('2026-11-01T10:00:00Z')
    const visitor = await new Visitor().signIn(await makePerson())
    await travelTo('2026-12-01T10:00:01Z')
    assert.equal((await visitor.get('/settings/account')).location, '/sign-in')
  })

  test('the session of nobody is over after a day', async ({ assert }) => {
    await travelTo('2026-11-01T10:00:00Z')
    await new Visitor().get('/sign-up')
    assert.equal(
      (await db.from('sessions').firstOrFail()).expires_at.toISOString(),
      '2026-11-02T10:00:00.000Z'
    )
  })

  test('the list shows each device and which is this one', async ({ assert }) => {
    const user = await makePerson()
    await new Visitor({ 'user-agent': FIREFOX }).signIn(user)
    const here = await new Visitor({ 'user-agent': 'curl/8' }).signIn(user)
    const page = await here.get('/settings/sessions')
    assert.include(page.body, 'Firefox on Linux')
    assert.include(page.body, 'this one')
    assert.include(page.body, '127.0.0.1')
    const ids = (await db.from('sessions')).map(({ id }) => id as string)
    for (const id of ids) assert.notInclude(page.body, id)
  })

  test('ending a session of the list signs that device out at once', async ({ assert }) => {
    const user = await makePerson()
    const phone = await new Visitor().signIn(user)
    const { list_id: phoneId } = await rowOf(user.id)
    const here = await new Visitor().signIn(user)
    const answer = await here.submit(
      '/settings/sessions',
      {},
      `/settings/sessions/${phoneId}?_method=DELETE`
    )
    assert.equal(answer.location, '/settings/sessions')
    assert.equal((await phone.get('/settings/account')).location, '/sign-in')
    assert.equal((await here.get('/settings/account')).status, 200)
  })

  test('nobody ends a session of somebody else', async ({ assert }) => {
    const [ada, eve] = [await makePerson(), await makePerson()]
    const hers = await new Visitor().signIn(ada)
    const { list_id: id } = await rowOf(ada.id)
    const evil = await new Visitor().signIn(eve)
    await evil.submit('/settings/sessions', {}, `/settings/sessions/${id}?_method=DELETE`)
    assert.equal((await hers.get('/settings/account')).status, 200)
  })

  test('a session that ends while a request of it runs stays ended', async ({ assert }) => {
    const user = await makePerson()
    await new Visitor().signIn(user)
    const { id } = await rowOf(user.id)
    const request = new SessionStore(null)
    const data = await request.read(id)
    await endSessions(database(), user.id)
    await request.write(id, { ...data, notice: 'late' })
    await request.touch(id)
    assert.lengthOf(await db.from('sessions').where('id', id), 0)
  })

  test('signing out ends the session on the server', async ({ assert }) => {
    const user = await makePerson()
    const visitor = await new Visitor().signIn(user)
    const stolen = new Visitor()
    for (const [name, value] of visitor.cookies) stolen.cookies.set(name, value)
    const answer = await visitor.submit('/settings/account', {}, '/sign-out')
    assert.equal(answer.location, '/sign-in')
    assert.include((await visitor.get('/sign-in')).body, 'You are signed out.')
    assert.equal((await stolen.get('/settings/account')).location, '/sign-in')
  })

  test('signing out everywhere ends every session of the person and of nobody else', async ({
    assert,
  }) => {
    const [user, other] = [await makePerson(), await makePerson()]
    const [phone, here, hers] = await Promise.all(
      [user, user, other].map((one) => new Visitor().signIn(one))
    )
    const answer = await here!.submit('/settings/sessions', {}, '/sign-out/everywhere')
    assert.equal(answer.location, '/sign-in')
    for (const visitor of [phone, here]) {
      assert.equal((await visitor!.get('/settings/account')).location, '/sign-in')
    }
    assert.equal((await hers!.get('/settings/account')).status, 200)
  })

  test('a disabled person is signed out at once', async ({ assert }) => {
    const user = await makePerson()
    const visitor = await new Visitor().signIn(user)
    await disableAccount(user.id)
    assert.equal((await visitor.get('/settings/account')).location, '/sign-in')
    assert.lengthOf(await db.from('sessions').where('user_id', user.id), 0)
  })

  test('a session of a disabled person opens nothing while it is still there', async ({
    assert,
  }) => {
    const visitor = await new Visitor().signIn(await makePerson())
    await db.from('users').update({ disabled_at: new Date() })
    assert.equal((await visitor.get('/settings/account')).location, '/sign-in')
  })

  test('a form sent by nobody changes nothing and asks to sign in', async ({ assert }) => {
    await makePerson()
    const visitor = new Visitor()
    const answer = await visitor.submit(
      '/sign-in',
      { password: PASSWORD },
      '/settings/account?_method=DELETE'
    )
    assert.equal(answer.status, 303)
    assert.equal(answer.location, '/sign-in')
    assert.include((await visitor.get('/sign-in')).body, 'nothing was changed')
    assert.lengthOf(await db.from('users'), 1)
  })
})

import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import User from '#app/identity/user'
import { inTransaction } from '#app/shared/database'
import { createTask } from '#app/tasks/create_task'
import { makePerson, makeToken, PASSWORD } from '#tests/support/people'
import { Visitor } from '#tests/support/visitor'

const PROFILE = { name: 'Ada', timezone: 'Pacific/Auckland', week_start: 'sunday', theme: 'dark' }
const saveProfile = (visitor: Visitor, fields: Record<string, string>) =>
  visitor.submit('/settings/profile', fields, '/settings/profile?_method=PUT')
const NEW = 'some other plain words'
const changePassword = (visitor: Visitor, current: string, password: string) =>
  visitor.submit(
    '/settings/password',
    { current_password: current, password },
    '/settings/password?_method=PUT'
  )

test.group('Profile', () => {
  test('name, zone, week start and theme are kept and shown', async ({ assert }) => {
    const user = await makePerson()
    const visitor = await new Visitor().signIn(user)
    const answer = await saveProfile(visitor, PROFILE)
    assert.equal(answer.location, '/settings/profile')
    const { name, timezone, weekStart, theme } = await user.refresh()
    assert.deepEqual(
      { name, timezone, weekStart, theme },
      { name: 'Ada', timezone: 'Pacific/Auckland', weekStart: 0, theme: 'dark' }
    )
    const page = await visitor.get('/settings/profile')
    assert.include(page.body, 'Profile saved.')
    assert.include(page.body, 'data-theme="dark"')
    assert.match(page.body, /<option selected>Pacific\/Auckland/)
    assert.match(page.body, /value="sunday" selected/)
  })

  test('a name may be taken away again', async ({ assert }) => {
    const user = await makePerson({ name: 'Ada' })
    await saveProfile(await new Visitor().signIn(user), { ...PROFILE, name: '' })
    assert.equal((await user.refresh()).name, '')
  })

  for (const [field, value, sentence] of [
    ['timezone', 'Mars/Olympus', 'This is not a time zone we know'],
    ['timezone', '', 'This is not a time zone we know'],
    ['name', 'x'.repeat(101), 'The name is too long'],
    ['name', 'a\u0007b', 'The name is one line of plain text'],
  ] as const) {
    test(`a wrong ${field} comes back with a sentence (${value.slice(0, 20)})`, async ({
      assert,
    }) => {
      const visitor = await new Visitor().signIn(await makePerson())
      const answer = await saveProfile(visitor, { ...PROFILE, [field]: value })
      assert.equal(answer.status, 422)
      assert.include(answer.body, sentence)
    })
  }

  test('all-day tasks become overdue at the end of the day of the new zone', async ({ assert }) => {
    const user = await makePerson({ timezone: 'UTC' })
    const actor = {
      kind: 'user',
      userId: user.id,
      id: user.id,
      label: 'you',
      via: 'page',
      timezone: 'UTC',
      requestId: null,
      traceparent: null,
    } as const
    await inTransaction((trx) => createTask(trx, actor, { title: 'x', due_date: '2026-11-30' }))
    await saveProfile(await new Visitor().signIn(user), PROFILE)
    const { rows } = await db.rawQuery('SELECT due_at::text FROM tasks')
    assert.equal(rows[0].due_at, '2026-11-30 10:59:59.999999+00')
  })
})

test.group('Password', () => {
  test('changing the password asks for the present one', async ({ assert }) => {
    const visitor = await new Visitor().signIn(await makePerson())
    const answer = await changePassword(visitor, 'not the password', NEW)
    assert.equal(answer.status, 422)
    assert.include(answer.body, 'This is not your password.')
    assert.notInclude(answer.body, NEW)
  })

  test('a new password signs other devices out and keeps this one', async ({ assert }) => {
    const user = await makePerson()
    const [phone, here] = [await new Visitor().signIn(user), await new Visitor().signIn(user)]
    const cookie = here.cookies.get('taskflow_session')
    const answer = await changePassword(here, PASSWORD, NEW)
    assert.equal(answer.location, '/settings/password')
    assert.notEqual(here.cookies.get('taskflow_session'), cookie)
    assert.equal((await here.get('/settings/account')).status, 200)
    assert.equal((await phone.get('/settings/account')).location, '/sign-in')
    await new Visitor().signIn(user, NEW)
  })

  test('the rules of a new password are told at the field', async ({ assert }) => {
    const visitor = await new Visitor().signIn(await makePerson())
    const answer = await changePassword(visitor, PASSWORD, 'short')
    assert.equal(answer.status, 422)
    assert.include(answer.body, 'Use at least 10 characters')
  })

  test('guessing the present password is throttled', async ({ assert }) => {
    const visitor = await new Visitor().signIn(await makePerson())
    for (let tried = 0; tried < 10; tried++) await changePassword(visitor, 'wrong', NEW)
    const answer = await changePassword(visitor, PASSWORD, NEW)
    assert.equal(answer.status, 429)
    assert.isAbove(Number(answer.headers.get('retry-after')), 0)
  })

  test('of two changes at once with the same present password, one holds', async ({ assert }) => {
    const user = await makePerson()
    const visitors = [await new Visitor().signIn(user), await new Visitor().signIn(user)]
    await Promise.all(visitors.map((visitor) => visitor.get('/settings/password')))
    const answers = await Promise.all(
      visitors.map((visitor, index) =>
        visitor.post('/settings/password?_method=PUT', {
          current_password: PASSWORD,
          password: `${NEW} ${index}`,
        })
      )
    )
    const held = answers.findIndex(({ location }) => location === '/settings/password')
    assert.lengthOf(
      answers.filter(({ location }) => location === '/settings/password'),
      1
    )
    await new Visitor().signIn(user, `${NEW} ${held}`)
  })
})

test.group('API tokens', () => {
  const TOKEN = {
    'name': 'Home dashboard',
    'abilities[]': ['tasks:read', 'tasks:write'],
    'expires_in': '90',
  }

  test('a new token is shown once, works, and is kept as a hash', async ({ assert, client }) => {
    const visitor = await new Visitor().signIn(await makePerson())
    const answer = await visitor.submit('/settings/tokens', TOKEN)
    assert.equal(answer.location, '/settings/tokens')
    const kept = JSON.stringify([await db.from('sessions'), await db.from('auth_access_tokens')])
    const page = await visitor.get('/settings/tokens')
    const token = /value="(tf_[^"]+)"/.exec(page.body)?.[1] ?? ''
    assert.notEqual(token, '')
    assert.notInclude(kept, token)
    assert.equal(page.headers.get('cache-control'), 'no-store')
    const again = await visitor.get('/settings/tokens')
    assert.notInclude(again.body, token)
    assert.include(again.body, 'Home dashboard')
    const response = await client.get('/api/me').header('authorization', `Bearer ${token}`)
    response.assertStatus(200)
  })

  test('the list says abilities, expiry and last use', async ({ assert, client }) => {
    const user = await makePerson()
    const token = await makeToken(user, ['tasks:read', 'admin'], {
      name: 'cli',
      expiresIn: '90 days',
    })
    const visitor = await new Visitor().signIn(user)
    assert.include((await visitor.get('/settings/tokens')).body, 'never used')
    await client.get('/api/me').header('authorization', `Bearer ${token}`)
    const page = await visitor.get('/settings/tokens')
    assert.include(page.body, 'tasks:read, admin')
    assert.match(page.body, /last used today \d\d:\d\d/)
    assert.match(page.body, /expires \w{3} \d+ \w{3,4} 20\d\d/)
  })

  test('a revoked token opens nothing', async ({ assert, client }) => {
    const user = await makePerson()
    const token = await makeToken(user)
    const { id } = await db.from('auth_access_tokens').firstOrFail()
    const visitor = await new Visitor().signIn(user)
    const answer = await visitor.submit(
      '/settings/tokens',
      {},
      `/settings/tokens/${id}?_method=DELETE`
    )
    assert.equal(answer.location, '/settings/tokens')
    assert.include((await visitor.get('/settings/tokens')).body, 'test is revoked.')
    const response = await client.get('/api/me').header('authorization', `Bearer ${token}`)
    response.assertStatus(401)
  })

  test('nobody revokes a token of somebody else', async ({ assert }) => {
    await makeToken(await makePerson())
    const { id } = await db.from('auth_access_tokens').firstOrFail()
    const evil = await new Visitor().signIn(await makePerson())
    await evil.submit('/settings/tokens', {}, `/settings/tokens/${id}?_method=DELETE`)
    assert.lengthOf(await db.from('auth_access_tokens'), 1)
  })

  for (const [change, sentence] of [
    [{ name: ' ' }, 'Give the token a name'],
    [{ name: 'x'.repeat(101) }, 'The name is too long'],
    [{ 'abilities[]': [] }, 'Choose at least one thing the token may do'],
    [{ 'abilities[]': ['tasks:fly'] }, 'Choose from the list what the token may do'],
    [{ expires_in: '17' }, 'New token'],
  ] as [Record<string, string | string[]>, string][]) {
    test(`a wrong form makes no token: ${sentence}`, async ({ assert }) => {
      const visitor = await new Visitor().signIn(await makePerson())
      const answer = await visitor.submit('/settings/tokens', { ...TOKEN, ...change })
      assert.equal(answer.status, 422)
      assert.include(answer.body, sentence)
      assert.lengthOf(await db.from('auth_access_tokens'), 0)
    })
  }
})

test.group('Account', () => {
  const deleteAccount = (visitor: Visitor, password: string) =>
    visitor.submit('/settings/account', { password }, '/settings/account?_method=DELETE')

  test('deleting the account asks for the password', async ({ assert }) => {
    const visitor = await new Visitor().signIn(await makePerson())
    const answer = await deleteAccount(visitor, 'not the password')
    assert.equal(answer.status, 422)
    assert.include(answer.body, 'This is not your password.')
    assert.lengthOf(await User.all(), 1)
  })

  test('everything of a deleted account goes, and nothing of another', async ({
    assert,
    client,
  }) => {
    const [user, other] = [await makePerson(), await makePerson()]
    const token = await makeToken(user)
    await makeToken(other)
    const visitor = await new Visitor().signIn(user)
    const answer = await deleteAccount(visitor, PASSWORD)
    assert.equal(answer.location, '/sign-in')
    assert.include(
      (await visitor.get('/sign-in')).body,
      'Your account and everything of it is deleted.'
    )
    assert.deepEqual(
      (await User.all()).map(({ id }) => id),
      [other.id]
    )
    assert.lengthOf(await db.from('auth_access_tokens'), 1)
    assert.lengthOf(await db.from('sessions').whereNotNull('user_id'), 0)
    const response = await client.get('/api/me').header('authorization', `Bearer ${token}`)
    response.assertStatus(401)
  })

  test('every table that knows a user goes with the account, but for what happened', async ({
    assert,
  }) => {
    // Events outlive who did it until they are handled; consumers are told by one of them that the account is gone.
    // The auditor erases the content of its entries then (tests/functional/audit/auditor.spec.ts).
    const events = ['events', 'user_event_sequences', 'dead_letters', 'audit_entries']
    const { rows } = await db.rawQuery(`
      SELECT a.attrelid::regclass::text AS table FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid
      WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace AND a.attname IN ('user_id', 'tokenable_id')
        AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.contype = 'f' AND c.conrelid = t.oid
          AND c.conkey[1] = a.attnum AND c.confdeltype = 'c')`)
    assert.sameMembers(
      rows.map(({ table }: { table: string }) => table),
      events
    )
  })

  test('“my data” downloads as a JSON file without secrets', async ({ assert }) => {
    const user = await makePerson({ name: 'Ada' })
    await makeToken(user, ['tasks:read'], { name: 'cli' })
    const visitor = await new Visitor().signIn(user)
    const answer = await visitor.get('/settings/account/export')
    assert.equal(answer.status, 200)
    assert.match(
      answer.headers.get('content-disposition') ?? '',
      /^attachment; filename="taskflow-20\d\d-\d\d-\d\d.json"$/
    )
    const data = JSON.parse(answer.body)
    assert.equal(data.account.email, user.email)
    assert.equal(data.tokens[0].name, 'cli')
    assert.lengthOf(data.sessions, 1)
    assert.notMatch(answer.body, /scrypt|tf_|hash/)
  })
})

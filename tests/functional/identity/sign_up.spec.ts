import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { announceSetupCode } from '#app/identity/setup_code'
import User from '#app/identity/user'
import { settings, type Settings, useSettings } from '#app/platform/settings'
import { makePerson } from '#tests/support/people'
import { Visitor } from '#tests/support/visitor'

const ADA = {
  name: 'Ada',
  email: 'ada@example.org',
  password: 'a few plain words',
  timezone: 'Europe/Zurich',
}

test.group('Sign-up', (group) => {
  let before: Settings
  group.each.setup(() => {
    before = settings()
    return () => useSettings(before)
  })

  test('the first account becomes the administrator and is signed in', async ({ assert }) => {
    const visitor = new Visitor()
    const answer = await visitor.submit('/sign-up', ADA)
    assert.equal(answer.status, 303)
    assert.equal(answer.location, '/today')
    const user = await User.findByOrFail('email', ADA.email)
    assert.isTrue(user.isAdmin)
    assert.equal(user.name, 'Ada')
    assert.equal((await visitor.get('/settings/profile')).status, 200)
  })

  test('the time zone is the browser’s', async ({ assert }) => {
    await new Visitor().submit('/sign-up', ADA)
    assert.equal((await User.firstOrFail()).timezone, 'Europe/Zurich')
  })

  for (const timezone of ['', 'Mars/Olympus', '+02:00', '<script>']) {
    test(`a time zone that is none is UTC (${timezone})`, async ({ assert }) => {
      const answer = await new Visitor().submit('/sign-up', { ...ADA, timezone })
      assert.equal(answer.status, 303)
      assert.equal((await User.firstOrFail()).timezone, 'UTC')
    })
  }

  test('of two that sign up first at once, one is the administrator and the other is told that sign-up is closed', async ({
    assert,
  }) => {
    const visitors = Array.from({ length: 6 }, () => new Visitor())
    await Promise.all(visitors.map((visitor) => visitor.get('/sign-up')))
    const answers = await Promise.all(
      visitors.map((visitor, index) =>
        visitor.post('/sign-up', { ...ADA, email: `p${index}@example.org` })
      )
    )
    assert.lengthOf(
      answers.filter(({ status }) => status === 303),
      1
    )
    const refused = answers.filter(({ status }) => status === 403)
    assert.lengthOf(refused, 5)
    for (const { body } of refused) assert.include(body, 'Sign-up is closed here')
    const users = await User.all()
    assert.deepEqual(
      users.map(({ isAdmin }) => isAdmin),
      [true]
    )
  })

  test('of two that sign up first at once where sign-up is open, one alone is the administrator', async ({
    assert,
  }) => {
    useSettings({ ...before, registration: 'open' })
    const visitors = Array.from({ length: 4 }, () => new Visitor())
    await Promise.all(visitors.map((visitor) => visitor.get('/sign-up')))
    const answers = await Promise.all(
      visitors.map((visitor, index) =>
        visitor.post('/sign-up', { ...ADA, email: `p${index}@example.org` })
      )
    )
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303, 303, 303]
    )
    assert.lengthOf(await User.query().where('is_admin', true), 1)
  })

  test('after the first account sign-up is closed', async ({ assert }) => {
    await makePerson()
    const visitor = new Visitor()
    const page = await visitor.get('/sign-up')
    assert.equal(page.status, 403)
    assert.include(page.body, 'Ask the administrator for an invitation')
    const answer = await visitor.post('/sign-up', ADA)
    assert.equal(answer.status, 403)
    assert.lengthOf(await User.all(), 1)
  })

  test('REGISTRATION=open lets everybody in, as no administrator', async ({ assert }) => {
    await makePerson()
    useSettings({ ...before, registration: 'open' })
    const answer = await new Visitor().submit('/sign-up', ADA)
    assert.equal(answer.status, 303)
    assert.isFalse((await User.findByOrFail('email', ADA.email)).isAdmin)
  })

  test('a failed form comes back filled with a sentence at each field, and never the password', async ({
    assert,
  }) => {
    const answer = await new Visitor().submit('/sign-up', {
      ...ADA,
      email: 'ada at example',
      password: 'short',
    })
    assert.equal(answer.status, 422)
    assert.include(answer.body, 'This is not a mail address')
    assert.include(answer.body, 'The password is too short. Use at least 10 characters.')
    assert.include(answer.body, 'value="ada at example"')
    assert.include(answer.body, 'value="Ada"')
    assert.include(answer.body, 'value="Europe/Zurich"')
    assert.notInclude(answer.body, 'short"')
    assert.lengthOf(await User.all(), 0)
  })

  for (const [password, sentence] of [
    ['123456789', 'too short'],
    ['x'.repeat(201), 'too long'],
    ['ADA@example.ORG', 'your mail address'],
    ['', 'too short'],
  ] as const) {
    test(`a password that is ${sentence} is refused (${password.length} characters)`, async ({
      assert,
    }) => {
      const answer = await new Visitor().submit('/sign-up', { ...ADA, password })
      assert.equal(answer.status, 422)
      assert.include(answer.body, sentence)
    })
  }

  test('a password may hold 200 characters of any script', async ({ assert }) => {
    const password = '密'.repeat(200)
    const answer = await new Visitor().submit('/sign-up', { ...ADA, password })
    assert.equal(answer.status, 303)
    await new Visitor().signIn(await User.firstOrFail(), password)
  })

  test('a password typed with composed or decomposed accents is the same', async ({ assert }) => {
    const answer = await new Visitor().submit('/sign-up', { ...ADA, password: 'café crème brûlée' })
    assert.equal(answer.status, 303)
    await new Visitor().signIn(await User.firstOrFail(), 'café crème brûlée'.normalize('NFD'))
  })

  test('an address that is taken is refused without regard to case and spaces', async ({
    assert,
  }) => {
    await makePerson({ email: 'Ada@Example.org' })
    useSettings({ ...before, registration: 'open' })
    const answer = await new Visitor().submit('/sign-up', { ...ADA, email: '  aDA@example.ORG ' })
    assert.equal(answer.status, 422)
    assert.include(answer.body, 'There is an account with this address already')
  })

  test('the password is kept as a scrypt hash alone', async ({ assert }) => {
    await new Visitor().submit('/sign-up', ADA)
    assert.match((await User.firstOrFail()).password ?? '', /^\$scrypt\$/)
    const { rows } = await db.rawQuery(`SELECT string_agg(data, '') AS data FROM sessions`)
    assert.notInclude(rows[0].data, ADA.password)
  })

  test('signing up is throttled by address', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.get('/sign-up')
    for (let tried = 0; tried < 20; tried++) {
      await visitor.post('/sign-up', { ...ADA, password: 'short' })
    }
    const answer = await visitor.post('/sign-up', ADA)
    assert.equal(answer.status, 429)
    assert.isAbove(Number(answer.headers.get('retry-after')), 0)
    assert.include(answer.body, 'value="Ada"')
  })
})

test.group('Set-up code', (group) => {
  let before: Settings
  group.each.setup(() => {
    before = settings()
    useSettings({ ...before, host: '0.0.0.0' })
    return () => useSettings(before)
  })
  const code = async () => (await db.from('setup_code').firstOrFail()).code as string

  test('on a host that is not loopback the first account needs the code', async ({ assert }) => {
    const visitor = new Visitor()
    const page = await visitor.get('/sign-up')
    assert.include(page.body, 'name="setup_code"')
    for (const wrong of ['', 'AAAA-AAAA-AAAA', (await code()).slice(0, -1)]) {
      const answer = await visitor.post('/sign-up', { ...ADA, setup_code: wrong })
      assert.equal(answer.status, 422)
      assert.include(answer.body, 'This is not the set-up code')
    }
    assert.lengthOf(await User.all(), 0)
    const answer = await visitor.post('/sign-up', { ...ADA, setup_code: await code() })
    assert.equal(answer.status, 303)
  })

  test('the code counts however it is spaced and cased', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.get('/sign-up')
    const typed = ` ${(await code()).replaceAll('-', ' ').toLowerCase()} `
    const answer = await visitor.post('/sign-up', { ...ADA, setup_code: typed })
    assert.equal(answer.status, 303)
  })

  test('web processes that start together agree on one code', async ({ assert }) => {
    await Promise.all([announceSetupCode(), announceSetupCode(), announceSetupCode()])
    assert.lengthOf(await db.from('setup_code'), 1)
    assert.match(await code(), /^([2-9A-HJ-NP-Z]{4}-){2}[2-9A-HJ-NP-Z]{4}$/)
  })

  test('the code is gone once there is an account', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.get('/sign-up')
    await visitor.post('/sign-up', { ...ADA, setup_code: await code() })
    assert.lengthOf(await db.from('setup_code'), 0)
    await announceSetupCode()
    assert.lengthOf(await db.from('setup_code'), 0)
  })

  test('a proxy in front of loopback makes the code needed too', async ({ assert }) => {
    useSettings({ ...before, host: '127.0.0.1', appUrl: 'https://tasks.example.org' })
    const page = await new Visitor().get('/sign-up')
    assert.include(page.body, 'name="setup_code"')
  })

  test('on loopback no code is asked for', async ({ assert }) => {
    useSettings(before)
    const page = await new Visitor().get('/sign-up')
    assert.notInclude(page.body, 'name="setup_code"')
  })

  test('guessing the code is throttled', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.get('/sign-up')
    for (let tried = 0; tried < 20; tried++) {
      await visitor.post('/sign-up', { ...ADA, setup_code: 'AAAA-AAAA-AAAA' })
    }
    const answer = await visitor.post('/sign-up', { ...ADA, setup_code: await code() })
    assert.equal(answer.status, 429)
  })
})

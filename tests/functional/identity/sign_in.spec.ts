import { test } from '@japa/runner'
import hash from '@adonisjs/core/services/hash'
import db from '@adonisjs/lucid/services/db'
import { settings, type Settings, useSettings } from '#app/platform/settings'
import { makePerson, PASSWORD } from '#tests/support/people'
import { Visitor } from '#tests/support/visitor'

const WRONG = 'The mail address or the password is wrong.'

test.group('Sign-in', (group) => {
  let before: Settings
  group.each.setup(() => {
    before = settings()
    return () => useSettings(before)
  })

  test('a person signs in with any writing of their address', async ({ assert }) => {
    await makePerson({ email: 'Ada@Example.org' })
    const answer = await new Visitor().submit('/sign-in', {
      email: ' ADA@example.ORG ',
      password: PASSWORD,
    })
    assert.equal(answer.status, 303)
    assert.equal(answer.location, '/today')
  })

  test('unknown address and wrong password are answered alike', async ({ assert }) => {
    await makePerson({ email: 'ada@example.org' })
    await makePerson({ email: 'invited@example.org', password: null })
    const tries = ['ada@example.org', 'nobody@example.org', 'invited@example.org'].map((email) =>
      new Visitor().submit('/sign-in', { email, password: 'not the password' })
    )
    const answers = await Promise.all(tries)
    for (const { status, body } of answers) {
      assert.equal(status, 422)
      assert.include(body, WRONG)
    }
    const bodies = new Set(
      answers.map(({ body }) => body.replaceAll(/value="[^"]*@[^"]*"|value='[^']*'/g, ''))
    )
    assert.equal(bodies.size, 1)
  })

  test('an unknown address costs the same work as a wrong password', async ({
    assert,
    cleanup,
  }) => {
    const real = hash.verify
    cleanup(() => void (hash.verify = real))
    const verified: string[] = []
    hash.verify = (kept, plain) => {
      verified.push(kept.replace(/\$[^$]+\$[^$]+$/, '')) // algorithm and cost, without salt and hash
      return real.call(hash, kept, plain)
    }
    await makePerson({ email: 'ada@example.org' })
    for (const email of ['ada@example.org', 'nobody@example.org', 'no address']) {
      await new Visitor().submit('/sign-in', { email, password: 'wrong' })
    }
    assert.lengthOf(verified, 3)
    assert.equal(new Set(verified).size, 1)
  })

  test('a text that is no address is answered like an unknown one', async ({ assert }) => {
    await makePerson()
    for (const email of ['', 'no address', 'a\u0000b@example.org', 'x'.repeat(5000)]) {
      const answer = await new Visitor().submit('/sign-in', { email, password: 'x' })
      assert.equal(answer.status, 422)
      assert.include(answer.body, WRONG)
    }
  })

  test('a failed form comes back with the address and without the password', async ({ assert }) => {
    await makePerson()
    const answer = await new Visitor().submit('/sign-in', {
      email: 'ada@example.org',
      password: 'secret-attempt',
    })
    assert.include(answer.body, 'value="ada@example.org"')
    assert.notInclude(answer.body, 'secret-attempt')
  })

  test('ten wrong passwords for one account are enough, from any address, with Retry-After', async ({
    assert,
  }) => {
    useSettings({ ...before })
    const user = await makePerson()
    const visitor = new Visitor()
    await visitor.get('/sign-in')
    for (let tried = 0; tried < 10; tried++) {
      const answer = await visitor.post('/sign-in', {
        email: user.email.toUpperCase(),
        password: 'wrong',
      })
      assert.equal(answer.status, 422)
    }
    const answer = await visitor.post('/sign-in', { email: user.email, password: PASSWORD })
    assert.equal(answer.status, 429)
    assert.isAbove(Number(answer.headers.get('retry-after')), 0)
    assert.isAtMost(Number(answer.headers.get('retry-after')), 15 * 60)
    assert.include(answer.body, `value="${user.email}"`)
    const other = await visitor.post('/sign-in', {
      email: (await makePerson()).email,
      password: PASSWORD,
    })
    assert.equal(other.status, 303)
  })

  test('parallel guesses are all counted', async ({ assert }) => {
    const user = await makePerson()
    const visitor = new Visitor()
    await visitor.get('/sign-in')
    const answers = await Promise.all(
      Array.from({ length: 25 }, () =>
        visitor.post('/sign-in', { email: user.email, password: 'wrong' })
      )
    )
    assert.lengthOf(
      answers.filter(({ status }) => status === 422),
      10
    )
    assert.lengthOf(
      answers.filter(({ status }) => status === 429),
      15
    )
  })

  test('an address that tries many accounts is refused', async ({ assert }) => {
    await makePerson()
    const visitor = new Visitor()
    await visitor.get('/sign-in')
    for (let tried = 0; tried < 50; tried++) {
      const answer = await visitor.post('/sign-in', {
        email: `p${tried}@example.org`,
        password: 'wrong',
      })
      assert.equal(answer.status, 422)
    }
    const answer = await visitor.post('/sign-in', { email: 'p50@example.org', password: 'wrong' })
    assert.equal(answer.status, 429)
    assert.isAbove(Number(answer.headers.get('retry-after')), 0)
  })

  test('the right password forgets the wrong ones before it', async ({ assert }) => {
    const user = await makePerson()
    const visitor = new Visitor()
    for (let round = 0; round < 2; round++) {
      await visitor.get('/sign-in')
      for (let tried = 0; tried < 9; tried++) {
        await visitor.post('/sign-in', { email: user.email, password: 'wrong' })
      }
      const answer = await visitor.post('/sign-in', { email: user.email, password: PASSWORD })
      assert.equal(answer.status, 303)
      await visitor.submit('/settings/profile', {}, '/sign-out')
    }
  })

  test('no counter holds a mail address', async ({ assert }) => {
    await makePerson()
    await new Visitor().submit('/sign-in', { email: 'ada@example.org', password: 'wrong' })
    const keys = (await db.from('rate_limits')).map(({ key }) => key as string)
    assert.isAbove(keys.length, 0)
    for (const key of keys) assert.notInclude(key, 'example')
  })

  test('a disabled person is told so, after the right password only', async ({ assert }) => {
    const user = await makePerson()
    await db.from('users').update({ disabled_at: new Date() })
    const visitor = new Visitor()
    const wrong = await visitor.submit('/sign-in', { email: user.email, password: 'wrong' })
    assert.include(wrong.body, WRONG)
    const right = await visitor.submit('/sign-in', { email: user.email, password: PASSWORD })
    assert.equal(right.status, 403)
    assert.include(right.body, 'This account is switched off')
  })

  test('a page asked for before signing in opens after it', async ({ assert }) => {
    const user = await makePerson()
    const visitor = new Visitor()
    const asked = await visitor.get('/settings/tokens?from=mail')
    assert.equal(asked.status, 303)
    assert.equal(asked.location, '/sign-in')
    const answer = await visitor.submit('/sign-in', { email: user.email, password: PASSWORD })
    assert.equal(answer.location, '/settings/tokens?from=mail')
  })

  for (const target of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    'javascript:alert(1)',
    '',
  ]) {
    test(`signing in never leads to another site (${JSON.stringify(target)})`, async ({
      assert,
    }) => {
      const user = await makePerson()
      const fields = { email: user.email, password: PASSWORD, return_to: target }
      const answer = await new Visitor().submit('/sign-in', fields)
      assert.equal(answer.location, '/today')
    })
  }

  test('who is signed in and opens the sign-in page goes on to Today', async ({ assert }) => {
    const visitor = await new Visitor().signIn(await makePerson())
    assert.equal((await visitor.get('/sign-in')).location, '/today')
    assert.equal((await visitor.get('/')).location, '/today')
  })

  test('without an account the way leads to signing up', async ({ assert }) => {
    const visitor = new Visitor()
    assert.equal((await visitor.get('/')).location, '/sign-in')
    assert.equal((await visitor.get('/sign-in')).location, '/sign-up')
  })
})

test.group('CSRF', () => {
  test('a form without a token changes nothing', async ({ assert }) => {
    const user = await makePerson()
    const answer = await new Visitor().post(
      '/sign-in',
      { email: user.email, password: PASSWORD },
      '/sign-in',
      ''
    )
    assert.equal(answer.location, '/sign-in')
    assert.lengthOf(await db.from('sessions').whereNotNull('user_id'), 0)
  })

  test('an expired form leads back to its page, filled, with a sentence', async ({ assert }) => {
    const visitor = await new Visitor().signIn(await makePerson())
    const fields = { name: 'Ada L.', timezone: 'Asia/Tokyo', week_start: 'monday', theme: 'dark' }
    const answer = await visitor.post(
      '/settings/profile?_method=PUT',
      fields,
      '/settings/profile',
      'too-old'
    )
    assert.equal(answer.status, 303)
    assert.equal(answer.location, '/settings/profile')
    const page = await visitor.get('/settings/profile')
    assert.include(
      page.body,
      'This form was open for too long, so nothing was changed. Send it again.'
    )
    assert.include(page.body, 'value="Ada L."')
  })

  test('an expired form never brings a password back', async ({ assert }) => {
    const visitor = await new Visitor().signIn(await makePerson())
    const fields = { current_password: 'typed-secret-1', password: 'typed-secret-2' }
    await visitor.post('/settings/password?_method=PUT', fields, '/settings/password', 'too-old')
    const stored = (await db.from('sessions')).map(({ data }) => data as string).join()
    assert.notInclude(stored, 'typed-secret')
  })

  test('a form sent after the session ended is filled again after signing in', async ({
    assert,
  }) => {
    const user = await makePerson()
    const visitor = await new Visitor().signIn(user)
    await visitor.get('/settings/profile')
    await db.from('sessions').delete()
    const fields = { name: 'Ada L.', timezone: 'Asia/Tokyo', week_start: 'monday', theme: 'dark' }
    const sent = await visitor.post('/settings/profile?_method=PUT', fields, '/settings/profile')
    assert.equal(sent.location, '/settings/profile')
    assert.equal((await visitor.get('/settings/profile')).location, '/sign-in')
    const signedIn = await visitor.submit('/sign-in', { email: user.email, password: PASSWORD })
    assert.equal(signedIn.location, '/settings/profile')
    assert.include((await visitor.get('/settings/profile')).body, 'value="Ada L."')
  })

  test('an expired form from nowhere is told on a page of its own', async ({ assert, client }) => {
    await makePerson()
    const response = await client
      .post('/sign-in')
      .form({ email: 'a@example.org' })
      .header('accept', 'text/html')
    assert.equal(response.status(), 419)
    assert.include(response.text(), 'This form is too old')
  })
})

import { test } from '@japa/runner'
import { makePerson } from '#tests/support/people'
import { Visitor } from '#tests/support/visitor'

test.group('Safety of pages', () => {
  for (const path of ['/sign-up', '/no-such-page', '/password/none', '/settings/tokens']) {
    test(`${path} has a strict policy without unsafe-inline or unsafe-eval`, async ({ assert }) => {
      const { headers } = await new Visitor().get(path)
      const policy = headers.get('content-security-policy') ?? ''
      assert.include(policy, "default-src 'none'")
      assert.include(policy, "frame-ancestors 'none'")
      assert.notInclude(policy, 'unsafe')
      assert.equal(headers.get('x-content-type-options'), 'nosniff')
      assert.equal(headers.get('x-frame-options'), 'DENY')
    })
  }

  test('without TLS nothing asks browsers to insist on it', async ({ assert }) => {
    const { headers } = await new Visitor().get('/sign-up')
    assert.isNull(headers.get('strict-transport-security'))
  })

  test('a page of somebody signed in is not kept for whoever comes after', async ({ assert }) => {
    const visitor = await new Visitor().signIn(await makePerson())
    const { headers } = await visitor.get('/settings/account')
    assert.equal(headers.get('cache-control'), 'private, no-cache')
  })

  for (const path of [
    '/settings',
    '/settings/profile',
    '/settings/password',
    '/settings/sessions',
    '/settings/tokens',
  ]) {
    test(`${path} asks nobody in particular to sign in`, async ({ assert }) => {
      await makePerson()
      const answer = await new Visitor().get(path)
      assert.equal(answer.status, 303)
      assert.equal(answer.location, '/sign-in')
    })
  }
})

import { getActiveTest, test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { disableAccount } from '#app/identity/actions/disable_account'
import { settings, useSettings } from '#app/platform/settings'
import { returnToNow, travelTo } from '#tests/support/clock'
import { makePerson, makeToken } from '#tests/support/people'
import { statementsOf } from '#tests/support/statements'

test.group('API authentication', () => {
  test('a request without a token is 401 and told how to sign in', async ({ client, assert }) => {
    const response = await client.get('/api/me')
    response.assertStatus(401)
    assert.equal(response.header('www-authenticate'), 'Bearer')
    assert.equal(response.header('content-type'), 'application/problem+json')
    assert.equal(response.body().code, 'unauthenticated')
  })

  for (const wrong of [
    'nonsense',
    'tf_',
    'tf_MQ',
    'tf_MQ.AAAA',
    'tf_OTk5OTk5OTk5OTk5OTk5OTk5OTk5.AAAA',
    'tf_4pyT.4pyT',
    'oat_MQ.AAAA',
  ]) {
    test(`a wrong token is 401 (${wrong})`, async ({ client, assert }) => {
      const response = await client.get('/api/me').header('authorization', `Bearer ${wrong}`)
      response.assertStatus(401)
      assert.equal(response.header('www-authenticate'), 'Bearer')
    })
  }

  test('the secret of one token does not open another', async ({ client }) => {
    const user = await makePerson()
    const [first, second] = [await makeToken(user), await makeToken(user)]
    const mixed = `${first.split('.')[0]}.${second.split('.')[1]}`
    const response = await client.get('/api/me').header('authorization', `Bearer ${mixed}`)
    response.assertStatus(401)
  })

  test('a right token says who acts', async ({ client, assert }) => {
    const user = await makePerson({ timezone: 'Europe/Zurich' })
    const response = await client
      .get('/api/me')
      .header('authorization', `Bearer ${await makeToken(user)}`)
    response.assertStatus(200)
    assert.equal(response.body().id, user.id)
    assert.equal(response.body().timezone, 'Europe/Zurich')
  })

  test('the name of the scheme counts in any case', async ({ client }) => {
    const token = await makeToken(await makePerson())
    const response = await client.get('/api/me').header('authorization', `bEARER ${token}`)
    response.assertStatus(200)
  })

  test('a token without the ability of the route is 403 and named the ability', async ({
    client,
    assert,
  }) => {
    const token = await makeToken(await makePerson(), ['tasks:write'])
    const response = await client.get('/api/me').header('authorization', `Bearer ${token}`)
    response.assertStatus(403)
    assert.equal(response.body().code, 'insufficient_ability')
    assert.equal(response.body().ability, 'tasks:read')
  })

  test('no ability implies another', async ({ client }) => {
    const token = await makeToken(await makePerson(), ['admin', 'audit:read', 'tasks:write'])
    const response = await client.get('/api/me').header('authorization', `Bearer ${token}`)
    response.assertStatus(403)
  })

  test('an expired token is 401', async ({ client }) => {
    const token = await makeToken(await makePerson(), ['tasks:read'], { expiresIn: '1 hour' })
    await travelTo(new Date(Date.now() + 61 * 60_000).toISOString())
    const response = await client.get('/api/me').header('authorization', `Bearer ${token}`)
    response.assertStatus(401)
  })

  test('a disabled account loses its tokens at once', async ({ client, assert }) => {
    const user = await makePerson()
    const token = await makeToken(user)
    await disableAccount(user.id)
    const response = await client.get('/api/me').header('authorization', `Bearer ${token}`)
    response.assertStatus(401)
    assert.lengthOf(await db.from('auth_access_tokens'), 0)
  })

  test('a token of a disabled account opens nothing while it is still there', async ({
    client,
  }) => {
    const user = await makePerson()
    const token = await makeToken(user)
    await db.from('users').update({ disabled_at: new Date() })
    const response = await client.get('/api/me').header('authorization', `Bearer ${token}`)
    response.assertStatus(401)
  })

  test('the last use of a token is written once a minute', async ({ client, assert }) => {
    const token = await makeToken(await makePerson())
    const use = async () => {
      await client.get('/api/me').header('authorization', `Bearer ${token}`)
      return (await db.from('auth_access_tokens').firstOrFail()).last_used_at.toISOString()
    }
    await travelTo('2026-11-20T10:00:00.000Z')
    assert.equal(await use(), '2026-11-20T10:00:00.000Z')
    await travelTo('2026-11-20T10:00:59.000Z')
    assert.equal(await use(), '2026-11-20T10:00:00.000Z')
    await travelTo('2026-11-20T10:01:01.000Z')
    assert.equal(await use(), '2026-11-20T10:01:01.000Z')
    await returnToNow()
  })

  test('authentication and the rate limit cost two statements', async ({ client, assert }) => {
    limitTo(100)
    const token = await makeToken(await makePerson(), ['tasks:write'])
    const refused = () => client.get('/api/me').header('authorization', `Bearer ${token}`)
    await refused()
    const statements = await statementsOf(refused)
    // The limiter takes its own connection and is not seen by knex: one statement is the token with its owner.
    assert.lengthOf(statements, 1)
    assert.include(statements[0], 'auth_access_tokens')
  })

  test('more requests than allowed are 429 with Retry-After, for that user alone', async ({
    client,
    assert,
  }) => {
    limitTo(3)
    const [busy, calm] = [await makeToken(await makePerson()), await makeToken(await makePerson())]
    const ask = (token: string) => client.get('/api/me').header('authorization', `Bearer ${token}`)
    for (let request = 0; request < 3; request++) (await ask(busy)).assertStatus(200)
    const refused = await ask(busy)
    refused.assertStatus(429)
    assert.equal(refused.body().code, 'too_many_requests')
    assert.isAbove(Number(refused.header('retry-after')), 0)
    assert.isAtMost(Number(refused.header('retry-after')), 60)
    ;(await ask(calm)).assertStatus(200)
  })

  test('parallel requests are all counted', async ({ client, assert }) => {
    limitTo(5)
    const token = await makeToken(await makePerson())
    const asked = await Promise.all(
      Array.from({ length: 20 }, () =>
        client.get('/api/me').header('authorization', `Bearer ${token}`)
      )
    )
    assert.lengthOf(
      asked.filter((response) => response.status() === 200),
      5
    )
  })

  test('wrong tokens from one address are 429 after sixty in a minute; a right one goes on', async ({
    client,
    assert,
  }) => {
    const guess = () => client.get('/api/me').header('authorization', 'Bearer tf_MQ.AAAA')
    for (let tried = 0; tried < 60; tried++) (await guess()).assertStatus(401)
    const refused = await guess()
    refused.assertStatus(429)
    assert.isAbove(Number(refused.header('retry-after')), 0)
    const right = await client
      .get('/api/me')
      .header('authorization', `Bearer ${await makeToken(await makePerson())}`)
    right.assertStatus(200)
  })
})

/** For the test that is running. */
function limitTo(apiRateLimit: number) {
  const before = settings()
  useSettings({ ...before, apiRateLimit })
  getActiveTest()?.cleanup(() => useSettings(before))
}

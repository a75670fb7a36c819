import { test } from '@japa/runner'
import { registerExportSection } from '#app/identity/account_export'
import User from '#app/identity/user'
import { makePerson, makeToken, PASSWORD } from '#tests/support/people'

const ADMIN = ['admin'] as const

test.group('Account API', () => {
  test('GET /me answers the account without its password', async ({ client, assert }) => {
    const user = await makePerson({ name: 'Ada', timezone: 'Europe/Zurich' })
    const response = await client
      .get('/api/me')
      .header('authorization', `Bearer ${await makeToken(user)}`)
    response.assertStatus(200)
    const body = response.body()
    assert.properties(body, [
      'id',
      'email',
      'name',
      'timezone',
      'week_start',
      'theme',
      'is_admin',
      'created_at',
      'updated_at',
    ])
    assert.notProperty(body, 'password')
    assert.match(body.created_at, /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })

  test('DELETE /me with the password deletes everything', async ({ client, assert }) => {
    const token = await makeToken(await makePerson(), [...ADMIN])
    const remove = () =>
      client
        .delete('/api/me')
        .header('authorization', `Bearer ${token}`)
        .json({ password: PASSWORD })
    ;(await remove()).assertStatus(204)
    assert.lengthOf(await User.all(), 0)
    ;(await remove()).assertStatus(401)
  })

  test('DELETE /me with a wrong password is 422 at the field', async ({ client, assert }) => {
    const token = await makeToken(await makePerson(), [...ADMIN])
    const response = await client
      .delete('/api/me')
      .header('authorization', `Bearer ${token}`)
      .json({ password: 'wrong' })
    response.assertStatus(422)
    assert.containSubset(response.body().errors, [{ field: 'password', rule: 'password' }])
    assert.lengthOf(await User.all(), 1)
  })

  test('DELETE /me without a password is 422', async ({ client }) => {
    const token = await makeToken(await makePerson(), [...ADMIN])
    const response = await client.delete('/api/me').header('authorization', `Bearer ${token}`)
    response.assertStatus(422)
  })

  test('guessing the password of DELETE /me is throttled', async ({ client, assert }) => {
    const token = await makeToken(await makePerson(), [...ADMIN])
    const guess = (password: string) =>
      client.delete('/api/me').header('authorization', `Bearer ${token}`).json({ password })
    for (let tried = 0; tried < 10; tried++) (await guess(`wrong ${tried}`)).assertStatus(422)
    const refused = await guess(PASSWORD)
    refused.assertStatus(429)
    assert.isAbove(Number(refused.header('retry-after')), 0)
  })

  test('export and deletion need the ability admin', async ({ client }) => {
    const token = await makeToken(await makePerson(), ['tasks:read', 'tasks:write', 'audit:read'])
    for (const request of [
      client.get('/api/me/export'),
      client.delete('/api/me').json({ password: PASSWORD }),
    ]) {
      const response = await request.header('authorization', `Bearer ${token}`)
      response.assertStatus(403)
    }
  })

  test('GET /me/export holds the account and the sections of every module', async ({
    client,
    assert,
  }) => {
    const user = await makePerson()
    const token = await makeToken(user, [...ADMIN], { name: 'export' })
    const response = await client.get('/api/me/export').header('authorization', `Bearer ${token}`)
    response.assertStatus(200)
    const data = JSON.parse(response.text())
    assert.equal(data.account.id, user.id)
    assert.equal(data.tokens[0].name, 'export')
    assert.deepEqual(data.sessions, [])
  })

  test('an export of 10,000 rows leaves other requests their turn', async ({ client, assert }) => {
    registerExportSection({ name: 'rows_of_a_test', batches: tenThousandRows })
    const token = await makeToken(await makePerson(), [...ADMIN])
    const started = performance.now()
    let longestPause = 0
    let last = started
    const watch = setInterval(() => {
      longestPause = Math.max(longestPause, performance.now() - last)
      last = performance.now()
    }, 1)
    const response = await fetch(client.get('/').request.url.replace(/\/$/, '/api/me/export'), {
      headers: { authorization: `Bearer ${token}` },
    })
    const chunks: number[] = []
    for await (const chunk of response.body!) chunks.push(chunk.length)
    clearInterval(watch)
    registerExportSection({ name: 'rows_of_a_test', async *batches() {} })
    assert.isAbove(chunks.length, 10)
    assert.isBelow(longestPause, (performance.now() - started) / 2)
  })
})

async function* tenThousandRows() {
  for (let batch = 0; batch < 20; batch++) {
    yield Array.from({ length: 500 }, (_, row) => ({
      id: batch * 500 + row,
      title: 'x'.repeat(100),
    }))
  }
}

import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import pg from 'pg'
import { clock } from '#app/shared/clock'
import { travelTo } from '#tests/support/clock'
import { freshDatabase } from '#tests/support/database'

test.group('Test rig', () => {
  for (const round of ['first', 'second']) {
    test(`every test begins with an empty database (${round})`, async ({ assert }) => {
      const before = await db.from('users').count('* as users')
      await db.table('users').insert({ email: 'ada@example.test' })
      assert.equal(before[0].users, 0)
    })
  }

  test('a fresh database is migrated and apart from every other', async ({ assert }) => {
    const [one, two] = [await freshDatabase(), await freshDatabase()]
    await db.table('users').insert({ email: 'ada@example.test' })
    const client = new pg.Client({ connectionString: one })
    await client.connect()
    const { rows } = await client.query('SELECT count(*)::int AS users FROM users')
    await client.end()
    assert.equal(rows[0].users, 0)
    assert.notEqual(one, two)
  })

  test('time travel moves the clocks of SQL and of TypeScript together', async ({ assert }) => {
    await travelTo('2026-03-29T00:59:59Z')
    const { rows } = await db.rawQuery('SELECT taskflow_now() AS now')
    assert.equal(rows[0].now.getTime(), Date.parse('2026-03-29T00:59:59Z'))
    assert.equal(clock.nowMs(), Date.parse('2026-03-29T00:59:59Z'))
  })

  test('the clocks run again after the test that stopped them', async ({ assert }) => {
    assert.closeTo(clock.nowMs(), Date.now(), 1000)
  })

  test('a request reaches the application inside the tests', async ({ client }) => {
    const response = await client.get('/health/live')
    response.assertStatus(200)
  })
})

test.group('Test rig, a group with a set-up of its own', (group) => {
  group.each.setup(async () => {
    await db.table('users').insert({ email: 'ada@example.test' })
  })

  for (const round of ['first', 'second']) {
    test(`the database is emptied before the set-up of a group (${round})`, async ({ assert }) => {
      const [{ users }] = await db.from('users').count('* as users')
      assert.equal(users, 1)
    })
  }
})

import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { enterPhase } from '#app/platform/lifecycle'

test.group('Health', (group) => {
  group.each.setup(() => {
    enterPhase('ready')
    return () => enterPhase('starting')
  })

  test('the summary tells status, version, database and uptime', async ({ assert, client }) => {
    const response = await client.get('/health')
    response.assertStatus(200)
    response.assertBodyContains({ status: 'ok', version: '0.1.0', database: 'ok' })
    assert.isNumber(response.body().uptime_seconds)
    assert.equal(response.header('cache-control'), 'no-store')
  })

  test('a live process says so in every phase', async ({ client }) => {
    for (const phase of ['starting', 'draining'] as const) {
      enterPhase(phase)
      const response = await client.get('/health/live')
      response.assertStatus(200)
    }
  })

  test('a ready process says what it has checked', async ({ client }) => {
    const response = await client.get('/health/ready')
    response.assertStatus(200)
    response.assertBody({
      status: 'ok',
      checks: { process: 'ok', database: 'ok', migrations: 'ok' },
    })
  })

  test('a process that starts or ends is not ready', async ({ client }) => {
    for (const phase of ['starting', 'draining'] as const) {
      enterPhase(phase)
      const response = await client.get('/health/ready')
      response.assertStatus(503)
      response.assertBodyContains({
        status: 'unavailable',
        checks: { process: 'unavailable', database: 'ok' },
      })
    }
  })

  test('a process whose database misses a migration is not ready', async ({ client, cleanup }) => {
    const last = await db.from('adonis_schema').orderBy('id', 'desc').firstOrFail()
    await db.from('adonis_schema').where('id', last.id).delete()
    cleanup(() => db.table('adonis_schema').insert(last).then())

    const response = await client.get('/health/ready')
    response.assertStatus(503)
    response.assertBodyContains({
      checks: { process: 'ok', database: 'ok', migrations: 'unavailable' },
    })
  })
})

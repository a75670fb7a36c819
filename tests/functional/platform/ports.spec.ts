import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { EmbeddedInvoker } from '#app/platform/embedded/invoker'
import { EmbeddedSecrets } from '#app/platform/embedded/secrets'
import { Heartbeat, instancesOf, instanceUrl } from '#app/platform/embedded/role_instances'
import { freePort } from '#app/platform/free_port'
import { PassingFailure } from '#app/platform/ports/passing_failure'
import { ports } from '#app/platform/ports/ports'
import { deadEndContract, invokerContract } from '#tests/contract/invoker_contract'
import { rejection } from '#tests/contract/rejection'
import { secretsContract } from '#tests/contract/secrets_contract'
import { stateStoreContract } from '#tests/contract/state_store_contract'
import { baseUrl, MACHINE_TOKEN } from '#tests/support/settings'

const PING = { method: 'GET', path: '/internal/ping' } as const

stateStoreContract('embedded', () => ports().stateStore)
secretsContract('embedded', () => new EmbeddedSecrets({ SMTP_PASSWORD: 'pw', EMPTY: '' }), {
  name: 'SMTP_PASSWORD',
  value: 'pw',
})
invokerContract('embedded, in one process', () => ports().invoker, 'auditor')
invokerContract('embedded, between processes', () => from('web', [baseUrl]), 'auditor')
deadEndContract('embedded', () => from('web', []), 'auditor')

test.group('Event bus, embedded', () => {
  test('what has a position is with the consumers already', async ({ assert }) => {
    const record = { id: '1', type: 't', topic: 'x', key: 'k', data: {}, traceparent: null }
    assert.deepEqual(await ports().eventBus.publish([record, record]), { done: new Set([0, 1]) })
  })
})

test.group('Scheduler, embedded', () => {
  test('takes every job, as the sweep finds its row', async () => {
    await ports().scheduler.schedule({ name: 'a', dueAt: '2026-01-01T00:00:00Z', data: {} })
    await ports().scheduler.cancel('b')
  })
})

test.group('Invoker between processes', () => {
  test('asks another instance when one is gone', async ({ assert }) => {
    const gone = `http://127.0.0.1:${await freePort()}`
    const answer = await from('web', [gone, baseUrl]).invoke('auditor', PING)
    assert.equal(answer.status, 200)
  })

  test('a command, which plays the role and listens nowhere, asks another process', async ({
    assert,
  }) => {
    const command = new EmbeddedInvoker({
      roles: ['auditor'],
      ownUrl: `http://127.0.0.1:${await freePort()}`,
      instancesOf: async () => [baseUrl],
      appApiToken: MACHINE_TOKEN,
    })
    assert.equal((await command.invoke('auditor', PING)).status, 200)
  })

  test('instances that are all gone are a passing failure', async ({ assert }) => {
    const gone = `http://127.0.0.1:${await freePort()}`
    assert.instanceOf(await rejection(from('web', [gone]).invoke('auditor', PING)), PassingFailure)
  })

  test('an instance that refuses the token answers', async ({ assert }) => {
    const invoker = new EmbeddedInvoker({
      roles: [],
      ownUrl: '',
      instancesOf: async () => [baseUrl],
      appApiToken: 'another token',
    })
    assert.equal((await invoker.invoke('auditor', PING)).status, 401)
  })
})

test.group('Where the roles are', () => {
  test('a process is found under its role for as long as it runs', async ({ assert }) => {
    const heartbeat = new Heartbeat('auditor', 'http://127.0.0.1:1')
    await heartbeat.start()
    assert.deepEqual(await instancesOf('auditor'), ['http://127.0.0.1:1'])
    assert.isEmpty(await instancesOf('web'))
    await heartbeat.stop()
    assert.isEmpty(await instancesOf('auditor'))
  })

  test('a process that plays everything is found under every role', async ({ assert }) => {
    const heartbeat = new Heartbeat('all', 'http://127.0.0.1:1')
    await heartbeat.start()
    assert.lengthOf(await instancesOf('auditor'), 1)
    assert.lengthOf(await instancesOf('web'), 1)
    await heartbeat.stop()
  })

  test('one that is silent for 15 s is found no more, and its row goes in time', async ({
    assert,
  }) => {
    await leftBy('20 seconds')
    await leftBy('2 hours')
    assert.isEmpty(await instancesOf('auditor'))
    const heartbeat = new Heartbeat('web', 'http://127.0.0.1:1')
    await heartbeat.start()
    await heartbeat.stop()
    assert.equal((await db.from('role_instances').count('* as rows'))[0].rows, 1)
  })

  test('an address of all interfaces is none that others could reach', ({ assert }) => {
    assert.equal(instanceUrl({ host: '127.0.0.1', port: 1 }), 'http://127.0.0.1:1')
    assert.equal(instanceUrl({ host: '::1', port: 1 }), 'http://[::1]:1')
    assert.match(instanceUrl({ host: '0.0.0.0', port: 1 }), /^http:\/\/(?!0\.)[\d.]+:1$/)
  })
})

/** An invoker of a process with this role, which knows of these others. */
function from(role: 'web', urls: string[]) {
  return new EmbeddedInvoker({
    roles: [role],
    ownUrl: baseUrl,
    instancesOf: async () => urls,
    appApiToken: MACHINE_TOKEN,
  })
}

/** The row of an auditor whose last beat was so long ago. */
async function leftBy(age: string) {
  await db.rawQuery(
    `INSERT INTO role_instances (id, role, url, heartbeat_at)
     VALUES (?, 'auditor', 'http://127.0.0.1:1', clock_timestamp() - ?::interval)`,
    [randomUUID(), age]
  )
}

import { test } from '@japa/runner'
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { freshDatabase } from '#tests/support/database'
import { childrenOf, isRunning, TaskflowProcess } from '#tests/support/taskflow_process'
import { until } from '#tests/support/until'

const STOP_SECONDS = 5
const LOADED_STOP_SECONDS = 15
const APP_KEY = 'k'.repeat(32)

test.group('Stop', () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`${signal} ends it with exit code 0 within five seconds while connections are open`, async ({
      assert,
    }) => {
      const taskflow = new TaskflowProcess({
        env: { DATABASE_URL: await freshDatabase(), APP_KEY },
      })
      const address = await taskflow.ready()
      await keepAlive(address)
      await halfSent(address)

      taskflow.kill(signal)
      assert.equal(await taskflow.ended(STOP_SECONDS), 0)
    })
  }

  test('a request in hand is answered while the process ends, and no other is taken', async ({
    assert,
  }) => {
    const databaseUrl = await freshDatabase()
    const taskflow = new TaskflowProcess({ env: { DATABASE_URL: databaseUrl, APP_KEY } })
    const address = await taskflow.ready()
    const lock = await holdTable(databaseUrl, 'adonis_schema')
    const inHand = fetch(`${address}/health/ready`)
    await lock.waitedFor()

    taskflow.kill('SIGTERM')
    await until('the port to be closed', () => refuses(address))
    await lock.release()

    const response = await inHand
    const answer = await response.json()
    assert.equal(response.status, 503)
    assert.equal(answer.checks.process, 'unavailable')
    assert.equal(await taskflow.ended(STOP_SECONDS), 0)
  })

  test('a request that takes long is answered, and its connection ends with it', async ({
    assert,
  }) => {
    const databaseUrl = await freshDatabase()
    const taskflow = new TaskflowProcess({ env: { DATABASE_URL: databaseUrl, APP_KEY } })
    const address = await taskflow.ready()
    const lock = await holdTable(databaseUrl, 'users')
    const inHand = fetch(`${address}/sign-up`)
    await lock.waitedFor()

    taskflow.kill('SIGTERM')
    await delay(STOP_SECONDS * 1000)
    await lock.release()

    const response = await inHand
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('connection'), 'close')
    assert.equal(await taskflow.ended(STOP_SECONDS), 0)
  })

  test('a request that never comes to its end holds up the end for less than 15 s', async ({
    assert,
  }) => {
    const databaseUrl = await freshDatabase()
    const taskflow = new TaskflowProcess({ env: { DATABASE_URL: databaseUrl, APP_KEY } })
    const address = await taskflow.ready()
    const lock = await holdTable(databaseUrl, 'users')
    const inHand = fetch(`${address}/sign-up`).catch(() => 'ended')
    await lock.waitedFor()

    taskflow.kill('SIGTERM')
    assert.equal(await taskflow.ended(LOADED_STOP_SECONDS), 0)
    assert.equal(await inHand, 'ended')
    await lock.release()
  })

  test('a balancer that follows readiness hears of the end before the port closes', async ({
    assert,
  }) => {
    const taskflow = new TaskflowProcess({ env: { DATABASE_URL: await freshDatabase(), APP_KEY } })
    const address = await taskflow.ready()
    const readiness = async () => (await fetch(`${address}/health/ready`)).status
    assert.equal(await readiness(), 200)

    taskflow.kill('SIGTERM')
    await delay(1000) // between two probes
    assert.equal((await fetch(`${address}/sign-up`)).headers.get('connection'), 'close')
    assert.equal(await readiness(), 503)
    assert.equal(await taskflow.ended(STOP_SECONDS - 1), 0)
  })

  test('the server ends when its launcher was killed', async ({ assert }) => {
    const taskflow = new TaskflowProcess({ env: { DATABASE_URL: await freshDatabase(), APP_KEY } })
    await taskflow.ready()
    const [server] = childrenOf(taskflow.pid)

    taskflow.kill('SIGKILL')
    await until('the end of the server', () => !isRunning(server!), STOP_SECONDS)
    assert.isFalse(isRunning(server!))
  })
})

/** A connection that has served a request and waits for another. */
async function keepAlive(address: string) {
  const request = get(`${address}/health/live`, { agent: new Agent({ keepAlive: true }) })
  const [response] = await once(request, 'response')
  response.resume()
  await once(response, 'end')
}

/** A connection whose request never comes to its end. */
async function halfSent(address: string): Promise<Socket> {
  const socket = connect(Number(new URL(address).port), '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\n')
  return socket
}

async function refuses(address: string): Promise<boolean> {
  const socket = connect(Number(new URL(address).port), '127.0.0.1')
  const outcome = await Promise.race([
    once(socket, 'connect').then(() => 'connected'),
    once(socket, 'error'),
  ]).catch(() => 'refused')
  socket.destroy()
  return outcome !== 'connected'
}

/** Makes requests wait that read the table: readiness those of the migrations, a sign-up those of the people. */
async function holdTable(connectionString: string, table: string) {
  const client = new pg.Client({ connectionString })
  client.on('error', () => undefined)
  await client.connect()
  await client.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`)
  const waiting = `SELECT FROM pg_locks WHERE relation = '${table}'::regclass AND NOT granted`
  return {
    waitedFor: () =>
      until('a request that waits', async () => (await client.query(waiting)).rowCount),
    release: () => client.end(),
  }
}

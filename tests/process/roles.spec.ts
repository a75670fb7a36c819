import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { HalfOpenProxy } from '#tests/support/half_open_proxy'
import { freshDatabase } from '#tests/support/database'
import { dataFolder, TaskflowProcess, type Environment } from '#tests/support/taskflow_process'
import { until } from '#tests/support/until'

const TOKEN = 'a-token-between-app-and-sidecar'
/** What a statement is given; a sidecar waits for half a second. */
const STATEMENT_MS = 1500
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736'
const OUTSIDE = { APP_KEY: 'k'.repeat(32), APP_API_TOKEN: TOKEN }

test.group('Roles', () => {
  for (const role of ['notifier', 'recurrer', 'auditor'] as const) {
    test(`the ${role} answers probes, figures and its sidecar, and no page and no API`, async ({
      assert,
    }) => {
      const address = await started({ ...OUTSIDE, DATABASE_URL: await freshDatabase(), ROLE: role })
      for (const path of ['/health', '/health/live', '/health/ready', '/healthz']) {
        assert.equal((await fetch(`${address}${path}`)).status, 200, path)
      }
      const figures = await (await fetch(`${address}/metrics`)).text()
      assert.match(
        figures,
        new RegExp(`^build_info\\{.*role="${role}",platform="embedded"\\} 1$`, 'm')
      )
      assert.include(figures, 'http_request_duration_seconds_count{method="GET",route="/healthz"')

      for (const path of ['/', '/sign-in', '/api/tasks', '/api/openapi.json', '/favicon.svg']) {
        const response = await fetch(`${address}${path}`, { headers: { accept: 'text/html' } })
        assert.equal(response.status, 404, path)
        assert.include(await response.text(), `This process is the ${role}`)
      }
      assert.equal((await ping(address, undefined)).status, 401)
      assert.equal((await ping(address, `${TOKEN}.`)).status, 401)
      assert.equal((await ping(address, TOKEN)).body.role, role)
    })
  }

  test('web and auditor start side by side on one data folder, and share the token of their sidecars', async ({
    assert,
  }) => {
    const env = { DATA_DIR: dataFolder() }
    const roles = ['web', 'auditor']
    const addresses = await Promise.all(roles.map((ROLE) => started({ ...env, ROLE })))
    const token = readFileSync(join(env.DATA_DIR, 'app-api-token'), 'utf8').trim()
    const answers = await Promise.all(addresses.map((address) => ping(address, token)))
    assert.deepEqual(
      answers.map(({ body }) => body.role),
      roles
    )
    assert.equal((await fetch(`${addresses[0]}/sign-up`)).status, 200)
  })

  test('with a database of its own and no token, a machine route refuses everybody', async ({
    assert,
  }) => {
    const { APP_KEY } = OUTSIDE
    const address = await started({ APP_KEY, DATABASE_URL: await freshDatabase() })
    assert.equal((await ping(address, '')).status, 401)
    assert.equal((await ping(address, 'undefined')).status, 401)
  })
})

test.group('Figures', () => {
  test('on a host that others reach they are closed without METRICS_TOKEN, and say so', async ({
    assert,
  }) => {
    const env = { ...OUTSIDE, DATABASE_URL: await freshDatabase(), HOST: '0.0.0.0' }
    const closed = await fetch(`${await started(env)}/metrics`)
    assert.equal(closed.status, 403)
    assert.include(await closed.text(), 'set METRICS_TOKEN')

    const METRICS_TOKEN = 'a-token-for-prometheus'
    const address = await started({ ...env, METRICS_TOKEN })
    const withToken = async (authorization: string) =>
      (await fetch(`${address}/metrics`, { headers: { authorization } })).status
    assert.equal((await fetch(`${address}/metrics`)).status, 401)
    assert.equal(await withToken(`Bearer ${METRICS_TOKEN}x`), 401)
    assert.equal(await withToken(`Bearer ${METRICS_TOKEN}`), 200)
  })
})

test.group('Health of the app', () => {
  test('a database that falls silent is noticed, without any probe waiting for it, and so is its return', async ({
    assert,
  }) => {
    const { proxy, connectionString } = await HalfOpenProxy.before(await freshDatabase())
    const address = await started({ ...OUTSIDE, DATABASE_URL: connectionString, ROLE: 'recurrer' })
    let longestMs = 0
    const status = async () => {
      const startMs = performance.now()
      const response = await fetch(`${address}/healthz`)
      longestMs = Math.max(longestMs, performance.now() - startMs)
      return response.status
    }
    assert.equal(await status(), 200)

    proxy.cut()
    await until('the end of health', async () => (await status()) === 503)
    proxy.heal()
    await until('health', async () => (await status()) === 200)
    assert.isBelow(longestMs, STATEMENT_MS)
  })
})

test.group('Log', () => {
  test('an error is a line of JSON with the role, and the id and trace of its request', async ({
    assert,
  }) => {
    const taskflow = new TaskflowProcess({
      env: { ...OUTSIDE, DATABASE_URL: await freshDatabase(), ROLE: 'notifier' },
    })
    const address = await taskflow.ready()
    const lines = () =>
      [...taskflow.stdout.matchAll(/^\{.*"request failed".*$/gm)].map(([line]) => JSON.parse(line))
    const failing = (headers: Record<string, string>) =>
      fetch(`${address}/job/unknown`, {
        method: 'POST',
        headers: { ...headers, 'dapr-api-token': TOKEN },
      })

    await failing({
      'x-request-id': 'order-7_a.b',
      'traceparent': `00-${TRACE_ID}-00f067aa0ba902b7-01`,
    })
    for (const id of ['', 'with spaces', '<script>', 'a'.repeat(129), 'ümlaut']) {
      await failing({ 'x-request-id': id, 'traceparent': `00-${'0'.repeat(32)}-1` })
    }
    await until('the lines', () => lines().length === 6)
    const [given, ...replaced] = lines()
    assert.deepInclude(given, { role: 'notifier', request_id: 'order-7_a.b', trace_id: TRACE_ID })
    for (const { request_id: id, trace_id: trace } of replaced) {
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f-]{27}$/)
      assert.match(trace, /^(?!0{32})[0-9a-f]{32}$/)
    }
    assert.notInclude(taskflow.stdout, TOKEN)
  })
})

function started(env: Environment): Promise<string> {
  return new TaskflowProcess({ env }).ready()
}

async function ping(address: string, token: string | undefined) {
  const response = await fetch(`${address}/internal/ping`, {
    headers: token === undefined ? {} : { 'dapr-api-token': token },
  })
  return { status: response.status, body: await response.json() }
}

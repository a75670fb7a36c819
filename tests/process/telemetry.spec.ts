import { once } from 'node:events'
import { mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { getActiveTest, test } from '@japa/runner'
import { freshDatabase } from '#tests/support/database'
import { CHECKOUT, TaskflowProcess, type Environment } from '#tests/support/taskflow_process'

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736'
/** prom-client itself asks for the types of exemplars; it is 2,000 lines without any work at start. */
const API = '@opentelemetry/api'

test.group('OpenTelemetry', () => {
  test('without an endpoint nothing of it is loaded', async ({ assert }) => {
    const { packages } = await started({})
    assert.include(packages, '@adonisjs/core')
    assert.deepEqual(packages.filter(isTelemetry), [])
  })

  test('with one, the span of a request has its trace, its route and no address', async ({
    assert,
  }) => {
    const collector = await aCollector()
    const { address, packages, taskflow } = await started({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      ROLE: 'web',
    })
    assert.isNotEmpty(packages.filter(isTelemetry))

    const headers = { traceparent: `00-${TRACE_ID}-00f067aa0ba902b7-01` }
    await fetch(`${address}/password/a-secret-link?q=a+secret+word`, { headers })
    taskflow.kill('SIGTERM')
    assert.equal(await taskflow.ended(5), 0)

    const { resourceSpans } = JSON.parse(collector.received[0] ?? '{}')
    const [{ resource, scopeSpans }] = resourceSpans
    const span = scopeSpans
      .flatMap((scope: { spans: { traceId: string }[] }) => scope.spans)
      .find(({ traceId }: { traceId: string }) => traceId === TRACE_ID)
    assert.equal(span.name, 'GET /password/:token')
    assert.deepInclude(resource.attributes, {
      key: 'service.name',
      value: { stringValue: 'taskflow' },
    })
    assert.deepInclude(resource.attributes, {
      key: 'taskflow.role',
      value: { stringValue: 'web' },
    })
    assert.notInclude(collector.received.join(), 'secret')
  })

  test('a collector that is away holds up nothing', async ({ assert }) => {
    const { address, taskflow } = await started({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
    })
    assert.equal((await fetch(`${address}/sign-up`)).status, 200)
    taskflow.kill('SIGTERM')
    assert.equal(await taskflow.ended(5), 0)
  })
})

function isTelemetry(name: string) {
  return (name.startsWith('@opentelemetry/') && name !== API) || name === '@adonisjs/otel'
}

/** A process, and the packages that it has loaded by the time it has answered. */
async function started(env: Environment) {
  const list = join(mkdtempSync(join(tmpdir(), 'taskflow-modules-')), 'packages')
  const taskflow = new TaskflowProcess({
    env: {
      ...env,
      DATABASE_URL: await freshDatabase(),
      APP_KEY: 'k'.repeat(32),
      NODE_OPTIONS: `--import=${CHECKOUT}/tests/support/record_modules.mjs`,
      MODULES_FILE: list,
    },
  })
  const address = await taskflow.ready()
  await fetch(`${address}/metrics`)
  return { taskflow, address, packages: readFileSync(list, 'utf8').split('\n') }
}

/** Takes OTLP over HTTP, and keeps the bodies. */
async function aCollector() {
  const received: string[] = []
  const server = createServer(async (request, response) => {
    if (request.url === '/v1/traces') received.push(await text(request))
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  getActiveTest()?.cleanup(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { endpoint: `http://127.0.0.1:${port}`, received }
}

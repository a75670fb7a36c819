import { resolve } from 'node:path'
import { freePort } from '#app/platform/free_port'
import { type Settings, useSettings } from '#app/platform/settings'
import { testDatabaseUrl } from './test_postgres.js'

const HOST = '127.0.0.1'

/** What a sidecar of the application under test would send. */
export const MACHINE_TOKEN = 'a-token-for-tests-of-machine-routes'

/** Address of the application that runs inside the tests; known once the settings are made. */
export let baseUrl = ''

/** Settings of the application under test: none of the machine's environment reaches it. */
export async function useTestSettings(withDatabase: boolean) {
  const port = await freePort()
  baseUrl = `http://${HOST}:${port}`
  process.env.HOST = HOST
  process.env.PORT = String(port)
  const databaseUrl = withDatabase ? testDatabaseUrl('taskflow_test') : undefined
  useSettings({
    host: HOST,
    port,
    dataDir: resolve('data'),
    databaseUrl,
    databaseDirectUrl: databaseUrl,
    appKey: 'a-key-for-tests-of-32-characters',
    appUrl: baseUrl,
    registration: 'closed',
    logLevel: (process.env.TEST_LOG_LEVEL ?? 'silent') as Settings['logLevel'],
    trustProxy: false,
    apiRateLimit: 0,
    role: 'all',
    platform: 'embedded',
    dapr: { httpPort: 3500, grpcPort: 50_001, apiToken: undefined },
    appApiToken: MACHINE_TOKEN,
    metricsToken: undefined,
    kafkaBrokers: [],
    otelEndpoint: undefined,
  })
}

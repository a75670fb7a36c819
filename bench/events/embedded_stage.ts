import { randomBytes } from 'node:crypto'
import type { Role } from '#app/platform/role'
import { newApplication } from '#tests/cluster/harness/application'
import { Postgres } from '#tests/cluster/harness/postgres'
import { Site } from '#tests/cluster/harness/site'
import { makeDurable } from './durable_postgres.js'
import { QUIET, type Stage } from './stage.js'

const PROCESSES: readonly (readonly [name: string, role: Role])[] = [
  ['web1', 'web'],
  ['web2', 'web'],
  ['notifier', 'notifier'],
  ['recurrer', 'recurrer'],
  ['auditor', 'auditor'],
]
const NO_SIDECAR = { http: 1, grpc: 1, internalGrpc: 1, public: 1, metrics: 1 }

/** Five processes on one PostgreSQL and nothing else. */
export async function embeddedStage(): Promise<Stage> {
  const site = await Site.open()
  try {
    const postgres = await Postgres.create(site)
    await postgres.start()
    await makeDurable(site, postgres)
    const appApiToken = randomBytes(32).toString('hex')
    const applications = await newApplications(site, postgres, appApiToken)
    await Promise.all(applications.map(({ process }) => process.start()))
    const of = (searched: Role) => applications.filter(({ role }) => role === searched)
    const [auditor, recurrer] = [...of('auditor'), ...of('recurrer')].map(({ process }) => process)
    if (!auditor || !recurrer) throw new Error('a process is missing')
    return {
      platform: 'embedded',
      postgres,
      readers: [auditor, recurrer],
      recurrer,
      appApiToken,
      webPorts: of('web').map(({ port }) => port),
      async stop() {
        await postgres.close()
        await site.close()
      },
    }
  } catch (error) {
    const logs = await site.close({ keepLogs: true })
    throw new Error(`The processes did not start, their logs are in ${logs}`, { cause: error })
  }
}

async function newApplications(site: Site, postgres: Postgres, appApiToken: string) {
  const environment = {
    PLATFORM: 'embedded',
    DATABASE_URL: postgres.url,
    APP_KEY: randomBytes(32).toString('hex'),
    APP_API_TOKEN: appApiToken,
    API_RATE_LIMIT: '0',
    ...QUIET,
  }
  return Promise.all(
    PROCESSES.map(async ([name, role]) =>
      newApplication(site, {
        name,
        role,
        environment,
        port: await site.ports.take(),
        sidecarPorts: NO_SIDECAR,
      })
    )
  )
}

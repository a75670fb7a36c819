import { randomBytes } from 'node:crypto'
import type { Role } from '#app/platform/role'
import { newApplication, type Application } from '#tests/cluster/harness/application'
import { Balancer } from '#tests/cluster/harness/balancer'
import type { ReplicaName } from '#tests/cluster/harness/cluster'
import { Postgres } from '#tests/cluster/harness/postgres'
import { Site } from '#tests/cluster/harness/site'
import type { Deployment, Pod } from './deployment.js'
import { PROBE_SERVER, PROBE_TABLES } from './probe.js'

const NO_SIDECAR = { http: 1, grpc: 1, internalGrpc: 1, public: 1, metrics: 1 }

/** The five processes on one PostgreSQL and nothing else. */
export class EmbeddedDeployment implements Deployment {
  private constructor(
    private readonly site: Site,
    readonly postgres: Postgres,
    readonly balancer: Balancer,
    readonly replicas: Record<ReplicaName, Pod>,
    readonly appApiToken: string,
    private readonly newPod: (name: string, role: Role) => Promise<Pod>
  ) {}

  static async start(): Promise<EmbeddedDeployment> {
    const site = await Site.open()
    try {
      const postgres = await Postgres.create(site)
      await postgres.start()
      await postgres.query(PROBE_TABLES)
      const secret = () => randomBytes(32).toString('hex')
      const appApiToken = secret()
      const environment = {
        PLATFORM: 'embedded',
        DATABASE_URL: postgres.url,
        APP_KEY: secret(),
        APP_API_TOKEN: appApiToken,
        API_RATE_LIMIT: '0',
      }
      const replica = async (name: string, role: Role) =>
        new Alone(
          newApplication(site, {
            name,
            role,
            environment,
            port: await site.ports.take(),
            sidecarPorts: NO_SIDECAR,
            nodeArguments: PROBE_SERVER,
          })
        )
      const replicas = {
        web1: await replica('web1', 'web'),
        web2: await replica('web2', 'web'),
        notifier: await replica('notifier', 'notifier'),
        recurrer: await replica('recurrer', 'recurrer'),
        auditor: await replica('auditor', 'auditor'),
      }
      await Promise.all(Object.values(replicas).map((each) => each.start()))
      const balancer = await Balancer.start(await site.ports.take())
      for (const { application } of [replicas.web1, replicas.web2]) balancer.add(application.port)
      return new EmbeddedDeployment(site, postgres, balancer, replicas, appApiToken, replica)
    } catch (error) {
      await site.close({ keepLogs: true })
      throw error
    }
  }

  async join(name: string, role: Role): Promise<Pod> {
    const pod = await this.newPod(name, role)
    await pod.start()
    return pod
  }

  /** Answers where the logs are, when they are kept. */
  async stop({ keepLogs = false } = {}): Promise<string | undefined> {
    await Promise.all([this.balancer.close(), this.postgres.close()])
    return this.site.close({ keepLogs })
  }
}

/** A process with nothing beside it. */
class Alone implements Pod {
  constructor(readonly application: Application) {}

  async kill() {
    this.application.process.kill()
    await this.application.process.exited
  }

  async start() {
    if (!this.application.process.running) await this.application.process.start()
  }

  async restart() {
    await this.application.process.restart()
  }

  async stop() {
    if (this.application.process.running) await this.application.process.stop()
  }
}

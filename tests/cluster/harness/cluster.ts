import { randomBytes } from 'node:crypto'
import type { Role } from '#app/platform/role'
import { reason, StartError } from '#app/platform/start_error'
import { newApplication, type Environment } from './application.js'
import { Balancer } from './balancer.js'
import { renderDaprResources, type DaprResources } from './dapr_resources.js'
import { Kafka } from './kafka.js'
import { Postgres } from './postgres.js'
import { Replica } from './replica.js'
import { newScheduler, type Scheduler } from './scheduler.js'
import { newSidecar, takeSidecarPorts } from './sidecar.js'
import { Site } from './site.js'
import { ensureToolchain, type Toolchain } from './toolchain.js'

/** The processes of the product, by the names that their logs have. */
const REPLICAS = {
  web1: 'web',
  web2: 'web',
  notifier: 'notifier',
  recurrer: 'recurrer',
  auditor: 'auditor',
} as const satisfies Record<string, Role>

export type ReplicaName = keyof typeof REPLICAS

export interface ClusterOptions {
  /** Starts no sidecar; `startSidecars` does so later. */
  withoutDapr?: boolean
  /** More variables for one process of the product. */
  environment?: (name: string, role: Role) => Environment
  /** Arguments of Node instead of those that run the server. */
  nodeArguments?: (name: string, role: Role) => readonly string[]
}

interface Secrets {
  appKey: string
  appApiToken: string
  daprApiToken: string
}

/** A whole Taskflow on Dapr and Kafka, on the loopback interface of this machine. */
export class Cluster {
  private constructor(
    readonly site: Site,
    readonly secrets: Secrets,
    readonly postgres: Postgres,
    readonly kafka: Kafka,
    readonly scheduler: Scheduler,
    readonly replicas: Record<ReplicaName, Replica>,
    readonly balancer: Balancer,
    private readonly replica: (name: string, role: Role) => Promise<Replica>
  ) {}

  /** Everything is up and ready, or everything is ended again and its logs are kept. */
  static async start(options: ClusterOptions = {}): Promise<Cluster> {
    const toolchain = await ensureToolchain()
    const site = await Site.open()
    try {
      return await Cluster.#start(site, toolchain, options)
    } catch (error) {
      const logs = await site.close({ keepLogs: true })
      throw new StartError(`The cluster did not start: ${reason(error)}\nIts logs: ${logs}`)
    }
  }

  static async #start(site: Site, toolchain: Toolchain, options: ClusterOptions) {
    const secrets = { appKey: secret(), appApiToken: secret(), daprApiToken: secret() }
    const kafka = await Kafka.create(site, toolchain)
    const postgres = await Postgres.create(site)
    const scheduler = await newScheduler(site, toolchain)
    const resources = renderDaprResources(site)
    const balancer = await Balancer.start(await site.ports.take())
    const around = { site, toolchain, secrets, kafka, postgres, scheduler, resources, balancer }
    const another = (name: string, role: Role) => newReplica(name, role, around, options)
    const replicas = await newReplicas(another)
    for (const { application } of [replicas.web1, replicas.web2]) balancer.add(application.port)
    const cluster = new Cluster(
      site,
      secrets,
      postgres,
      kafka,
      scheduler,
      replicas,
      balancer,
      another
    )
    await cluster.#startAll(options)
    return cluster
  }

  async #startAll({ withoutDapr = false }: ClusterOptions) {
    await Promise.all([
      this.kafka.start(),
      this.scheduler.process.start(),
      this.postgres.start().then(() => this.#startApplications()),
    ])
    if (!withoutDapr) await this.startSidecars()
  }

  /** They need no sidecar to start. The first of them migrates, the others wait for it. */
  #startApplications() {
    return Promise.all(this.all.map(({ application }) => application.process.start()))
  }

  /** One more process of a role with its sidecar, which is not among `all`. */
  async join(name: string, role: Role): Promise<Replica> {
    const replica = await this.replica(name, role)
    await replica.start()
    return replica
  }

  get appApiToken(): string {
    return this.secrets.appApiToken
  }

  get all(): Replica[] {
    return Object.values(this.replicas)
  }

  /**
   * Starts those that do not run, and waits until they deliver to their applications. Two that meet on a new file of
   * the name resolver are in each other's way: one goes first.
   */
  async startSidecars() {
    const [first, ...others] = this.all
      .map(({ sidecar }) => sidecar)
      .filter(({ process }) => !process.running)
    await first?.process.start()
    await Promise.all(others.map(({ process }) => process.start()))
    await Promise.all([first, ...others].map((sidecar) => sidecar?.delivering()))
  }

  async stop({ keepLogs = false } = {}): Promise<string | undefined> {
    await Promise.all([this.balancer.close(), this.postgres.close()])
    return this.site.close({ keepLogs })
  }
}

interface Surroundings {
  site: Site
  toolchain: Toolchain
  secrets: Secrets
  kafka: Kafka
  postgres: Postgres
  scheduler: Scheduler
  resources: DaprResources
  balancer: Balancer
}

async function newReplicas(replica: (name: string, role: Role) => Promise<Replica>) {
  const names = Object.keys(REPLICAS) as ReplicaName[]
  const entries: [ReplicaName, Replica][] = []
  for (const name of names) entries.push([name, await replica(name, REPLICAS[name])])
  return Object.fromEntries(entries) as Record<ReplicaName, Replica>
}

async function newReplica(
  name: string,
  role: Role,
  surroundings: Surroundings,
  { environment, nodeArguments }: ClusterOptions
): Promise<Replica> {
  const { site, toolchain, secrets, kafka, postgres, scheduler, resources } = surroundings
  const port = await site.ports.take()
  const sidecarPorts = await takeSidecarPorts(site)
  const { appKey, appApiToken, daprApiToken } = secrets
  const application = newApplication(site, {
    name,
    role,
    port,
    sidecarPorts,
    nodeArguments: nodeArguments?.(name, role),
    environment: {
      DATABASE_URL: postgres.url,
      DATABASE_DIRECT_URL: postgres.url,
      KAFKA_BROKERS: kafka.brokers,
      APP_URL: surroundings.balancer.url,
      APP_KEY: appKey,
      APP_API_TOKEN: appApiToken,
      DAPR_API_TOKEN: daprApiToken,
      API_RATE_LIMIT: '0',
      REGISTRATION: 'open',
      LOG_LEVEL: 'info',
      ...environment?.(name, role),
    },
  })
  const sidecar = newSidecar(site, sidecarPorts, {
    daprd: toolchain.daprd,
    name,
    appId: role,
    appPort: port,
    resources,
    schedulerAddress: scheduler.address,
    appApiToken,
    daprApiToken,
    environment: { KAFKA_BROKERS: kafka.brokers, DATABASE_URL: postgres.url },
  })
  return new Replica(name, application, sidecar)
}

function secret(): string {
  return randomBytes(32).toString('hex')
}

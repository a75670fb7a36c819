import { until } from '#tests/support/until'
import { answers } from './answers.js'
import type { Child } from './child.js'
import type { DaprResources } from './dapr_resources.js'
import type { Site } from './site.js'

const HOST = '127.0.0.1'
const SHUTDOWN_SECONDS = 15
/** The application itself may start in the meantime. */
const DELIVERY_SECONDS = 90

/** What a sidecar is told when it starts. */
export interface SidecarOptions {
  daprd: string
  name: string
  appId: string
  appPort: number
  resources: DaprResources
  schedulerAddress: string
  appApiToken: string
  daprApiToken: string
  /** What its component files read from the environment. */
  environment: Record<string, string>
}

export interface SidecarPorts {
  http: number
  grpc: number
  internalGrpc: number
  public: number
  metrics: number
}

/** What a sidecar says about itself, as far as anybody asks. */
export interface SidecarMetadata {
  id: string
  components: { name: string; type: string; version: string }[]
  subscriptions: {
    pubsubname: string
    topic: string
    deadLetterTopic: string
    type: string
    rules: { path: string }[]
  }[]
}

/** The daprd beside one application process. */
export class Sidecar {
  constructor(
    readonly process: Child,
    readonly ports: SidecarPorts,
    readonly daprApiToken: string
  ) {}

  get httpUrl(): string {
    return `http://${HOST}:${this.ports.http}`
  }

  /** Waits until it has found the application healthy and subscribed: `process.ready` is not that far. */
  async delivering() {
    const delivers = () => answers(`${this.httpUrl}/v1.0/healthz`).catch(() => false)
    await until(`deliveries from ${this.process.name}`, delivers, DELIVERY_SECONDS)
  }

  async metadata(): Promise<SidecarMetadata> {
    const response = await this.fetch('/v1.0/metadata')
    return (await response.json()) as SidecarMetadata
  }

  /** How many times a record of this topic was handed to the application, retries included. */
  async deliveries(topic: string): Promise<number> {
    const response = await fetch(`http://${HOST}:${this.ports.metrics}/metrics`)
    const counts = (await response.text())
      .split('\n')
      .filter((line) => line.startsWith('dapr_component_pubsub_ingress_count{'))
      .filter((line) => line.includes(`topic="${topic}"`))
    return counts.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
  }

  /** Calls the sidecar's own API with its token. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.httpUrl}${path}`, {
      ...init,
      headers: { 'dapr-api-token': this.daprApiToken, ...(init.headers as object) },
    })
  }
}

export async function takeSidecarPorts({ ports }: Site): Promise<SidecarPorts> {
  return {
    http: await ports.take(),
    grpc: await ports.take(),
    internalGrpc: await ports.take(),
    public: await ports.take(),
    metrics: await ports.take(),
  }
}

/** A sidecar of the cluster, not started yet. */
export function newSidecar(site: Site, ports: SidecarPorts, options: SidecarOptions): Sidecar {
  const { daprd, name, appId, appPort, resources, schedulerAddress } = options
  const process = site.child({
    name: `${name}-daprd`,
    env: {
      NAMESPACE: 'default',
      DAPR_HOST_IP: HOST,
      APP_API_TOKEN: options.appApiToken,
      DAPR_API_TOKEN: options.daprApiToken,
      ...options.environment,
    },
    command: [
      daprd,
      ...['--mode', 'standalone', '--app-id', appId],
      ...['--app-channel-address', HOST, '--app-port', String(appPort), '--app-protocol', 'http'],
      ...['--dapr-listen-addresses', HOST, '--dapr-http-port', String(ports.http)],
      ...['--dapr-grpc-port', String(ports.grpc)],
      ...['--dapr-internal-grpc-listen-address', HOST],
      ...['--dapr-internal-grpc-port', String(ports.internalGrpc)],
      ...['--dapr-public-listen-address', HOST, '--dapr-public-port', String(ports.public)],
      ...['--metrics-listen-address', HOST, '--metrics-port', String(ports.metrics)],
      ...resources.folders.flatMap((folder) => ['--resources-path', folder]),
      ...['--config', resources.config],
      ...['--scheduler-host-address', schedulerAddress],
      // No --enable-app-health-check: docs/decisions/007-no-app-health-check.md
      ...['--dapr-graceful-shutdown-seconds', String(SHUTDOWN_SECONDS)],
      '--enable-mtls=false',
    ],
    // Not /v1.0/healthz, which waits for the application.
    isReady: () => answers(`http://${HOST}:${ports.http}/v1.0/healthz/outbound`),
  })
  return new Sidecar(process, ports, options.daprApiToken)
}

import { fileURLToPath } from 'node:url'
import type { Role } from '#app/platform/role'
import { answers } from './answers.js'
import type { Child } from './child.js'
import type { SidecarPorts } from './sidecar.js'
import type { Site } from './site.js'

const HOST = '127.0.0.1'
const CHECKOUT = fileURLToPath(new URL('../../../', import.meta.url))

/** The server as `npm start` runs it. */
const SERVER = ['--import=./bin/typescript.mjs', 'bin/server.ts']

export type Environment = Record<string, string | undefined>

/** What an application process is told when it starts. */
export interface ApplicationOptions {
  name: string
  role: Role
  port: number
  sidecarPorts: SidecarPorts
  /** What all processes of the cluster share. */
  environment: Environment
  /** Arguments of Node instead of the server's: a program that a test puts in its place, or mounts more on it. */
  nodeArguments?: readonly string[]
}

/** One process of the product. */
export class Application {
  constructor(
    readonly process: Child,
    readonly role: Role,
    readonly port: number
  ) {}

  get url(): string {
    return `http://${HOST}:${this.port}`
  }
}

/** An application of the cluster, not started yet. */
export function newApplication(site: Site, options: ApplicationOptions): Application {
  const { name, role, port, sidecarPorts, environment, nodeArguments = SERVER } = options
  const server = site.child({
    name,
    cwd: CHECKOUT,
    command: [process.execPath, ...nodeArguments],
    env: {
      NODE_ENV: 'production',
      ROLE: role,
      PLATFORM: 'dapr',
      HOST,
      PORT: String(port),
      DAPR_HTTP_PORT: String(sidecarPorts.http),
      DAPR_GRPC_PORT: String(sidecarPorts.grpc),
      ...environment,
    },
    isReady: () => answers(`http://${HOST}:${port}/health/ready`),
  })
  return new Application(server, role, port)
}

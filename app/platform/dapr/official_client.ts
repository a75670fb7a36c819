import type { DaprClient } from '@dapr/dapr'
import { PassingFailure } from '#app/platform/ports/passing_failure'
import { known } from './grpc_error.js'
import type { Sidecar, SidecarAddress } from './sidecar.js'

const CALL_TIMEOUT_MS = 5000

export interface OfficialAddress extends SidecarAddress {
  grpcPort: number
}

/**
 * `@dapr/dapr`, loaded when it is first needed (its import takes a third of a second). It knows no timeout, and waits
 * half a minute for a sidecar that is away or refuses its token, so the sidecar is asked first whether it is there.
 */
export class OfficialClient {
  #clients = new Map<'grpc' | 'http', Promise<DaprClient>>()

  constructor(
    private readonly address: OfficialAddress,
    private readonly sidecar: Sidecar
  ) {}

  /**
   * gRPC for everything but invocation: over HTTP the client answers errors of other calls as if they were results.
   *
   * @throws a PassingFailure when the sidecar, or what is behind it, is away or too slow; else what the client throws
   */
  async call<T>(protocol: 'grpc' | 'http', use: (client: DaprClient) => Promise<T>): Promise<T> {
    const timeout = Promise.withResolvers<never>()
    const timer = setTimeout(
      () =>
        timeout.reject(new PassingFailure(`The sidecar did not answer in ${CALL_TIMEOUT_MS} ms`)),
      CALL_TIMEOUT_MS
    )
    const answer = this.#client(protocol).then(use)
    return Promise.race([answer, timeout.promise])
      .catch((error: unknown) => Promise.reject(known(error)))
      .finally(() => clearTimeout(timer))
  }

  async stop() {
    const clients = [...this.#clients.values()]
    this.#clients.clear()
    await Promise.allSettled(clients.map((made) => made.then((client) => client.stop())))
  }

  /** One client for each protocol; one that could not start is made anew by the next call. */
  #client(protocol: 'grpc' | 'http'): Promise<DaprClient> {
    const present = this.#clients.get(protocol)
    if (present) return present
    const made = this.#start(protocol)
    this.#clients.set(protocol, made)
    made.catch(() => this.#clients.delete(protocol))
    return made
  }

  async #start(protocol: 'grpc' | 'http'): Promise<DaprClient> {
    await this.sidecar.metadata()
    const dapr = await import('@dapr/dapr')
    const { host = '127.0.0.1', httpPort, grpcPort, apiToken } = this.address
    const client = new dapr.DaprClient({
      daprHost: host,
      daprPort: String(protocol === 'grpc' ? grpcPort : httpPort),
      daprApiToken: apiToken,
      communicationProtocol: dapr.CommunicationProtocolEnum[protocol === 'grpc' ? 'GRPC' : 'HTTP'],
      logger: { level: dapr.LogLevel.Error },
    })
    await client.start()
    return client
  }
}

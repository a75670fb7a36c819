import { PassingFailure } from '#app/platform/ports/passing_failure'
import type { Secrets } from '#app/platform/ports/secrets'
import type { OfficialClient } from './official_client.js'

/** Kubernetes says so in an internal error; the environment answers an empty secret instead. */
const NOT_FOUND = /not found$/

/** Dapr's secrets. Of a Kubernetes Secret the first entry counts: one value to a name. */
export class DaprSecrets implements Secrets {
  constructor(
    private readonly client: OfficialClient,
    /** Name of the component. */
    private readonly store: string
  ) {}

  async get(name: string): Promise<string | undefined> {
    try {
      const found = await this.client.call('grpc', ({ secret }) => secret.get(this.store, name))
      return String(Object.values(found)[0] ?? '') || undefined
    } catch (error) {
      if (error instanceof PassingFailure && NOT_FOUND.test(error.message)) return undefined
      throw error
    }
  }
}

import type { DaprClient } from '@dapr/dapr'
import { PassingFailure } from '#app/platform/ports/passing_failure'
import type { StateEntry, StateStore } from '#app/platform/ports/state_store'
import { ABORTED, grpcCode } from './grpc_error.js'
import type { OfficialClient } from './official_client.js'

/** What stands under a key: the client writes a bare string without quotes, and would read "5" back as a number. */
interface Stored {
  value: unknown
}

/** Dapr's state. Keys are without `||`, which separates them from the name of the application. */
export class DaprStateStore implements StateStore {
  constructor(
    private readonly client: OfficialClient,
    /** Name of the component. */
    private readonly store: string
  ) {}

  /**
   * `getBulk`, because the client's `get` leaves the ETag out; and `get` where that finds nothing, because the client's
   * `getBulk` leaves errors out, and a database that is away would look like a key that is not there.
   */
  async get(key: string): Promise<StateEntry | undefined> {
    const found = await this.client.call('grpc', ({ state }) => state.getBulk(this.store, [key]))
    const { data, etag } = (found[0] ?? {}) as { data?: Stored | ''; etag?: string }
    if (data && etag) return { value: data.value, etag }
    const present = await this.client.call('grpc', ({ state }) => state.get(this.store, key))
    if (present !== '') throw new PassingFailure(`The state of ${key} came while it was read.`)
    return undefined
  }

  set(key: string, value: unknown, etag?: string) {
    const stored: Stored = { value }
    return this.#change((state) => state.save(this.store, [{ key, value: stored, etag }]))
  }

  delete(key: string, etag?: string) {
    return this.#change((state) => state.delete(this.store, key, etag ? { etag } : undefined))
  }

  async #change(change: (state: DaprClient['state']) => Promise<unknown>): Promise<boolean> {
    try {
      await this.client.call('grpc', ({ state }) => change(state))
      return true
    } catch (error) {
      if (grpcCode(error) === ABORTED) return false // the ETag is another one by now
      throw error
    }
  }
}

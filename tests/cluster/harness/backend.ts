import { Agent } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'

const HOST = '127.0.0.1'
const PROBE_INTERVAL_MS = 100
const PROBE_PATIENCE_MS = 1000

/** One process behind a balancer: whether it is ready, and the connections to it. */
export class Backend {
  ready = false
  #agent = new Agent({ keepAlive: true })
  #closed = false

  constructor(readonly port: number) {
    void this.#follow()
  }

  get agent(): Agent {
    return this.#agent
  }

  close() {
    this.#closed = true
    this.#agent.destroy()
  }

  async #follow() {
    while (!this.#closed) {
      const ready = await this.#probe()
      if (this.ready && !ready) this.#retireConnections()
      this.ready = ready
      await delay(PROBE_INTERVAL_MS, undefined, { ref: false })
    }
  }

  async #probe(): Promise<boolean> {
    try {
      const signal = AbortSignal.timeout(PROBE_PATIENCE_MS)
      const response = await fetch(`http://${HOST}:${this.port}/health/ready`, { signal })
      await response.body?.cancel()
      return response.ok
    } catch {
      return false
    }
  }

  /** Idle connections to one that is about to end would be the next requests' failures; busy ones end when they are done. */
  #retireConnections() {
    const retired = this.#agent
    this.#agent = new Agent({ keepAlive: true })
    retired.maxFreeSockets = 0
    for (const sockets of Object.values(retired.freeSockets)) {
      for (const socket of sockets ?? []) socket.destroy()
    }
  }
}

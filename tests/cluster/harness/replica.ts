import type { Application } from './application.js'
import type { Sidecar } from './sidecar.js'

/** A process of the product with its sidecar: what Kubernetes calls a pod. */
export class Replica {
  #coupled = false

  constructor(
    readonly name: string,
    readonly application: Application,
    readonly sidecar: Sidecar
  ) {}

  get processes() {
    return [this.application.process, this.sidecar.process]
  }

  /** From now on the end of one is the end of both, until `uncouple`. */
  couple() {
    this.#coupled = true
    void this.#follow(this.application, this.sidecar)
    void this.#follow(this.sidecar, this.application)
  }

  uncouple() {
    this.#coupled = false
  }

  /** Both at once, as when a machine is lost. */
  async kill(signal: NodeJS.Signals = 'SIGKILL') {
    const both = this.processes
    for (const one of both) one.kill(signal)
    await Promise.all(both.map((one) => one.exited))
  }

  /** In order, the sidecar first: it takes no more deliveries and lets the application finish those it has. */
  async stop() {
    this.uncouple()
    if (this.sidecar.process.running) await this.sidecar.process.stop()
    if (this.application.process.running) await this.application.process.stop()
  }

  /** Starts what does not run and waits until requests and deliveries come through. */
  async start() {
    const missing = this.processes.filter((one) => !one.running)
    await Promise.all(missing.map((one) => one.start()))
    await this.sidecar.delivering()
  }

  async restart() {
    await this.stop()
    await this.start()
  }

  async #follow(first: Application | Sidecar, second: Application | Sidecar) {
    await first.process.exited
    if (this.#coupled) second.process.kill('SIGKILL')
  }
}

import type { DirectConnection } from '#app/platform/direct_connection'

/**
 * Sends NOTIFY on a channel, one at a time: what is asked for while one is on its way is the next one. Outside of any
 * transaction, because a NOTIFY inside of them makes all commits of a database wait for each other.
 */
export class Signal {
  #connection: DirectConnection
  #channel: string
  #sending = false
  #again = false

  constructor(connection: DirectConnection, channel: string) {
    this.#connection = connection
    this.#channel = channel
  }

  /** Bound, to be handed on as a listener. A signal that gets lost costs its listener's poll. */
  readonly send = () => {
    if (this.#sending) this.#again = true
    else void this.#send()
  }

  async #send() {
    this.#sending = true
    do {
      this.#again = false
      await this.#connection.query(`NOTIFY ${this.#channel}`).catch(() => undefined)
    } while (this.#again)
    this.#sending = false
  }
}

import { tooManyRequests } from '#app/identity/throttle'

const RETRY_AFTER_SECONDS = 5

/**
 * Lets a few expensive pieces of work run at once and a few more wait; the rest is refused with 429. Without it a
 * burst of sign-ins would take the memory of the process and all threads that files and DNS need.
 */
export class PasswordGate {
  #running = 0
  readonly #waiting: (() => void)[] = []
  readonly #limits: { atOnce: number; waiting: number }

  constructor(limits: { atOnce: number; waiting: number }) {
    this.#limits = limits
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.#enter()
    try {
      return await work()
    } finally {
      this.#leave()
    }
  }

  async #enter() {
    if (this.#running < this.#limits.atOnce) {
      this.#running++
      return
    }
    if (this.#waiting.length >= this.#limits.waiting) {
      throw tooManyRequests(
        'Many people are signing in at this moment. Try again in a few seconds.',
        RETRY_AFTER_SECONDS
      )
    }
    await new Promise<void>((admitted) => this.#waiting.push(admitted))
  }

  /** The place goes to the one who waits longest, without being free in between. */
  #leave() {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#running--
  }
}

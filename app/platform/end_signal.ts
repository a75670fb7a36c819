/** Two signals within this time are one Ctrl-C: the terminal sends it to npm and to us, and npm hands it on. */
const SAME_SIGNAL_MS = 500

/** Hears that this process is to end: by a signal, or because the launcher that started it is gone. */
export class EndSignal {
  #ask = new AbortController()
  #hurry = new AbortController()
  #askedAtMs = 0

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => this.#heard())
    }
    process.once('disconnect', () => this.#heard())
    // Listening for the launcher's end must not keep this process from ending.
    process.channel?.unref()
  }

  /** Aborted when the process is to end. */
  get asked(): AbortSignal {
    return this.#ask.signal
  }

  /** Aborted when somebody asks again: nothing in hand is waited for any more. */
  get urgent(): AbortSignal {
    return this.#hurry.signal
  }

  #heard() {
    if (!this.asked.aborted) {
      this.#askedAtMs = performance.now()
      this.#ask.abort()
    } else if (performance.now() - this.#askedAtMs > SAME_SIGNAL_MS) {
      this.#hurry.abort()
    }
  }
}

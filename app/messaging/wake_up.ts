import { setTimeout as delay } from 'node:timers/promises'

/** Sleeps, whoever calls, until the time is up or the signal ends it. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return delay(Math.max(ms, 1), undefined, { signal }).catch(() => undefined)
}

/** Lets one loop sleep until somebody has something for it, or a time is up. A call that comes while it works counts. */
export class WakeUp {
  #asked = false
  #ring: (() => void) | undefined

  /** Bound, to be handed on as a listener. */
  readonly wake = () => {
    this.#asked = true
    this.#ring?.()
  }

  /** Returns at once when somebody called since the last time. */
  async wait(longestMs: number, signal: AbortSignal) {
    if (!this.#asked && !signal.aborted) {
      const up = new AbortController()
      const rung = new Promise<void>((resolve) => (this.#ring = resolve))
      const timer = delay(longestMs, undefined, { signal: AbortSignal.any([up.signal, signal]) })
      await Promise.race([rung, timer.catch(() => undefined)])
      up.abort()
      this.#ring = undefined
    }
    this.#asked = false
  }
}

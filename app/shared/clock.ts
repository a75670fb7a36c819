/** The one source of "now" in TypeScript. Tests replace it; SQL has its twin in `taskflow_now()`. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  nowMs(): number
}

const systemClock: Clock = { nowMs: () => Date.now() }
let current = systemClock

export const clock: Clock = { nowMs: () => current.nowMs() }

/** Replaces the clock (tests only); call without an argument to go back to the system's. */
export function useClock(replacement: Clock = systemClock) {
  current = replacement
}

import limiter from '@adonisjs/limiter/services/main'
import { errors } from '@adonisjs/limiter'
import { Problem } from '#app/shared/problem'

/** So many tries in so long a time. Counters live in PostgreSQL: every replica sees them. */
export interface Throttle {
  /** Prefix of the counter's key. */
  name: string
  tries: number
  seconds: number
}

/**
 * Counts one try and refuses with 429 when there were too many. It counts before the try is judged, so that a
 * thousand parallel guesses are not all let through by a counter that nobody has raised yet.
 */
export async function countTry(throttle: Throttle, who: string, message: string) {
  try {
    await limiterOf(throttle).consume(keyOf(throttle, who))
  } catch (error) {
    if (!(error instanceof errors.E_TOO_MANY_REQUESTS)) throw error
    throw tooManyRequests(message, error.response.availableIn)
  }
}

/** The try was a good one: it does not count. */
export async function giveBackTry(throttle: Throttle, who: string) {
  await limiterOf(throttle).decrement(keyOf(throttle, who))
}

/** Forgets every try, e.g. the wrong passwords of an account once the right one was given. */
export async function forgetTries(throttle: Throttle, who: string) {
  await limiterOf(throttle).delete(keyOf(throttle, who))
}

export function tooManyRequests(message: string, retryAfterSeconds: number) {
  return new Problem(429, 'too_many_requests', message, {
    headers: { 'retry-after': String(Math.max(1, retryAfterSeconds)) },
  })
}

function limiterOf({ tries, seconds }: Throttle) {
  return limiter.use({ requests: tries, duration: seconds })
}

function keyOf({ name }: Throttle, who: string) {
  return `${name}:${who}`
}

import { setTimeout as delay } from 'node:timers/promises'
import { phase } from './lifecycle.js'

/** Who asked within this time is about to ask again. */
const FOLLOWS_MS = 5000
/** A follower that does not ask again is waited for no longer. */
const PATIENCE_MS = 2000
/** What a balancer has sent before it heard the answer is still on its way. */
const ON_ITS_WAY_MS = 300

let lastAskedMs = -Infinity
const told = Promise.withResolvers<void>()

/** To be called for each answer about readiness. */
export function readinessTold() {
  lastAskedMs = performance.now()
  if (phase() === 'draining') told.resolve()
}

/**
 * A balancer that follows `/health/ready` must hear that this process ends before its port closes, or it sends
 * requests to nobody. Without one there is nothing to wait for.
 */
export async function followersKnow(hurry: AbortSignal) {
  if (performance.now() - lastAskedMs > FOLLOWS_MS) return
  const options = { signal: hurry, ref: false }
  const heard = told.promise.then(() => delay(ON_ITS_WAY_MS, undefined, options))
  await Promise.race([heard, delay(PATIENCE_MS, undefined, options)]).catch(() => undefined)
}

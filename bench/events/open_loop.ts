import { setTimeout as delay } from 'node:timers/promises'

export interface Paced {
  /** How many were really made. */
  perSecond: number
  /** Milliseconds from when each was due, so that a late start counts, too. */
  latencies: number[]
}

/** Begins an operation at each tick of an even pace, whether or not those before are done. Throws when one fails. */
export async function paced(
  perSecond: number,
  seconds: number,
  operation: (tick: number) => Promise<unknown>
): Promise<Paced> {
  const started = performance.now()
  const operations: Promise<number>[] = []
  for (let tick = 0; tick < perSecond * seconds; tick++) {
    const due = started + (tick * 1000) / perSecond
    const early = due - performance.now()
    if (early > 0) await delay(early)
    const done = operation(tick).then(() => performance.now() - due)
    done.catch(() => undefined) // thrown below, when all have begun
    operations.push(done)
  }
  const latencies = await Promise.all(operations)
  const elapsedMs = Math.max(performance.now() - started, seconds * 1000)
  return { perSecond: (operations.length * 1000) / elapsedMs, latencies }
}

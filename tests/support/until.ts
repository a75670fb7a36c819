import { setTimeout as delay } from 'node:timers/promises'

const POLL_MS = 20

/** Waits for a condition and answers what it answers; fails with `what` when it takes longer than `seconds`. */
export async function until<T>(
  what: string,
  condition: () => T | Promise<T>,
  seconds = 30
): Promise<NonNullable<T>> {
  const deadline = performance.now() + seconds * 1000
  for (;;) {
    const answer = await condition()
    if (answer) return answer
    if (performance.now() > deadline) throw new Error(`Waited ${seconds} s in vain: ${what}`)
    await delay(POLL_MS)
  }
}

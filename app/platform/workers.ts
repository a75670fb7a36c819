import type { HealthCheck } from './health.js'
import type { RunningWorker, Worker } from './worker.js'

const mounted = new Map<string, Worker>()
const running = new Map<string, RunningWorker>()

/** Makes the workers part of this process; one that two of its roles name runs once. */
export function mountWorkers(workers: readonly Worker[]) {
  for (const worker of workers) mounted.set(worker.name, worker)
}

/** Starts what is mounted, in that order. */
export async function startWorkers() {
  for (const worker of mounted.values()) running.set(worker.name, await worker.start())
}

/** All at once: none of them may hold up another one's last words. */
export async function stopWorkers() {
  const stopping = [...running.values()].map((worker) => worker.stop())
  running.clear()
  await Promise.allSettled(stopping)
}

/** How those that run are. */
export function workersHealth(): Record<string, HealthCheck> {
  return Object.fromEntries(
    [...running].map(([name, worker]) => [name, worker.health?.() ?? { ok: true }])
  )
}

import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { type Lease, LeaseKeeper } from '#app/messaging/lease'
import { processConnection } from '#app/messaging/process_connection'
import type { RunningWorker } from '#app/platform/worker'

/** Tells processes apart, also those that come back under a number that another one had. */
const HOLDER = `${hostname()} ${process.pid} ${randomUUID()}`

/** Runs `work` in one process at a time; what it answers is how long to rest before it asks for the lease again, in ms. */
export function underLease(
  name: string,
  work: (lease: Lease) => Promise<number | void>
): RunningWorker {
  const keeper = new LeaseKeeper(processConnection(), { name, holder: HOLDER, work })
  keeper.start()
  return { stop: () => keeper.stop(), health: processHealth }
}

export function processHealth() {
  const { failure } = processConnection()
  return failure ? { ok: false, message: `no connection for leases: ${failure}` } : { ok: true }
}

import logger from '@adonisjs/core/services/logger'
import { type Lease, LeaseLost } from '#app/messaging/lease'
import { pause } from '#app/messaging/wake_up'
import { repairSeries, sweepPending } from '#app/tasks/occurrences/series_sweep'

const SWEEP_EVERY_MS = 5000
const REPAIR_EVERY_MS = 60 * 60 * 1000

/** Sweeps every few seconds, and repairs when it begins and once an hour, until the lease ends. */
export async function seriesSweepWork(lease: Lease) {
  let repairAtMs = performance.now()
  while (!lease.signal.aborted) {
    try {
      await sweepPending(lease)
      if (performance.now() >= repairAtMs) {
        await repairSeries(lease)
        repairAtMs = performance.now() + REPAIR_EVERY_MS
      }
    } catch (error) {
      if (error instanceof LeaseLost) return
      logger.warn({ err: error }, 'the sweep of series failed and will be tried again')
    }
    await pause(SWEEP_EVERY_MS, lease.signal)
  }
}

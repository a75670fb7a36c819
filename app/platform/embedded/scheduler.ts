import type { Scheduler } from '../ports/scheduler.js'

/**
 * Nothing to do: a job is only a wake-up for a row, and the sweep over these rows sleeps until the next one is due. It is
 * exact by itself, and works over restarts and between processes, as everything that it knows is in the rows.
 */
export class EmbeddedScheduler implements Scheduler {
  async schedule() {}
  async cancel() {}
}

import { backoffMs } from '#app/messaging/backoff'
import { HELD_LEASE, leaseValues, type Lease } from '#app/messaging/lease'
import { pause, type WakeUp } from '#app/messaging/wake_up'
import type { DirectConnection } from '#app/platform/direct_connection'
import type { Scheduler } from '#app/platform/ports/scheduler'

const AT_ONCE = 20 // what a scheduler takes side by side without getting slower
const POLL_MS = 1000
const BACKOFF = { firstMs: 1000, mostMs: 3000 }

interface JobEffect {
  id: string
  name: string
  due_at: string | null
  data: Record<string, unknown> | null
}

export interface JobLaneOptions {
  connection: DirectConnection
  scheduler: Scheduler
  wakeUp: WakeUp
  /** Told once of a trouble, and once that it is over. */
  trouble: (error: string | undefined) => void
}

/**
 * Tells the scheduler what committed changes ask for. A lane of its own beside the relay: a scheduler that is away holds
 * back no event. Of several wishes for one job the last one counts.
 */
export class JobLane {
  #options: JobLaneOptions
  #failures = 0

  constructor(options: JobLaneOptions) {
    this.#options = options
  }

  /** Until the lease ends. */
  async run(lease: Lease) {
    while (lease.lasts() && !lease.signal.aborted) {
      try {
        const told = await this.#turn(lease)
        if (this.#failures > 0) this.#options.trouble(undefined)
        this.#failures = 0
        if (told < AT_ONCE) await this.#options.wakeUp.wait(POLL_MS, lease.signal)
      } catch (error) {
        this.#failures += 1
        if (this.#failures === 1) this.#options.trouble(String(error))
        await pause(backoffMs(BACKOFF, this.#failures), lease.signal)
      }
    }
  }

  /** Answers how many were told. */
  async #turn(lease: Lease): Promise<number> {
    const effects = await this.#options.connection.query<JobEffect>(
      `SELECT * FROM (
         SELECT DISTINCT ON (name) id, name, data, to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS due_at
         FROM (SELECT * FROM job_effects ORDER BY id LIMIT 1000) AS oldest ORDER BY name, id DESC) AS last
       ORDER BY id LIMIT ${AT_ONCE}`
    )
    const outcomes = await Promise.allSettled(effects.map((effect) => this.#tell(effect, lease)))
    const failed = outcomes.find((outcome) => outcome.status === 'rejected')
    if (failed) throw failed.reason
    return effects.length
  }

  async #tell({ id, name, due_at: dueAt, data }: JobEffect, lease: Lease) {
    const { scheduler, connection } = this.#options
    if (dueAt === null) await scheduler.cancel(name)
    else await scheduler.schedule({ name, dueAt, data: data ?? {} })
    await connection.query(
      `WITH lease AS MATERIALIZED (${HELD_LEASE})
       DELETE FROM job_effects WHERE name = $4 AND id <= $5 AND EXISTS (SELECT FROM lease)`,
      [...leaseValues(lease), name, id]
    )
  }
}

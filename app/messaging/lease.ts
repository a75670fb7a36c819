import logger from '@adonisjs/core/services/logger'
import { setTimeout as delay } from 'node:timers/promises'
import type { DirectConnection } from '#app/platform/direct_connection'
import { LIMITED, LIMITS } from '#app/messaging/transaction_limits'
import { pause } from '#app/messaging/wake_up'
import { rows, type Trx } from '#app/shared/database'

export const LEASE_SECONDS = 3 // renewed each second; handlers are bounded to 2
const EXPIRY = `clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})`
const RENEW_MS = 1000
/** How often others look whether the part is free: with the lease's time, less than 5 s to a takeover. */
const TRY_MS = 500
/** The holder believes in it for less time than the database does. */
const LASTS_MS = LEASE_SECONDS * 1000 - 250

/** What the holder of a lease shows to the database with each thing that it does. */
export interface Lease {
  name: string
  holder: string
  /** Grows by one with each holder: a former one no longer fits. */
  epoch: string
  /** Aborted when the lease is lost, or is to be given back. */
  signal: AbortSignal
  /** Whether it still lasts by the holder's own clock: asked before what cannot be fenced. */
  lasts(): boolean
}

export class LeaseLost extends Error {
  constructor(name: string) {
    super(`The lease ${name} went to another process`)
  }
}

/** The lease's row, locked against a takeover until the statement's transaction ends; for `$1`, `$2` and `$3`. */
export const HELD_LEASE =
  'SELECT FROM leases WHERE name = $1 AND holder = $2 AND epoch = $3 FOR KEY SHARE'

export function leaseValues(lease: Lease): [string, string, string] {
  return [lease.name, lease.holder, lease.epoch]
}

/**
 * To be called first in a transaction that only the holder may commit: nobody takes over before it has ended, and it
 * is ended by force when its process stops in its middle.
 *
 * @throws LeaseLost when another process has taken over
 */
export async function fence(trx: Trx, { name, holder, epoch }: Lease) {
  const [held] = await rows(
    trx,
    `SELECT ${LIMITED} FROM leases WHERE name = :name AND holder = :holder AND epoch = :epoch FOR KEY SHARE`,
    { name, holder, epoch, ...LIMITS }
  )
  if (!held) throw new LeaseLost(name)
}

/**
 * Plays a part in this process while no other does: asks for the lease until it is free, runs `work` under it, and
 * asks again when it was lost, or, after the milliseconds that `work` answers, when it was given back. Time is
 * PostgreSQL's `clock_timestamp()`, and for the holder a clock that only goes forward.
 */
export class LeaseKeeper {
  #connection: DirectConnection
  #name: string
  #holder: string
  #work: (lease: Lease) => Promise<number | void>
  #stopping = new AbortController()
  #running: Promise<void> | undefined
  #held = false

  constructor(
    connection: DirectConnection,
    part: { name: string; holder: string; work: (lease: Lease) => Promise<number | void> }
  ) {
    this.#connection = connection
    this.#name = part.name
    this.#holder = part.holder
    this.#work = part.work
  }

  get isHeld(): boolean {
    return this.#held
  }

  start() {
    this.#running = this.#run()
  }

  /** Lets `work` finish what is in hand and gives the lease back. */
  async stop() {
    this.#stopping.abort()
    await this.#running
  }

  async #run() {
    const stopping = this.#stopping.signal
    while (!stopping.aborted) {
      const epoch = await this.#take().catch(() => undefined)
      if (epoch === undefined) await pause(TRY_MS, stopping)
      else await this.#hold(epoch)
    }
  }

  async #hold(epoch: string) {
    const ended = new AbortController()
    const lasting = { until: performance.now() + LASTS_MS }
    const lease: Lease = {
      name: this.#name,
      holder: this.#holder,
      epoch,
      signal: AbortSignal.any([ended.signal, this.#stopping.signal]),
      lasts: () => !ended.signal.aborted && performance.now() < lasting.until,
    }
    this.#held = true
    const renewing = this.#renew(lease, lasting, ended)
    let restMs = 0
    try {
      restMs = (await this.#work(lease)) ?? 0
    } catch (error) {
      logger.error({ lease: this.#name, err: error }, 'a part ended early and begins again')
      await pause(TRY_MS, this.#stopping.signal)
    } finally {
      this.#held = false
      ended.abort()
      await renewing
      await this.#giveBack(lease).catch(() => undefined)
    }
    if (restMs > 0) await pause(restMs, this.#stopping.signal)
  }

  /** Never waits: the row is skipped while a transaction of its former holder has it. */
  async #take(): Promise<string | undefined> {
    const [taken] = await this.#connection.query<{ epoch: string }>(
      `WITH free AS (
         SELECT name FROM leases WHERE name = $1 AND (expires_at <= clock_timestamp()
             OR expires_at > clock_timestamp() + interval '1 minute') -- the clock went back: no lease is that long
           FOR UPDATE SKIP LOCKED),
       taken AS (
         UPDATE leases l SET holder = $2, epoch = l.epoch + 1, expires_at = ${EXPIRY} FROM free
         WHERE l.name = free.name RETURNING l.epoch),
       made AS (
         INSERT INTO leases (name, holder, epoch, expires_at) SELECT $1, $2, 1, ${EXPIRY}
         WHERE NOT EXISTS (SELECT FROM leases WHERE name = $1) ON CONFLICT DO NOTHING RETURNING epoch)
       SELECT epoch FROM taken UNION ALL SELECT epoch FROM made`,
      [this.#name, this.#holder]
    )
    return taken?.epoch
  }

  /** Until the lease is given back, or lost: taken over, or not renewed for as long as it lasts. */
  async #renew(lease: Lease, lasting: { until: number }, ended: AbortController) {
    while (!ended.signal.aborted) {
      await pause(RENEW_MS, ended.signal)
      const asked = performance.now()
      const overdue = delay(Math.max(lasting.until - asked, 0), undefined, { ref: false })
      const renewed = await Promise.race([
        this.#extend(lease).catch(() => undefined),
        overdue.then(() => undefined),
      ])
      if (renewed) lasting.until = asked + LASTS_MS
      else if (renewed === false || performance.now() >= lasting.until) {
        if (!ended.signal.aborted) {
          this.#lost(lease, renewed === false ? 'taken over' : 'not renewed')
        }
        ended.abort()
      }
    }
  }

  #lost({ name, epoch }: Lease, why: string) {
    logger.warn({ lease: name, epoch, why }, 'a lease was lost')
  }

  /** False when it is somebody else's by now. */
  async #extend(lease: Lease): Promise<boolean> {
    const renewed = await this.#connection.query(
      `UPDATE leases SET expires_at = ${EXPIRY}
       WHERE name = $1 AND holder = $2 AND epoch = $3 RETURNING 1 AS renewed`,
      leaseValues(lease)
    )
    return renewed.length > 0
  }

  async #giveBack(lease: Lease) {
    await this.#connection.query(
      `UPDATE leases SET expires_at = clock_timestamp() WHERE name = $1 AND holder = $2 AND epoch = $3`,
      leaseValues(lease)
    )
  }
}

import { setTimeout as delay } from 'node:timers/promises'
import type { Postgres } from '#tests/cluster/harness/postgres'
import { until } from '#tests/support/until'

const HOLDER = 'benchmark'
const LEASE_SECONDS = 3 // as a process would have it (app/messaging/lease.ts)
const RENEW_MS = 500
const EXPIRY = `clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})`

/** The relay's lease in the hands of the benchmark, which does nothing with it: nothing is numbered or published. */
export class RelayHold {
  #released = new AbortController()
  #renewing: Promise<void>

  private constructor(private readonly postgres: Postgres) {
    this.#renewing = this.#renew()
    this.#renewing.catch(() => undefined) // thrown by release()
  }

  /** Takes it from whoever leads, who notices within a second. */
  static async take(postgres: Postgres): Promise<RelayHold> {
    await postgres.query(
      `INSERT INTO leases AS l (name, holder, epoch, expires_at) VALUES ('relay', $1, 1, ${EXPIRY})
       ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, epoch = l.epoch + 1, expires_at = excluded.expires_at`,
      [HOLDER]
    )
    return new RelayHold(postgres)
  }

  /**
   * Answers, by the database's clock, when a process has taken it (later by 20 ms at most).
   *
   * @throws when one took it before: what was measured meanwhile was not without a relay
   */
  async release(): Promise<string> {
    this.#released.abort()
    await this.#renewing
    await this.#setExpiry('clock_timestamp()')
    return until('a process leads the relay', () => this.#takenAt())
  }

  async #renew() {
    const { signal } = this.#released
    while (!signal.aborted) {
      await this.#setExpiry(EXPIRY)
      await delay(RENEW_MS, undefined, { signal }).catch(() => undefined)
    }
  }

  async #setExpiry(moment: string) {
    const mine = await this.postgres.query(
      `UPDATE leases SET expires_at = ${moment} WHERE name = 'relay' AND holder = $1 RETURNING 1`,
      [HOLDER]
    )
    if (mine.length === 0) throw new Error('A process took the relay from the benchmark')
  }

  async #takenAt(): Promise<string | undefined> {
    const [lease] = await this.postgres.query<{ now: string }>(
      `SELECT clock_timestamp()::text AS now FROM leases WHERE name = 'relay' AND holder <> $1`,
      [HOLDER]
    )
    return lease?.now
  }
}

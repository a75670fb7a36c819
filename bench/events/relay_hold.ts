import { until } from '#tests/support/until'
import type { Postgres } from '#tests/cluster/harness/postgres'

const HOLDER = 'benchmark'

/** Keeps the relay from everybody, as another process that leads would: nothing is numbered or published. */
export async function holdRelay(postgres: Postgres) {
  await postgres.query(
    `INSERT INTO leases AS l (name, holder, epoch, expires_at) VALUES ('relay', $1, 1, clock_timestamp() + interval '1 hour')
     ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, epoch = l.epoch + 1, expires_at = excluded.expires_at`,
    [HOLDER]
  )
}

/** Gives it up; answers, by the database's clock, when a process has taken it (later by 20 ms at most). */
export async function releaseRelay(postgres: Postgres): Promise<string> {
  await postgres.query(
    `UPDATE leases SET expires_at = clock_timestamp() WHERE name = 'relay' AND holder = $1`,
    [HOLDER]
  )
  const taken = async () => {
    const [lease] = await postgres.query<{ now: string }>(
      `SELECT clock_timestamp()::text AS now FROM leases WHERE name = 'relay' AND holder <> $1`,
      [HOLDER]
    )
    return lease?.now
  }
  return until('a process leads the relay', taken)
}

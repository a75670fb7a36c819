import { outboxState } from '#app/messaging/status_queries'
import { type Client, rows } from '#app/shared/database'

const TOP_USERS = 5

/** Who plays a part that is played once. */
export interface LeaseState {
  name: string
  /** Host, process id and a number of its own. */
  holder: string
  epoch: string
  /** Below 0: it ended so long ago and nobody took it over. */
  seconds_left: number
}

export interface WaitingUser {
  user_id: string
  waiting: number
  oldest_seconds: number
}

export interface OutboxStatus {
  /** Committed and not yet published: the next two together. */
  pending: number
  unnumbered: number
  unpublished: number
  oldest_seconds: number
  /** The last that was given. */
  position: number
  /** Wishes to the scheduler that it was not told yet. */
  jobs: number
  leader: LeaseState | null
  users: WaitingUser[]
}

export async function outboxStatus(client: Client): Promise<OutboxStatus> {
  const { pending, oldestPendingSeconds, position } = await outboxState(client)
  const [counts] = await rows<{ unnumbered: number; unpublished: number; jobs: number }>(
    client,
    `SELECT (SELECT count(*)::int FROM events WHERE position IS NULL) AS unnumbered,
       (SELECT count(*)::int FROM events WHERE position IS NOT NULL AND published_at IS NULL) AS unpublished,
       (SELECT count(*)::int FROM job_effects) AS jobs`
  )
  const [leader] = await leases(client, ['relay'])
  return {
    pending,
    oldest_seconds: oldestPendingSeconds,
    position,
    ...(counts ?? { unnumbered: 0, unpublished: 0, jobs: 0 }),
    leader: leader ?? null,
    users: await usersWaiting(client),
  }
}

export async function leases(client: Client, names: readonly string[]): Promise<LeaseState[]> {
  return rows<LeaseState>(
    client,
    `SELECT name, holder, epoch::text AS epoch, extract(epoch FROM expires_at - clock_timestamp())::float AS seconds_left
     FROM leases WHERE name = ANY(:names) ORDER BY name`,
    { names }
  )
}

/** Host and process of a holder, while it holds. */
export function holderOf(lease: LeaseState | undefined | null): string | undefined {
  if (!lease || lease.seconds_left <= 0) return undefined
  const [host, pid] = lease.holder.split(' ')
  return pid ? `process ${pid} on ${host}` : lease.holder
}

/** Whose events wait most. (indexes: events_unnumbered, events_unpublished) */
async function usersWaiting(client: Client): Promise<WaitingUser[]> {
  return rows<WaitingUser>(
    client,
    `SELECT user_id, count(*)::int AS waiting,
       greatest(0, extract(epoch FROM clock_timestamp() - min(committed_at)))::float AS oldest_seconds
     FROM (SELECT user_id, committed_at FROM events WHERE position IS NULL
           UNION ALL SELECT user_id, committed_at FROM events WHERE position IS NOT NULL AND published_at IS NULL) AS e
     GROUP BY user_id ORDER BY waiting DESC, user_id LIMIT ${TOP_USERS}`
  )
}

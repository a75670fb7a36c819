import { type Client, rows } from '#app/shared/database'

export interface OutboxState {
  /** Committed and not yet published. */
  pending: number
  oldestPendingSeconds: number
  /** The last position that was given. */
  position: number
}

/** How far the relay is. (indexes: events_unnumbered, events_unpublished) */
export async function outboxState(client: Client): Promise<OutboxState> {
  const [state] = await rows<{ pending: number; oldest: number; position: number }>(
    client,
    `SELECT count(*)::int AS pending,
       coalesce(extract(epoch FROM clock_timestamp() - min(committed_at)), 0)::float AS oldest,
       coalesce((SELECT last FROM event_positions), 0)::float AS position
     FROM (SELECT committed_at FROM events WHERE position IS NULL
           UNION ALL SELECT committed_at FROM events WHERE position IS NOT NULL AND published_at IS NULL) AS waiting`
  )
  return {
    pending: state?.pending ?? 0,
    oldestPendingSeconds: Math.max(0, state?.oldest ?? 0),
    position: state?.position ?? 0,
  }
}

/** The position that a client can go on from: every event up to it is committed, and so in what is read next. */
export async function currentPosition(client: Client): Promise<number> {
  const [found] = await rows<{ last: string }>(client, 'SELECT last FROM event_positions')
  return Number(found?.last ?? 0)
}

export interface ConsumerLag {
  consumer: string
  /** The last position that it has handled. */
  position: number
  lag: number
}

/** Of the consumers that follow the events by position. */
export async function consumerLags(client: Client): Promise<ConsumerLag[]> {
  return rows<ConsumerLag>(
    client,
    `SELECT consumer, position::float AS position,
       greatest(0, coalesce((SELECT last FROM event_positions), 0) - position)::float AS lag
     FROM consumer_cursors ORDER BY consumer`
  )
}

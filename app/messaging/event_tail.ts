import type { EventEnvelope } from '#app/messaging/event'
import { EVENT_COLUMNS, envelopeFromRow, type EventRow } from '#app/messaging/event_row'
import { isPassing } from '#app/messaging/failure_kind'
import { directConnection, NUMBERED } from '#app/messaging/process_connection'
import { currentPosition } from '#app/messaging/status_queries'
import { pause, WakeUp } from '#app/messaging/wake_up'
import { database, rows } from '#app/shared/database'

const PAGE_EVENTS = 500
const POLL_MS = 1000
const QUERY_TIMEOUT_MS = 2000

/** Which events are shown. */
export interface TailFilter {
  userId?: string | undefined
  type?: string | undefined
}

/** Numbered events after a position up to another one, in order. (index: events_position_key) */
export async function* eventsBetween(
  after: number,
  upTo: number,
  filter: TailFilter
): AsyncGenerator<EventEnvelope> {
  for (let from = after; ;) {
    const page = await rows<EventRow>(
      database(),
      `SELECT ${EVENT_COLUMNS} FROM events e WHERE e.position > :from AND e.position <= :upTo AND ${MATCHES}
       ORDER BY e.position LIMIT :most`,
      { from, upTo, most: PAGE_EVENTS, ...bound(filter) }
    )
    yield* page.map(envelopeFromRow)
    if (page.length < PAGE_EVENTS) return
    from = Number(page.at(-1)?.position)
  }
}

/** The position before the newest events that match. */
export async function positionBeforeLast(count: number, filter: TailFilter): Promise<number> {
  const [found] = await rows<{ first: number | null }>(
    database(),
    `SELECT min(position)::float AS first FROM (
       SELECT e.position FROM events e WHERE e.position IS NOT NULL AND ${MATCHES}
       ORDER BY e.position DESC LIMIT :count) AS newest`,
    { count, ...bound(filter) }
  )
  return found?.first ? found.first - 1 : await currentPosition(database())
}

/**
 * Hands on every numbered event after a position, and then each one as it comes, until the signal ends it. While the
 * database is away it waits.
 */
export async function followEvents(
  { after, filter, signal }: { after: number; filter: TailFilter; signal: AbortSignal },
  show: (event: EventEnvelope) => void
) {
  const connection = directConnection('events:tail', QUERY_TIMEOUT_MS)
  const wakeUp = new WakeUp()
  await connection.listen(NUMBERED, wakeUp.wake)
  let shown = after
  while (!signal.aborted) {
    try {
      // Read before the events: those up to it are all there, and what comes meanwhile is for the next turn.
      const upTo = await currentPosition(database())
      for await (const event of eventsBetween(shown, upTo, filter)) {
        if (signal.aborted) break
        show(event)
        shown = event.position
      }
      shown = Math.max(shown, upTo)
      await wakeUp.wait(POLL_MS, signal)
    } catch (error) {
      if (!isPassing(error)) throw error
      await pause(POLL_MS, signal)
    }
  }
  await connection.close()
}

const MATCHES = `(:userId::uuid IS NULL OR e.user_id = :userId) AND (:type::text IS NULL OR e.event_type = :type)`

function bound({ userId, type }: TailFilter) {
  return { userId: userId ?? null, type: type ?? null }
}

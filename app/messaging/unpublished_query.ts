import { EVENT_COLUMNS, type EventRow } from '#app/messaging/event_row'
import type { DirectConnection } from '#app/platform/direct_connection'

/** Users whose events are taken at once, and how many of each: nobody waits for another's ten thousand. */
const KEYS = 100
const PER_KEY = 10

const FIRST = '00000000-0000-0000-0000-000000000000'

/**
 * Numbered events that wait to be published: of up to a hundred users the next ten each, in order. Users take turns: each
 * call begins after the last user of the one before. (index: events_unpublished, jumped through from user to user)
 */
export class UnpublishedQuery {
  #connection: DirectConnection
  #after = FIRST

  constructor(connection: DirectConnection) {
    this.#connection = connection
  }

  /**
   * @param held users whose events wait for another reason
   * @returns `complete` when nothing else waits
   */
  async next(held: readonly string[]): Promise<{ events: EventRow[]; complete: boolean }> {
    const fromFirst = this.#after === FIRST
    const events = await this.#read(held)
    const users = Map.groupBy(events, (event) => event.user_id)
    const atEnd = users.size < KEYS
    this.#after = atEnd ? FIRST : (events.at(-1)?.user_id ?? FIRST)
    const whole = [...users.values()].every((each) => each.length < PER_KEY)
    return { events, complete: fromFirst && atEnd && whole }
  }

  #read(held: readonly string[]): Promise<EventRow[]> {
    return this.#connection.query<EventRow>(UNPUBLISHED, [this.#after, held, KEYS, PER_KEY])
  }
}

const NEXT_KEY = (after: string) => `
  SELECT user_id FROM events
  WHERE position IS NOT NULL AND published_at IS NULL AND user_id > ${after} AND user_id <> ALL($2::uuid[])
  ORDER BY user_id LIMIT 1`

const UNPUBLISHED = `
  WITH RECURSIVE keys AS (
    (SELECT user_id, 1 AS n FROM (${NEXT_KEY('$1::uuid')}) AS first)
    UNION ALL
    SELECT next.user_id, n + 1 FROM keys CROSS JOIN LATERAL (${NEXT_KEY('keys.user_id')}) AS next WHERE n < $3)
  SELECT ${EVENT_COLUMNS} FROM keys CROSS JOIN LATERAL (
    SELECT * FROM events e
    WHERE e.user_id = keys.user_id AND e.position IS NOT NULL AND e.published_at IS NULL
    ORDER BY e.position LIMIT $4) AS e
  ORDER BY e.user_id, e.position`

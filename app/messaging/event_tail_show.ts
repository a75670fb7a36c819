import { isOf } from '#app/messaging/consume'
import type { Consumer } from '#app/messaging/consumer'
import { TRIES } from '#app/messaging/dead_letters'
import type { EventEnvelope } from '#app/messaging/event'
import { EVENT_COLUMNS, envelopeFromRow, type EventRow } from '#app/messaging/event_row'
import { type Client, rows } from '#app/shared/database'
import { firstLine } from '#app/shared/text_table'

/** An event and how far it has come. Instants are RFC 3339, UTC; null while it has not happened. */
export interface EventState {
  /** Without its numbers (0) until the relay has given them. */
  event: EventEnvelope
  committed_at: string
  numbered: boolean
  published_at: string | null
}

const INSTANT = (column: string) =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** By event id or by position. (indexes: events_event_id_key, events_position_key) */
export async function findEvent(client: Client, key: string): Promise<EventState | undefined> {
  const column = /^\d+$/.test(key) ? 'e.position = :key::bigint' : 'e.event_id = :key::uuid'
  const [row] = await rows<EventRow & { committed: string; published: string | null }>(
    client,
    `SELECT ${EVENT_COLUMNS}, ${INSTANT('e.committed_at')} AS committed, ${INSTANT('e.published_at')} AS published
     FROM events e WHERE ${column}`,
    { key }
  )
  if (!row) return undefined
  const { committed, published, ...event } = row
  return {
    event: envelopeFromRow(event),
    committed_at: committed,
    numbered: row.position !== null,
    published_at: published,
  }
}

/** What a consumer has done with an event so far. */
export interface Handled {
  consumer: string
  state: 'handled' | 'retrying' | 'dead_letter' | 'waiting'
  at: string | null
  error: string | null
  tries: number | null
  dead_letter: string | null
}

/** Of every consumer that the event is for, and of those that once had to do with it. */
export async function whatConsumersDid(
  client: Client,
  event: EventEnvelope,
  known: readonly Consumer[]
): Promise<Handled[]> {
  const found = await rows<Handled>(
    client,
    `SELECT DISTINCT ON (consumer) * FROM (
       SELECT consumer, 'handled' AS state, ${INSTANT('processed_at')} AS at, NULL AS error, NULL::int AS tries, NULL AS dead_letter, 1 AS rank
       FROM processed_events WHERE event_id = :id
       UNION ALL
       SELECT consumer, 'dead_letter', ${INSTANT('created_at')}, error, tries, id::text, 0 FROM dead_letters
       WHERE event_id = :id AND consumer IS NOT NULL
       UNION ALL
       SELECT consumer, 'retrying', ${INSTANT('failed_at')}, error, tries, NULL, 2 FROM event_failures WHERE event_id = :id
     ) AS did ORDER BY consumer, rank`,
    { id: event.event_id }
  )
  const names = new Set([
    ...known.filter((consumer) => isOf(consumer, event)).map(({ name }) => name),
    ...found.map(({ consumer }) => consumer),
  ])
  return [...names].map((name) => found.find((each) => each.consumer === name) ?? waiting(name))
}

export function handledAsText({ state, at, error, tries, dead_letter: letter }: Handled): string {
  if (state === 'handled') return `handled ${at}`
  if (state === 'waiting') return 'not handled yet'
  const why = firstLine(error ?? '', 60)
  if (state === 'retrying') return `failed ${tries} of ${TRIES} times, goes on: ${why}`
  return `given up ${at}: dead letter ${letter}`
}

function waiting(consumer: string): Handled {
  return { consumer, state: 'waiting', at: null, error: null, tries: null, dead_letter: null }
}

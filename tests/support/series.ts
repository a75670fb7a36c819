import { database, rows } from '#app/shared/database'
import { numberEvents } from '#app/messaging/number_events'
import type { EventEnvelope } from '#app/messaging/event'
import { SERIES_VERDICT, type SeriesVerdict } from '#tests/scenarios/series_checker'
import { type ApiUser, ok } from './api.js'
import { aCompletedTask } from './factories.js'
import { connectionOfTest, leaseOfTest, numberedEvents } from './messaging.js'
import { baseUrl, MACHINE_TOKEN } from './settings.js'

/** An occurrence as the API shows it, as far as who asks for the next one needs it. */
export interface Shown {
  id: string
  series_id: string
  occurrence_key: string
}

/** Closed, with the next one still to be made: nothing in the process of the tests follows the events. */
export function aClosedOccurrence(
  by: ApiUser,
  fields: Record<string, unknown> = {}
): Promise<Shown & Record<string, unknown>> {
  return aCompletedTask(by, { due_date: '2026-03-02', rrule: 'FREQ=DAILY', ...fields })
}

/** Of the event that last closed a task. */
export async function closingEventOf({ id }: { id: string }): Promise<string> {
  const [event] = await rows<{ event_id: string }>(
    database(),
    `SELECT event_id FROM events WHERE task_id = :id AND event_type IN ('task.completed', 'task.skipped')
     ORDER BY id DESC LIMIT 1`,
    { id }
  )
  return event!.event_id
}

/** The same as it travels. */
export async function closingEnvelope({ id }: { id: string }): Promise<EventEnvelope> {
  await numberEvents(connectionOfTest(), await leaseOfTest('relay'))
  const closing = await closingEventOf({ id })
  return (await numberedEvents()).find((event) => event.event_id === closing)!
}

/** Asks web for what follows, as the recurrer does. */
export async function askNext(
  { series_id: series, occurrence_key: key }: Pick<Shown, 'series_id' | 'occurrence_key'>,
  body: unknown,
  headers: Record<string, string> = { 'dapr-api-token': MACHINE_TOKEN }
) {
  const path = `/internal/series/${series}/occurrences/${encodeURIComponent(key)}/next`
  const response = await fetch(`${baseUrl}${path}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as any }
}

/** Of the occurrences of a series that the API tells of, closed, open and planned, when they are due. */
export async function datesOf(by: ApiUser, seriesId: string): Promise<string[]> {
  const { data } = await ok(by.get(`/series/${seriesId}/occurrences?limit=4`))
  return data.map(({ due_date: due }: { due_date: string }) => due)
}

export async function seriesVerdict(): Promise<SeriesVerdict> {
  const [judged] = await rows<SeriesVerdict>(database(), SERIES_VERDICT)
  return judged!
}

import { type EventRow, envelopeFromRow } from '#app/messaging/event_row'
import { shortenForUpdates } from '#app/messaging/task_update'
import type { BusRecord } from '#app/platform/ports/event_bus'

/** What an event of the outbox is for the broker: itself, and for a change of a task the small record for live pages. */
export function recordsOf(row: EventRow): BusRecord[] {
  const event = envelopeFromRow(row)
  const record = {
    id: event.event_id,
    type: event.event_type,
    key: event.user_id,
    traceparent: event.traceparent,
  }
  const records: BusRecord[] = [{ ...record, topic: row.topic, data: event }]
  if (row.updates_topic) {
    records.push({ ...record, topic: row.updates_topic, data: shortenForUpdates(event) })
  }
  return records
}

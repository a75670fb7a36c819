import { shortenForUpdates, topicOf, updatesTopicFor } from '#app/messaging/catalogue'
import type { EventEnvelope } from '#app/messaging/event'
import type { BusRecord } from '#app/platform/ports/event_bus'

/** What an event is for the broker: itself, and for a change of a task the small record for live pages. */
export function recordsOf(event: EventEnvelope): BusRecord[] {
  const record = {
    id: event.event_id,
    type: event.event_type,
    key: event.user_id,
    traceparent: event.traceparent,
  }
  const updates = updatesTopicFor(event.event_type)
  return [
    { ...record, topic: topicOf(event.event_type), data: event },
    ...(updates ? [{ ...record, topic: updates, data: shortenForUpdates(event) }] : []),
  ]
}

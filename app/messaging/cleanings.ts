import { INBOX_DAYS } from '#app/messaging/inbox'
import { RETENTION_DAYS } from '#app/messaging/topics'
import { settings } from '#app/platform/settings'
import { registerCleaning } from '#app/shared/cleaning'

/** An event stays for whoever has not read it, however old it is: a cursor, and in any case the audit trail. */
const READ_BY_CURSORS = `position <= coalesce((SELECT min(position) FROM consumer_cursors), 0)`
const AUDITED = `(EXISTS (SELECT FROM processed_events p WHERE p.consumer = 'auditor' AND p.event_id = events.event_id)
  OR EXISTS (SELECT FROM dead_letters d WHERE d.consumer = 'auditor' AND d.event_id = events.event_id))`

registerCleaning({
  what: 'events that everybody has read',
  table: 'events',
  where: [
    `published_at <= taskflow_now() - make_interval(days => ${RETENTION_DAYS})`,
    AUDITED,
    ...(settings().platform === 'embedded' ? [READ_BY_CURSORS] : []),
  ].join(' AND '),
})
registerCleaning({
  what: 'events that consumers remember having handled',
  table: 'processed_events',
  // One whose event is still there says that the event may go.
  where: `processed_at <= taskflow_now() - make_interval(days => ${INBOX_DAYS})
    AND NOT EXISTS (SELECT FROM events e WHERE e.event_id = processed_events.event_id)`,
})
registerCleaning({
  what: 'failures of events that were handled since',
  table: 'event_failures',
  where: `failed_at <= taskflow_now() - make_interval(days => ${INBOX_DAYS})`,
})

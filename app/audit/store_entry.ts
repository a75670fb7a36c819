import type { EventEnvelope } from '#app/messaging/event'
import { isKnownEvent } from '#app/messaging/parse_envelope'
import { rows, type Trx } from '#app/shared/database'

/**
 * Stores an event in the audit trail, once however often it comes: by its own id, so that not even a lost inbox doubles
 * an entry. What a newer release has recorded is stored as it is and flagged. After the deletion of the account only
 * that it happened is kept. (index: audit_entries_type)
 */
export async function storeEntry(trx: Trx, event: EventEnvelope) {
  await rows(
    trx,
    `INSERT INTO audit_entries (event_id, position, user_seq, user_id, task_id, event_type, schema_version,
       occurred_at, request_id, traceparent, understood, actor, data, erased_at)
     SELECT :eventId, :position, :userSeq, :userId, :taskId, :type, :version,
       :timestamp::timestamptz, :requestId, :traceparent, :understood,
       CASE WHEN account.gone THEN :actor::jsonb || '{"label": ""}' ELSE :actor::jsonb END,
       CASE WHEN account.gone THEN '{}' ELSE :data::jsonb END,
       CASE WHEN account.gone THEN clock_timestamp() END
     FROM (SELECT EXISTS (SELECT FROM audit_entries a
       WHERE a.user_id = :userId AND a.event_type = 'account.deleted') AS gone) AS account
     ON CONFLICT (event_id) DO NOTHING`,
    {
      eventId: event.event_id,
      position: event.position,
      userSeq: event.user_seq,
      userId: event.user_id,
      taskId: event.task_id,
      type: event.event_type,
      version: event.schema_version,
      timestamp: event.timestamp,
      requestId: event.request_id,
      traceparent: event.traceparent,
      understood: isKnownEvent(event),
      actor: JSON.stringify(event.actor),
      data: JSON.stringify(event.data),
    }
  )
}

import { EVENT_TYPES } from '#app/messaging/catalogue'
import { shortId } from '#app/messaging/dead_letter_admin_text'
import type { EventEnvelope } from '#app/messaging/event'

const TYPE_WIDTH = Math.max(...EVENT_TYPES.map((type) => type.length))
/** What a line with whole ids takes. */
const WIDE = 130

/** One line: position, time, type, user, task, channel. In a narrow terminal ids are shortened to their ends. */
export function eventAsLine(event: EventEnvelope, width = WIDE): string {
  const id = width >= WIDE ? wholeId : shortId
  return [
    String(event.position).padStart(8),
    `${event.timestamp.slice(0, 19)}Z`,
    event.event_type.padEnd(TYPE_WIDTH),
    id(event.user_id),
    id(event.task_id).padEnd(id(event.user_id).length),
    event.actor.via,
  ].join(' ')
}

function wholeId(id: string | null): string {
  return id ?? '–'
}

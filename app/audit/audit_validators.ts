import vine from '@vinejs/vine'
import { EVENT_TYPES, type EventType, topicOf } from '#app/messaging/catalogue'
import { paging } from '#app/shared/paging'
import { rules } from '#app/shared/vine_rules'

/** The types of events that the trail holds. */
export const AUDITED_TYPES = EVENT_TYPES.filter((type) => topicOf(type) === 'task-events')

export const listAuditQuery = vine.create({
  task: rules.uuid().optional().meta({ description: 'What happened to this task.' }),
  type: vine
    .array(vine.enum(AUDITED_TYPES))
    .maxLength(AUDITED_TYPES.length)
    .optional()
    .meta({ description: 'Any of these types of events.' }),
  since: rules
    .dateOrInstant()
    .optional()
    .meta({ description: 'What happened from this on; inclusive.' }),
  ...paging,
})

export interface AuditFilters {
  /** Id of a task. */
  task?: string
  type?: EventType[]
  /** A date is the start of that day in the profile's zone. */
  since?: string
}

export interface ListAuditInput extends AuditFilters {
  limit?: number
  cursor?: string
}

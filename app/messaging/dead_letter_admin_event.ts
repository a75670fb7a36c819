import { isOf } from '#app/messaging/consume'
import type { Consumer } from '#app/messaging/consumer'
import type { DeadLetter } from '#app/messaging/dead_letter_admin'
import type { EventEnvelope } from '#app/messaging/event'
import { INBOX_DAYS } from '#app/messaging/inbox'
import { type ParsedEnvelope, parseEnvelope } from '#app/messaging/parse_envelope'
import { clock } from '#app/shared/clock'

const DAY_MS = 24 * 60 * 60 * 1000

/** Whether a letter can be replayed: to whom, or why not. */
export type Readiness =
  | { ready: true; event: EventEnvelope; consumers: readonly Consumer[] }
  | { ready: false; reason: string }

/** @param known the consumers of every role */
export function readiness(letter: DeadLetter, known: readonly Consumer[]): Readiness {
  const read = eventOf(letter)
  if (read.kind === 'broken') return refused(`it is no event: ${lowerFirst(read.reason)}`)
  const { event } = read
  if (Date.parse(event.timestamp) < clock.nowMs() - INBOX_DAYS * DAY_MS) {
    return refused(
      `it happened more than ${INBOX_DAYS} days ago, and nobody remembers who handled it`
    )
  }
  const consumers = known.filter((each) => isAddressee(letter, each) && isOf(each, event))
  if (consumers.length > 0) return { ready: true, event, consumers }
  const who = letter.consumer ? `the consumer ${letter.consumer}` : 'any consumer'
  return refused(`${event.event_type} is not for ${who} of this release`)
}

/** The event of a letter, or of a record of the broker: with or without the CloudEvent around it. */
export function eventOf({ event, record }: DeadLetter): ParsedEnvelope {
  if (event) return parseEnvelope(event)
  const value = parsed(record)
  if (value === undefined) return { kind: 'broken', reason: 'It is no JSON.' }
  const inside = typeof value === 'object' && value !== null && 'data' in value && value.data
  return isEnvelope(value) || !inside ? parseEnvelope(value) : parseEnvelope(inside)
}

function isEnvelope(value: unknown) {
  return typeof value === 'object' && value !== null && 'event_id' in value
}

/** A record of the broker is for all who read the topic that it was given up on. */
function isAddressee({ consumer, topic }: DeadLetter, each: Consumer): boolean {
  return consumer === null ? topic === `${each.topic}.dead` : consumer === each.name
}

function parsed(record: Buffer | null): unknown {
  try {
    return JSON.parse(record?.toString() ?? '')
  } catch {
    return undefined
  }
}

function refused(reason: string): Readiness {
  return { ready: false, reason: `${reason}. dead-letters:discard drops it.` }
}

function lowerFirst(text: string) {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '')
}

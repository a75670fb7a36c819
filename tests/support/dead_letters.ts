import { randomUUID } from 'node:crypto'
import { consume } from '#app/messaging/consume'
import { type Consumer, defineConsumer, type Handling } from '#app/messaging/consumer'
import { TRIES } from '#app/messaging/dead_letters'
import type { EventEnvelope } from '#app/messaging/event'
import { numberEvents } from '#app/messaging/number_events'
import { database, rows } from '#app/shared/database'
import { connectionOfTest, leaseOfTest, numberedEvents, recordFor } from './messaging.js'

/** A consumer whose effect is a row of the database; `broken` says which events it cannot handle at the moment. */
export class ProbeConsumer {
  broken: (event: EventEnvelope) => boolean = () => false
  failure: Error = new Error('it does not fit\n    at the second line')
  /** Events that its handler saw, whatever became of them. */
  seen: string[] = []
  readonly consumer: Consumer

  constructor(name = 'probe') {
    this.consumer = defineConsumer({
      name,
      role: 'auditor',
      topic: 'task-events',
      handles: 'all',
      handler: (event, handling) => this.#handle(event, handling),
    })
  }

  /** Ids of the events whose effect is there. */
  async effects(): Promise<string[]> {
    const found = await rows<{ id: string }>(
      database(),
      `SELECT value->>'id' AS id FROM state_entries WHERE value->>'by' = :by`,
      { by: this.consumer.name }
    )
    return found.map(({ id }) => id)
  }

  async #handle(event: EventEnvelope, { trx }: Handling) {
    this.seen.push(event.event_id)
    await rows(
      trx,
      `INSERT INTO state_entries (key, value, etag) VALUES (:key, :value, uuidv7())`,
      {
        key: `${this.consumer.name} ${event.event_id}`,
        value: JSON.stringify({ by: this.consumer.name, id: event.event_id }),
      }
    )
    if (this.broken(event)) throw this.failure
  }
}

/** Events of users, numbered; one number of events for each user. */
export async function recordedEvents(...counts: number[]): Promise<EventEnvelope[]> {
  for (const count of counts) await recordFor(randomUUID(), count)
  await numberEvents(connectionOfTest(), await leaseOfTest('relay'))
  return numberedEvents()
}

/** Delivers events to a consumer for as often as it takes. */
export async function deliverAll(
  { consumer }: ProbeConsumer,
  events: readonly EventEnvelope[],
  tries = TRIES
) {
  for (const event of events) {
    for (let n = 0; n < tries; n++) {
      const { outcome } = await consume(consumer, event)
      if (outcome !== 'retry') break
    }
  }
}

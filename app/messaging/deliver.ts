import logger from '@adonisjs/core/services/logger'
import { backoffMs } from '#app/messaging/backoff'
import { consume } from '#app/messaging/consume'
import type { Consumer } from '#app/messaging/consumer'
import { consumersHere } from '#app/messaging/consumers_here'
import { keepDeadRecord } from '#app/messaging/dead_letters'
import type { EventEnvelope } from '#app/messaging/event'
import { parseEnvelope } from '#app/messaging/parse_envelope'
import { countHandled } from '#app/messaging/metrics'
import { holdDeliveries } from '#app/platform/app_health'
import { database } from '#app/shared/database'
import { traceIdOf } from '#app/shared/trace_context'

/** What a sidecar is answered: taken, try again after the policy's second, or to the dead-letter topic. */
export type DeliveryStatus = 'SUCCESS' | 'RETRY' | 'DROP'

/** For so long after a passing failure `/healthz` says that events cannot be handled. */
const HOLD = { firstMs: 1000, mostMs: 10_000 }
let failuresInARow = 0

/**
 * Hands a delivery of the broker to each consumer of this process. What one of them has done already is not done again
 * when another one needs the delivery once more.
 *
 * @param body the CloudEvent around the event
 */
export async function deliver(topic: string, body: unknown): Promise<DeliveryStatus> {
  const consumers = consumersHere().filter((consumer) => consumer.topic === topic)
  if (consumers.length === 0) return 'SUCCESS'
  const read = parseEnvelope(cloudEventData(body))
  if (read.kind === 'broken') {
    logger.error(
      { topic, reason: read.reason },
      'a record is no event: it goes to the dead letters'
    )
    return 'DROP'
  }
  const statuses: DeliveryStatus[] = []
  for (const consumer of consumers) {
    statuses.push(await deliverTo(consumer, read.event))
  }
  return statuses.includes('RETRY') ? 'RETRY' : 'SUCCESS'
}

async function deliverTo(consumer: Consumer, event: EventEnvelope): Promise<DeliveryStatus> {
  const consumed = await consume(consumer, event)
  countHandled(consumer, consumed)
  if (consumed.outcome !== 'retry') failuresInARow = 0
  if (consumed.outcome === 'ignored' || consumed.outcome === 'done') return 'SUCCESS'
  logFailure(consumer, event, consumed)
  if (consumed.outcome === 'dead_letter') return 'SUCCESS'
  if (consumed.passing) {
    failuresInARow += 1
    holdDeliveries(consumed.error, backoffMs(HOLD, failuresInARow))
  }
  return 'RETRY'
}

/** One line for each failure, without anything that a person has typed. */
export function logFailure(
  consumer: Consumer,
  event: EventEnvelope,
  failure: { outcome: 'retry' | 'dead_letter'; error: string }
) {
  const about = {
    consumer: consumer.name,
    event_id: event.event_id,
    event_type: event.event_type,
    trace_id: traceIdOf(event.traceparent),
    error: failure.error,
  }
  if (failure.outcome === 'dead_letter') logger.error(about, 'an event was given up: dead letter')
  else logger.warn(about, 'an event will be tried again')
}

/** A record that nobody could read, or whose retries were used up: kept, so that nothing is in the broker only. */
export async function deliverDead(
  body: unknown,
  place: { topic: string; partition: string; offset: string }
): Promise<DeliveryStatus> {
  await keepDeadRecord(database(), {
    topic: place.topic,
    partition: Number(place.partition),
    offset: place.offset,
    bytes: rawBytes(body),
    error: 'The broker gave this record up: it is no event, or its retries were used up.',
  })
  return 'SUCCESS'
}

function cloudEventData(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'data' in body ? body.data : undefined
}

/** Subscribed to as raw payload, a record comes as base64 in a CloudEvent of the sidecar's own. */
function rawBytes(body: unknown): Buffer {
  if (typeof body === 'object' && body !== null) {
    const { data_base64: base64, data } = body as { data_base64?: unknown; data?: unknown }
    if (typeof base64 === 'string') return Buffer.from(base64, 'base64')
    if (typeof data === 'string') return Buffer.from(data)
  }
  return Buffer.from(JSON.stringify(body) ?? '')
}

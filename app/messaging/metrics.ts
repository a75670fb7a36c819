import { Counter } from 'prom-client'
import type { Consumed } from '#app/messaging/consume'
import type { Consumer } from '#app/messaging/consumer'
import { consumerLags, type OutboxState, outboxState } from '#app/messaging/status_queries'
import { gaugeAtScrape, registry } from '#app/platform/metrics'
import { database, rows } from '#app/shared/database'

const handled = new Counter({
  name: 'consumer_events_total',
  help: 'Events that came to a consumer, by what became of them.',
  labelNames: ['consumer', 'outcome'] as const,
  registers: [registry],
})

export function countHandled(consumer: Consumer, consumed: Consumed) {
  const repeated = consumed.outcome === 'done' && consumed.repeated
  handled.inc({ consumer: consumer.name, outcome: repeated ? 'repeated' : consumed.outcome })
}

let leading = false

/** Whether this process is the relay's leader, for `relay_leader`. */
export function setLeading(is: boolean) {
  leading = is
}

let asking: Promise<OutboxState> | undefined

/** Once for all figures of a scrape, which are read at the same time. */
function outbox(): Promise<OutboxState> {
  asking ??= outboxState(database()).finally(() => (asking = undefined))
  return asking
}

/** The figures of the outbox and its consumers, read from the database when they are asked for. */
export function registerMessagingMetrics() {
  gaugeAtScrape({
    name: 'outbox_pending',
    help: 'Events that are committed and not yet published.',
    read: async () => {
      const { pending } = await outbox()
      return [{ value: pending }]
    },
  })
  gaugeAtScrape({
    name: 'outbox_oldest_pending_age_seconds',
    help: 'Age of the oldest event that is not yet published; 0 when there is none.',
    read: async () => {
      const { oldestPendingSeconds } = await outbox()
      return [{ value: oldestPendingSeconds }]
    },
  })
  gaugeAtScrape({
    name: 'relay_leader',
    help: '1 in the process that publishes the events.',
    read: async () => [{ value: Number(leading) }],
  })
  gaugeAtScrape({
    name: 'consumer_lag',
    help: 'Positions between the newest event and the cursor of an embedded consumer.',
    labelNames: ['consumer'],
    read: async () => {
      const lags = await consumerLags(database())
      return lags.map(({ consumer, lag }) => ({ value: lag, labels: { consumer } }))
    },
  })
  gaugeAtScrape({
    name: 'dead_letters',
    help: 'Dead letters that wait for an administrator.',
    labelNames: ['consumer'],
    read: async () => {
      const counted = await rows<{ consumer: string; value: number }>(
        database(),
        `SELECT coalesce(consumer, '') AS consumer, count(*)::int AS value FROM dead_letters GROUP BY 1`
      )
      return counted.map(({ consumer, value }) => ({ value, labels: { consumer } }))
    },
  })
}

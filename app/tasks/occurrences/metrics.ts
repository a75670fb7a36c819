import { Counter } from 'prom-client'
import { gaugeAtScrape, registry } from '#app/platform/metrics'
import { database } from '#app/shared/database'
import { type PendingState, pendingState } from '#app/tasks/occurrences/pending_query'

const MAKERS = ['recurrer', 'sweep', 'repair'] as const

const made = new Counter({
  name: 'occurrences_made_total',
  help: 'Next occurrences, by what had them made: sweep and repair make what the recurrer did not.',
  labelNames: ['by'] as const,
  registers: [],
})

/** To be called when it is committed. */
export function countMade(by: (typeof MAKERS)[number]) {
  made.inc({ by })
}

let asking: Promise<PendingState> | undefined

/** Once for both figures of a scrape. */
function pending(): Promise<PendingState> {
  asking ??= pendingState(database()).finally(() => (asking = undefined))
  return asking
}

/** The figures of occurrences that are still to be made, read from the database when they are asked for. */
export function registerOccurrenceMetrics() {
  registry.registerMetric(made)
  for (const by of MAKERS) made.inc({ by }, 0)
  gaugeAtScrape({
    name: 'occurrences_pending',
    help: 'Closed occurrences whose next one is not made yet.',
    read: async () => {
      const { count } = await pending()
      return [{ value: count }]
    },
  })
  gaugeAtScrape({
    name: 'occurrences_oldest_pending_age_seconds',
    help: 'For how long the next one of a closed occurrence has been missing, at most; 0 when none is.',
    read: async () => {
      const { oldestSeconds } = await pending()
      return [{ value: oldestSeconds }]
    },
  })
}

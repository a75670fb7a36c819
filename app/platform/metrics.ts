import logger from '@adonisjs/core/services/logger'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { settings } from './settings.js'
import { reason } from './start_error.js'
import { VERSION } from './version.js'
import { noAnswerIn, withinTime } from './within_time.js'

/** A scrape that waits for a database which is away would lose the other figures too. */
const PATIENCE_MS = 1000

/** Every figure of this process; `/metrics` prints it. */
export const registry = new Registry()

const durations = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Time from the head of a request to its answer, by route pattern.',
  labelNames: ['method', 'route', 'status'] as const,
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5],
  registers: [registry],
})

/** Counts a request. `route` is a pattern of the router, never an address: addresses have no end. */
export function countRequest(method: string, route: string, status: number, seconds: number) {
  durations.observe({ method, route, status }, seconds)
}

export interface Reading<Label extends string> {
  value: number
  labels?: Partial<Record<Label, string>>
}

/**
 * A gauge that is read when it is asked for. When reading fails or takes longer than a second, the gauge is absent from
 * that scrape rather than wrong.
 */
export function gaugeAtScrape<Label extends string = never>(options: {
  name: string
  help: string
  labelNames?: Label[]
  read: () => Promise<Reading<Label>[]>
}) {
  const { name, help, labelNames = [], read } = options
  new Gauge<string>({
    name,
    help,
    labelNames,
    registers: [registry],
    async collect() {
      const readings = await withinTime(read(), PATIENCE_MS, () => noAnswerIn(PATIENCE_MS)).catch(
        (error: unknown) => {
          logger.warn({ metric: name, reason: reason(error) }, 'a figure could not be read')
          return []
        }
      )
      this.reset()
      if (readings.length === 0 && labelNames.length === 0) this.remove()
      for (const { labels = {}, value } of readings) this.set(labels, value)
    },
  })
}

/** The figures that every process has of itself. */
export function watchProcess() {
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'build_info',
    help: 'Always 1; the labels say what runs.',
    labelNames: ['version', 'role', 'platform'] as const,
    registers: [registry],
  }).set({ version: VERSION, role: settings().role, platform: settings().platform }, 1)
}

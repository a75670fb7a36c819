import { createRequire } from 'node:module'
import { setTimeout as delay } from 'node:timers/promises'
import { settings } from './settings.js'
import { VERSION } from './version.js'

/** A collector that is away must not hold up the end of the process. */
const FLUSH_MS = 1000

/** Addresses hold search words and the secrets of invitations: spans go by the route's pattern alone. */
const WITHOUT_ADDRESS = { 'url.path': undefined, 'url.query': undefined }

type Span = NonNullable<ReturnType<typeof import('@adonisjs/otel/helpers').getCurrentSpan>>

let currentSpan: () => Span | undefined = () => undefined
let shutDown: () => Promise<void> = async () => undefined

/**
 * Sends traces of requests, in and out, to the collector of OTEL_EXPORTER_OTLP_ENDPOINT. Before AdonisJS boots, so that
 * what it loads is watched; without that variable nothing of OpenTelemetry is loaded.
 */
export async function startTelemetry() {
  const { otelEndpoint: endpoint, role } = settings()
  if (!endpoint) return
  process.env.OTEL_SEMCONV_STABILITY_OPT_IN ??= 'http'
  process.env.OTEL_METRICS_EXPORTER ??= 'none'
  process.env.OTEL_LOGS_EXPORTER ??= 'none'
  const { OtelManager } = await import('@adonisjs/otel/manager')
  const { getCurrentSpan } = await import('@adonisjs/otel/helpers')
  const manager = OtelManager.create({
    enabled: true,
    serviceName: 'taskflow',
    serviceVersion: VERSION,
    environment: process.env.NODE_ENV ?? 'production',
    resourceAttributes: { 'taskflow.role': role },
    destinations: { collector: { type: 'otlp', enabled: true, endpoint, signals: ['traces'] } },
    instrumentations: {
      '@opentelemetry/instrumentation-http': { startIncomingSpanHook: () => WITHOUT_ADDRESS },
      // A trace of its own for each look that a loop takes at its table.
      '@opentelemetry/instrumentation-knex': { enabled: false },
    },
  })
  manager?.start()
  createRequire(import.meta.url)('http') // which is when it is patched; `import` alone does not tell
  currentSpan = getCurrentSpan
  shutDown = async () => manager?.shutdown()
}

/** Sends what has not been sent. */
export async function stopTelemetry() {
  await Promise.race([shutDown(), delay(FLUSH_MS, undefined, { ref: false })]).catch(
    () => undefined
  )
}

/** W3C Trace Context of what is going on, when it is traced. */
export function activeTraceparent(): string | undefined {
  const span = currentSpan()?.spanContext()
  if (!span) return undefined
  const flags = span.traceFlags.toString(16).padStart(2, '0')
  return `00-${span.traceId}-${span.spanId}-${flags}`
}

/** Names the span of a request. */
export function nameSpan(method: string, route: string) {
  currentSpan()?.updateName(`${method} ${route}`).setAttribute('http.route', route)
}

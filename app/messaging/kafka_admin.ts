import type { Admin } from 'kafkajs'
import { settings } from '#app/platform/settings'
import { reason } from '#app/platform/start_error'
import { refusal } from '#app/shared/admin_command'

const CONNECT_TIMEOUT_MS = 3000
const REQUEST_TIMEOUT_MS = 15_000

/** Runs `work` on a connection for administration. @throws a refusal when there is no Kafka, or it says no */
export async function withKafka<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
  const { kafkaBrokers: brokers } = settings()
  if (brokers.length === 0) {
    throw refusal(
      'Say where Kafka is: set KAFKA_BROKERS to HOST:PORT, with commas between several.'
    )
  }
  withoutTimeoutWarnings()
  const { Kafka, logLevel } = await import('kafkajs') // not for every list of commands
  const kafka = new Kafka({
    brokers,
    clientId: 'taskflow-console',
    logLevel: logLevel.NOTHING,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    retry: { retries: 2, initialRetryTime: 200 },
  })
  const admin = kafka.admin()
  await admin.connect().catch((error) => {
    throw refusal(`Kafka cannot be reached at ${brokers.join(', ')}: ${reason(error)}`)
  })
  try {
    return await work(admin)
  } catch (error) {
    if (!(error instanceof Error && error.name.startsWith('KafkaJS'))) throw error
    throw refusal(`Kafka refused: ${sentenceOf(error)}`)
  } finally {
    await admin.disconnect()
  }
}

/** Some errors are many, and say nothing themselves. */
function sentenceOf(error: Error): string {
  const { errors } = error as { errors?: unknown }
  const [first] = Array.isArray(errors) ? (errors as unknown[]) : []
  return first instanceof Error ? first.message : error.message
}

/** A defect of kafkajs 2.2: its queue of requests asks for timers in the past, of which Node 24 tells each time. */
function withoutTimeoutWarnings() {
  const emit = process.emitWarning as (...given: unknown[]) => void
  process.emitWarning = (...given: unknown[]) => {
    if (given[1] !== 'TimeoutNegativeWarning') emit.apply(process, given)
  }
}

import type { EachMessageHandler, Kafka as KafkaClient, Message } from 'kafkajs'
import { until } from '#tests/support/until'

const PATIENCE_SECONDS = 120

/** A record as it came from the broker. */
export type Arrived = Parameters<EachMessageHandler>[0]

/** Calls back with every record of a topic, from its beginning; answers how to end that once it has begun. */
export async function follow(
  client: KafkaClient,
  topic: string,
  arrived: (record: Arrived) => void
): Promise<() => Promise<void>> {
  const consumer = client.consumer({ groupId: `bench-${topic}` })
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve))
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({ eachMessage: async (record) => arrived(record) })
  await joined
  return () => consumer.disconnect()
}

/** The first records of a topic, to be sent again: key, headers and bytes. */
export async function firstRecords(
  client: KafkaClient,
  topic: string,
  count: number
): Promise<Message[]> {
  const records: Message[] = []
  const stop = await follow(client, topic, ({ message: { key, value, headers } }) => {
    if (records.length < count) records.push({ key, value, headers })
  })
  await until(`${count} records of ${topic}`, () => records.length >= count, PATIENCE_SECONDS)
  await stop()
  return records
}

/** A defect of kafkajs 2.2: its queue of requests asks for timers in the past, of which Node 24 tells each time. */
export function withoutTimeoutWarnings() {
  const emit = process.emitWarning as (...given: unknown[]) => void
  process.emitWarning = (...given: unknown[]) => {
    if (given[1] !== 'TimeoutNegativeWarning') emit.apply(process, given)
  }
}

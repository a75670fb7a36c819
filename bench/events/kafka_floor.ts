import type { Message, Producer } from 'kafkajs'
import { TOPICS } from '#app/messaging/topics'
import type { Kafka } from '#tests/cluster/harness/kafka'
import { until } from '#tests/support/until'
import type { Floor } from './floor.js'
import { firstRecords, follow } from './kafka_records.js'
import { paced } from './open_loop.js'
import { quantiles } from './quantiles.js'

const TOPIC = 'bench-floor'
const EVENTS = 'task-events'
const SAMPLES = 100
const BATCH = 200 // what the relay takes at once of 20 users
const ALL_REPLICAS = -1
const PATIENCE_SECONDS = 120

/** Produces and consumes the records of the cluster's own topic again, on one of the same layout. */
export async function kafkaFloor(
  kafka: Kafka,
  pace: { perSecond: number; seconds: number },
  records: number
): Promise<Floor> {
  const client = kafka.client()
  const samples = await firstRecords(client, EVENTS, SAMPLES)
  const admin = client.admin()
  await admin.connect()
  const { partitions: numPartitions } = TOPICS[EVENTS]
  await admin.createTopics({ topics: [{ topic: TOPIC, numPartitions }], waitForLeaders: true })
  await admin.disconnect()
  const arrivals: Arrivals = new Map()
  const stop = await follow(client, TOPIC, ({ partition, message }) => {
    arrivals.set(`${partition} ${message.offset}`, performance.now())
  })
  const producer = client.producer()
  await producer.connect()
  try {
    const bare = new BareKafka(producer, samples, arrivals)
    await bare.latency({ ...pace, seconds: 1 }) // not counted: connects and compiles
    return { ...(await bare.latency(pace)), ...(await bare.rate(records)) }
  } finally {
    await producer.disconnect()
    await stop()
  }
}

/** When each record arrived, by its place in the topic. */
type Arrivals = Map<string, number>

class BareKafka {
  constructor(
    private readonly producer: Producer,
    private readonly samples: readonly Message[],
    private readonly arrivals: Arrivals
  ) {}

  /** One record at a time, at an even pace. */
  async latency({ perSecond, seconds }: { perSecond: number; seconds: number }) {
    this.arrivals.clear()
    const sent: { place: string; began: number; publishedMs: number }[] = []
    await paced(perSecond, seconds, async (tick) => {
      const began = performance.now()
      const [metadata] = await this.#send(tick, 1)
      const place = `${metadata?.partition} ${metadata?.baseOffset}`
      sent.push({ place, began, publishedMs: performance.now() - began })
    })
    await this.#arrived(sent.length)
    return {
      published: quantiles(sent.map(({ publishedMs }) => publishedMs)),
      handled: quantiles(sent.map(({ place, began }) => this.arrivals.get(place)! - began)),
    }
  }

  /** Batch after batch. */
  async rate(records: number) {
    this.arrivals.clear()
    const began = performance.now()
    for (let n = 0; n < records; n += BATCH) await this.#send(n, Math.min(BATCH, records - n))
    const producedMs = performance.now() - began
    await this.#arrived(records)
    const moments = [...this.arrivals.values()]
    return {
      publishedPerSecond: (records * 1000) / producedMs,
      handledPerSecond: (records * 1000) / (moments.at(-1)! - moments[0]!),
    }
  }

  #send(from: number, count: number) {
    const messages = Array.from(
      { length: count },
      (_, n) => this.samples[(from + n) % this.samples.length]!
    )
    return this.producer.send({ topic: TOPIC, acks: ALL_REPLICAS, messages })
  }

  #arrived(count: number) {
    return until(`${count} records`, () => this.arrivals.size >= count, PATIENCE_SECONDS)
  }
}

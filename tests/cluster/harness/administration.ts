import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { PROBE_CONSOLE } from '#tests/scenarios/probe'
import type { Cluster } from './cluster.js'
import type { Kafka } from './kafka.js'

const CHECKOUT = fileURLToPath(new URL('../../../', import.meta.url))

/** Runs a command of the product on the cluster's database and broker; answers what it prints. Throws when it fails. */
export async function ace({ postgres, kafka, secrets }: Cluster, ...argv: string[]) {
  const { PATH, HOME } = process.env
  const { stdout } = await promisify(execFile)(process.execPath, [...PROBE_CONSOLE, ...argv], {
    cwd: CHECKOUT,
    env: {
      PATH,
      HOME,
      NODE_ENV: 'production',
      DATABASE_URL: postgres.url,
      KAFKA_BROKERS: kafka.brokers,
      APP_KEY: secrets.appKey,
    },
  })
  return stdout
}

/** How many records of a topic each group has not yet committed. */
export async function lags(kafka: Kafka, groupIds: string[], topic: string): Promise<number[]> {
  const admin = kafka.client().admin()
  await admin.connect()
  try {
    const ends = await admin.fetchTopicOffsets(topic)
    const groups = groupIds.map(async (groupId) => {
      const [committed] = await admin.fetchOffsets({ groupId, topics: [topic] })
      const offsets = new Map(committed?.partitions.map((p) => [p.partition, Number(p.offset)]))
      return ends.reduce(
        (lag, end) => lag + Number(end.high) - Math.max(offsets.get(end.partition) ?? 0, 0),
        0
      )
    })
    return await Promise.all(groups)
  } finally {
    await admin.disconnect()
  }
}

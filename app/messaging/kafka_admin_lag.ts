import type { Admin } from 'kafkajs'
import { subscriptions } from '#app/messaging/topics'

/** How far a role, which is a consumer group of its own, is with a partition. Offsets are text: they outgrow numbers. */
export interface GroupLag {
  group: string
  topic: string
  /** Null: the topic is missing, see `kafka:topics`. */
  partition: number | null
  /** The next record that it will read; null: it has not read any. */
  committed: string | null
  end: string | null
  lag: number
}

interface PartitionEnds {
  partition: number
  low: string
  high: string
}

/** Of everything that is delivered to anybody. */
export async function groupLags(admin: Admin): Promise<GroupLag[]> {
  const there = await admin.listTopics()
  const ends = new Map<string, PartitionEnds[]>()
  const lags: GroupLag[] = []
  for (const { role: group, topic } of subscriptions()) {
    if (!there.includes(topic)) {
      lags.push({ group, topic, partition: null, committed: null, end: null, lag: 0 })
      continue
    }
    const partitions = ends.get(topic) ?? (await admin.fetchTopicOffsets(topic))
    ends.set(topic, partitions)
    const [read] = await admin.fetchOffsets({ groupId: group, topics: [topic] })
    for (const end of partitions.toSorted((a, b) => a.partition - b.partition)) {
      const offset = read?.partitions.find(({ partition }) => partition === end.partition)?.offset
      lags.push({ group, topic, partition: end.partition, ...lagOf(end, offset) })
    }
  }
  return lags.sort((a, b) => a.group.localeCompare(b.group))
}

/** A group that has committed nothing begins with the oldest record (`initialOffset: oldest`). */
export function lagOf(
  { low, high }: { low: string; high: string },
  offset: string | undefined
): Pick<GroupLag, 'committed' | 'end' | 'lag'> {
  const committed = offset === undefined || offset === '-1' ? null : offset
  const unread = BigInt(high) - BigInt(committed ?? low)
  return { committed, end: high, lag: Number(unread > 0n ? unread : 0n) }
}

import type { Admin, IResourceConfigEntry } from 'kafkajs'
import { deadTopic, RETENTION_DAYS, TOPIC_NAMES, TOPICS } from '#app/messaging/topics'

const DAY_MS = 24 * 60 * 60 * 1000
const RETENTION = 'retention.ms'
/** More copies than that cost writes and save nothing that three would not. */
const MOST_REPLICAS = 3

/** A topic as the code wants it, or as it is there. */
export interface TopicSettings {
  name: string
  partitions: number
  /** -1 is for ever. */
  retentionMs: number
}

export interface FoundTopic extends TopicSettings {
  /** What somebody set for this topic: Kafka takes them together only. */
  ownSettings: IResourceConfigEntry[]
}

export type TopicDifference = 'missing' | 'fewer partitions' | 'more partitions' | 'other retention'

export interface TopicComparison {
  wanted: TopicSettings
  found: FoundTopic | undefined
  /** More partitions are no harm, and cannot be taken away. */
  differences: TopicDifference[]
}

/** Every topic of the code, and beside each the one for its dead letters. */
export function wantedTopics(): TopicSettings[] {
  const retentionMs = RETENTION_DAYS * DAY_MS
  return TOPIC_NAMES.flatMap((name) => [
    { name, partitions: TOPICS[name].partitions, retentionMs },
    { name: deadTopic(name), partitions: 1, retentionMs },
  ])
}

export function compareTopics(
  wanted: readonly TopicSettings[],
  found: readonly FoundTopic[]
): TopicComparison[] {
  return wanted.map((topic) => {
    const there = found.find(({ name }) => name === topic.name)
    return { wanted: topic, found: there, differences: differences(topic, there) }
  })
}

/** Whether something can be done about it. */
export function isToBeChanged({ differences: all }: TopicComparison): boolean {
  return all.some((difference) => difference !== 'more partitions')
}

export async function findTopics(admin: Admin, names: readonly string[]): Promise<FoundTopic[]> {
  const metadata = await admin.fetchTopicMetadata() // of all: asking for one by name could make it
  const there = metadata.topics.filter(({ name }) => names.includes(name))
  if (there.length === 0) return []
  const { ConfigResourceTypes } = await resourceTypes()
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: there.map(({ name }) => ({ type: ConfigResourceTypes.TOPIC, name })),
  })
  return there.map(({ name, partitions }) => {
    const entries = resources.find(({ resourceName }) => resourceName === name)?.configEntries ?? []
    return {
      name,
      partitions: partitions.length,
      retentionMs: Number(entries.find((entry) => entry.configName === RETENTION)?.configValue),
      ownSettings: entries
        .filter(({ configSource }) => Number(configSource) === TOPIC_CONFIG)
        .map(({ configName, configValue }) => ({ name: configName, value: configValue })),
    }
  })
}

/** kafkajs's ConfigSource.TOPIC_CONFIG, which it has as a type only. */
const TOPIC_CONFIG = 1

/** As many copies as there are brokers, up to three. */
export async function usualReplicationFactor(admin: Admin): Promise<number> {
  const { brokers } = await admin.describeCluster()
  return Math.min(MOST_REPLICAS, brokers.length)
}

export async function createMissing(
  admin: Admin,
  comparisons: readonly TopicComparison[],
  replicationFactor: number
): Promise<string[]> {
  const missing = comparisons.filter(({ found }) => !found).map(({ wanted }) => wanted)
  if (missing.length === 0) return []
  await admin.createTopics({
    waitForLeaders: true,
    topics: missing.map(({ name, partitions, retentionMs }) => ({
      topic: name,
      numPartitions: partitions,
      replicationFactor,
      configEntries: [{ name: RETENTION, value: String(retentionMs) }],
    })),
  })
  return missing.map(({ name }) => name)
}

/** What else somebody has set for the topics stays. */
export async function setRetention(
  admin: Admin,
  comparisons: readonly TopicComparison[]
): Promise<string[]> {
  const other = comparisons.filter((each) => each.differences.includes('other retention'))
  if (other.length === 0) return []
  const { ConfigResourceTypes } = await resourceTypes()
  await admin.alterConfigs({
    validateOnly: false,
    resources: other.map(({ wanted, found }) => ({
      type: ConfigResourceTypes.TOPIC,
      name: wanted.name,
      configEntries: [
        ...(found?.ownSettings.filter(({ name }) => name !== RETENTION) ?? []),
        { name: RETENTION, value: String(wanted.retentionMs) },
      ],
    })),
  })
  return other.map(({ wanted }) => wanted.name)
}

/** Keys move with it: what is unread of a user may then be handled beside what comes after it. */
export async function raisePartitions(admin: Admin, comparisons: readonly TopicComparison[]) {
  const few = withFewPartitions(comparisons)
  if (few.length === 0) return
  await admin.createPartitions({
    topicPartitions: few.map(({ wanted }) => ({ topic: wanted.name, count: wanted.partitions })),
  })
}

export function withFewPartitions(comparisons: readonly TopicComparison[]): TopicComparison[] {
  return comparisons.filter((each) => each.differences.includes('fewer partitions'))
}

/** Not among its named exports for ES modules; and the library is not for every list of commands. */
async function resourceTypes() {
  const { default: kafkajs } = await import('kafkajs')
  return kafkajs
}

function differences(wanted: TopicSettings, found: FoundTopic | undefined): TopicDifference[] {
  if (!found) return ['missing']
  const all: TopicDifference[] = []
  if (found.partitions < wanted.partitions) all.push('fewer partitions')
  if (found.partitions > wanted.partitions) all.push('more partitions')
  if (found.retentionMs !== wanted.retentionMs) all.push('other retention')
  return all
}

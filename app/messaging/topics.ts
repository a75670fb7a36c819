import type { Role } from '#app/platform/role'

/** Name of the Dapr component behind every topic (deploy/dapr/components). */
export const PUBSUB = 'kafka-pubsub'

export interface Topic {
  /** More partitions, more users whose events are handled at the same time. */
  partitions: number
  /** The roles whose sidecars subscribe to it: each role is a consumer group of its own. */
  roles: readonly Role[]
}

/** Every topic; `/dapr/subscribe`, the declarative subscriptions and `kafka:topics` are made from this table. */
export const TOPICS = {
  'task-events': { partitions: 3, roles: ['auditor', 'recurrer'] },
  'reminders': { partitions: 1, roles: ['notifier'] },
  'task-updates': { partitions: 3, roles: ['web'] },
} as const satisfies Record<string, Topic>

export type TopicName = keyof typeof TOPICS

export const TOPIC_NAMES = Object.keys(TOPICS) as TopicName[]

/** Where records go that no consumer can read. Web takes those of all topics. */
export function deadTopic(topic: TopicName): `${TopicName}.dead` {
  return `${topic}.dead`
}

export const DEAD_TOPIC_ROLE: Role = 'web'

/** Kafka keeps what was published for this long. */
export const RETENTION_DAYS = 7

/** One delivery from the broker to a role. */
export interface Subscription {
  role: Role
  topic: string
  /** Path of the application that takes it. */
  route: string
  /** Where a record goes whose retries are used up; absent for the dead letters themselves. */
  deadLetterTopic?: string
  /** The broker hands over bytes that need not be a CloudEvent. */
  rawPayload?: true
}

/** Everything that is delivered to anybody, in a fixed order. */
export function subscriptions(): Subscription[] {
  return TOPIC_NAMES.flatMap((topic): Subscription[] => [
    ...TOPICS[topic].roles.map((role) => ({
      role,
      topic,
      route: `/events/${topic}`,
      deadLetterTopic: deadTopic(topic),
    })),
    { role: DEAD_TOPIC_ROLE, topic: deadTopic(topic), route: '/events/dead', rawPayload: true },
  ])
}

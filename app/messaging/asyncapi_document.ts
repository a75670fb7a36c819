import { CATALOGUE, EVENT_TYPES, type EventType, shortenForUpdates } from '#app/messaging/catalogue'
import type { EventEnvelope } from '#app/messaging/event'
import type { TaskUpdate } from '#app/messaging/task_update'
import { exampleOf } from '#app/messaging/catalogue_examples'
import { EVENT_SHAPES, envelopeSchema, shape, updateSchema } from '#app/messaging/event_schemas'
import { RETENTION_DAYS, TOPIC_NAMES, TOPICS, type TopicName } from '#app/messaging/topics'
import type { JsonSchema } from '#app/shared/json_schema'

/** The AsyncAPI 3.0 document, as far as this application looks into it itself. */
export interface AsyncApiDocument {
  asyncapi: string
  info: { title: string; version: string; description: string }
  defaultContentType: string
  channels: Record<string, { messages: Record<string, Ref>; [field: string]: unknown }>
  operations: Record<string, { action: 'send' | 'receive'; [field: string]: unknown }>
  components: { messages: Record<string, Message>; schemas: Record<string, JsonSchema> }
}

interface Ref {
  $ref: string
}

interface Message {
  name: string
  summary: string
  payload: JsonSchema
  examples: { payload: unknown }[]
  bindings: unknown
}

const UPDATES: TopicName = 'task-updates'
/** The one kind of record on it. */
const UPDATE = 'task-update'
const DAY_MS = 86_400_000

/** Describes topics, who reads them and every event, from the catalogue. */
export function asyncApiDocument(version: string): AsyncApiDocument {
  return {
    asyncapi: '3.0.0',
    info: { title: 'Taskflow events', version, description: DESCRIPTION },
    defaultContentType: 'application/cloudevents+json',
    channels: Object.fromEntries(TOPIC_NAMES.map((topic) => [topic, channel(topic)])),
    operations: Object.assign({}, ...TOPIC_NAMES.map(operations)),
    components: {
      messages: {
        ...Object.fromEntries(EVENT_TYPES.map((type) => [type, eventMessage(type)])),
        [UPDATE]: updateMessage,
      },
      schemas: {
        CloudEvent: cloudEventSchema,
        Event: envelopeSchema,
        TaskUpdate: updateSchema,
        ...EVENT_SHAPES,
      },
    },
  }
}

const DESCRIPTION = `\
What happens to tasks, tags and accounts, as it travels over Kafka. Each record is a CloudEvent 1.0 whose \`data\` is the event.

- The key is the user's id: the events of one user keep their order.
- An event arrives at least once; one that comes again has the same \`event_id\`.
- Types and fields that you do not know may come at any time: pass over them.`

function messagesOf(topic: TopicName): string[] {
  if (topic === UPDATES) return [UPDATE]
  return EVENT_TYPES.filter((type) => CATALOGUE[type].topic === topic)
}

function channel(topic: TopicName) {
  const names = messagesOf(topic)
  return {
    address: topic,
    messages: Object.fromEntries(
      names.map((name) => [name, { $ref: `#/components/messages/${name}` }])
    ),
    bindings: {
      kafka: {
        topic,
        partitions: TOPICS[topic].partitions,
        topicConfiguration: { 'retention.ms': RETENTION_DAYS * DAY_MS },
        bindingVersion: '0.5.0',
      },
    },
  }
}

/** Web sends everything; each role that subscribes receives as a consumer group of its own. */
function operations(topic: TopicName) {
  const ofTopic = (action: 'send' | 'receive', role: string) => ({
    action,
    title: `${role} ${action}s ${topic}`,
    channel: { $ref: `#/channels/${topic}` },
  })
  return Object.fromEntries([
    [`web-send-${topic}`, ofTopic('send', 'web')],
    ...TOPICS[topic].roles.map((role) => [`${role}-receive-${topic}`, ofTopic('receive', role)]),
  ])
}

function eventMessage(type: EventType): Message {
  const { description, schemaVersion, data } = CATALOGUE[type]
  const own = shape({
    event_type: { const: type },
    schema_version: { const: schemaVersion },
    data,
  })
  return message(type, description, { allOf: [ref('Event'), own] }, exampleOf(type))
}

const updateMessage = message(
  UPDATE,
  'A task changed: the small record for live pages, one for each event of a task.',
  ref('TaskUpdate'),
  shortenForUpdates(exampleOf('task.updated'))
)

function message(
  name: string,
  summary: string,
  data: JsonSchema,
  example: EventEnvelope | TaskUpdate | undefined
): Message {
  return {
    name,
    summary,
    payload: { allOf: [ref('CloudEvent'), shape({ data })] },
    examples: [{ payload: cloudEvent(example) }],
    bindings: {
      kafka: {
        key: { type: 'string', format: 'uuid', description: 'The user’s id.' },
        bindingVersion: '0.5.0',
      },
    },
  }
}

const cloudEventSchema = shape(
  {
    specversion: { const: '1.0' },
    id: { type: 'string', description: 'The event_id.' },
    source: { type: 'string' },
    type: { type: 'string', description: 'The event_type.' },
    data: { type: 'object' },
  },
  'What the broker’s records are; the sidecar that sends them adds fields of its own.'
)

function cloudEvent(example: EventEnvelope | TaskUpdate | undefined) {
  const source = 'web'
  return {
    specversion: '1.0',
    id: example?.event_id,
    source,
    type: example?.event_type,
    data: example,
  }
}

function ref(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` }
}

import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Kafka as KafkaClient, logLevel } from 'kafkajs'
import { deadTopic, RETENTION_DAYS, TOPIC_NAMES, TOPICS } from '#app/messaging/topics'
import type { Child } from './child.js'
import type { Site } from './site.js'
import type { Toolchain } from './toolchain.js'

const LOGGING = fileURLToPath(
  new URL('../../../deploy/local/kafka/log4j2.properties', import.meta.url)
)
/** Compiled quickly rather than well: up in half the time, and nothing here comes near what Kafka can take. */
const FAST_START = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC']
const JVM = ['-Xmx384m', ...FAST_START, `-Dlog4j2.configurationFile=${LOGGING}`]
const DAY_MS = 24 * 60 * 60 * 1000

/** The broker of the cluster: one node, which is its own controller. */
export class Kafka {
  private constructor(
    readonly process: Child,
    readonly brokers: string,
    readonly format: Child
  ) {}

  /** A broker with an address, not started yet. */
  static async create(site: Site, { java, kafkaClassPath }: Toolchain): Promise<Kafka> {
    const [port, controllerPort] = [await site.ports.take(), await site.ports.take()]
    const properties = join(site.folderOf('kafka'), 'server.properties')
    writeFileSync(properties, serverProperties(port, controllerPort, site.folderOf('kafka/data')))
    const program = [java, ...JVM, '-cp', kafkaClassPath] as const
    const format = site.child({
      name: 'kafka-format',
      command: [...program, 'kafka.tools.StorageTool', 'format', '-t', newId(), '-c', properties],
      isReady: async () => false,
    })
    const process = site.child({
      name: 'kafka',
      command: [...program, 'kafka.Kafka', properties],
      isReady: () => accepts(port),
    })
    return new Kafka(process, `127.0.0.1:${port}`, format)
  }

  /** For the first time: with an empty folder, and the topics of the product. */
  async start() {
    this.format.spawn()
    const { code } = await this.format.exited
    if (code !== 0) throw new Error(`Kafka's folder was not formatted: see ${this.format.logFile}`)
    await this.process.start()
    await this.#createTopics()
  }

  /** A client of its own, for a test to produce or to look at offsets; the test ends it. */
  client(): KafkaClient {
    return new KafkaClient({ brokers: [this.brokers], logLevel: logLevel.NOTHING })
  }

  async #createTopics() {
    const configEntries = [{ name: 'retention.ms', value: String(RETENTION_DAYS * DAY_MS) }]
    const topics = TOPIC_NAMES.flatMap((name) => [
      { topic: name, numPartitions: TOPICS[name].partitions, configEntries },
      { topic: deadTopic(name), numPartitions: 1, configEntries },
    ])
    const admin = this.client().admin()
    await admin.connect()
    await admin.createTopics({ topics, waitForLeaders: true })
    await admin.disconnect()
  }
}

function newId(): string {
  return randomBytes(16).toString('base64url').replace(/^-/, 'A') // a dash in front would be an option
}

/** The broker opens its port when it has done everything else. */
async function accepts(port: number): Promise<boolean> {
  const socket = createConnection(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } finally {
    socket.destroy()
  }
}

/** The session is short, because a broker that was killed is not let in again before its old one is over. */
function serverProperties(port: number, controllerPort: number, data: string): string {
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controllerPort}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
inter.broker.listener.name=PLAINTEXT
log.dirs=${data}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
broker.heartbeat.interval.ms=500
broker.session.timeout.ms=2000
`
}

import { test } from '@japa/runner'
import { daprPorts } from '#app/platform/dapr/dapr_ports'
import type { Ports } from '#app/platform/ports/ports'
import type { Role } from '#app/platform/role'
import { eventBusContract, type ReceivedRecord } from '#tests/contract/event_bus_contract'
import { deadEndContract, invokerContract } from '#tests/contract/invoker_contract'
import { schedulerContract } from '#tests/contract/scheduler_contract'
import { secretsContract } from '#tests/contract/secrets_contract'
import { stateStoreContract } from '#tests/contract/state_store_contract'
import { PROBE_JOBS } from '#tests/scenarios/probe'
import { cluster } from './harness/shared.js'

/* The ports through the sidecar of a web process, by the suite that the embedded drivers pass, too. */

let made: Ports | undefined

function ports(): Ports {
  const { sidecar } = cluster().replicas.web1
  made ??= daprPorts({
    httpPort: sidecar.ports.http,
    grpcPort: sidecar.ports.grpc,
    apiToken: sidecar.daprApiToken,
  })
  return made
}

stateStoreContract('Dapr', () => ports().stateStore)
secretsContract('Dapr', () => ports().secrets, { name: 'NAMESPACE', value: 'default' })
invokerContract('Dapr', () => ports().invoker, 'auditor')
deadEndContract('Dapr', () => ports().invoker, 'nobody' as Role)
schedulerContract('Dapr', {
  scheduler: () => ports().scheduler,
  prefix: PROBE_JOBS,
  async wakeUps(name) {
    const calls = await cluster().postgres.query<{ at: Date; data: unknown }>(
      'SELECT at, data FROM probe_wake_ups WHERE name = $1 ORDER BY n',
      [name]
    )
    return calls.map(({ at, data }) => ({ atMs: at.getTime(), data }))
  },
})

/** Topics of the contract's own: those of the product have readers that would not know its records. */
const TOPICS = ['contract-a', 'contract-b'] as const
const received = new Map<string, ReceivedRecord[]>()

test.group('Kafka', (group) => {
  group.setup(async () => {
    const client = cluster().kafka.client()
    const admin = client.admin()
    await admin.connect()
    await admin.createTopics({ topics: TOPICS.map((topic) => ({ topic, numPartitions: 3 })) })
    await admin.disconnect()
    const consumer = client.consumer({ groupId: 'contract' })
    await consumer.connect()
    await consumer.subscribe({ topics: [...TOPICS], fromBeginning: true })
    await consumer.run({
      eachMessage: async ({ topic, message }) => {
        const { id, type, data, traceparent } = JSON.parse(String(message.value))
        const place = `${topic} ${String(message.key)}`
        received.set(place, [...(received.get(place) ?? []), { id, type, data, traceparent }])
      },
    })
    stopReading = () => consumer.disconnect()
  })

  test('takes the topics of the contract', async ({ assert }) => {
    const admin = cluster().kafka.client().admin()
    await admin.connect()
    assert.includeMembers(await admin.listTopics(), [...TOPICS])
    await admin.disconnect()
  })
})

let stopReading = async () => {}

eventBusContract('Dapr', {
  bus: () => ports().eventBus,
  topics: TOPICS,
  received: async (topic, key) => received.get(`${topic} ${key}`) ?? [],
})

test.group('The end of the contract', (group) => {
  group.teardown(async () => {
    await stopReading()
    await made?.stop()
  })

  test('closes what it has opened', ({ assert }) => assert.isDefined(made))
})

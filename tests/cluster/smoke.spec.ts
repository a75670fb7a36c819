import { setTimeout as delay } from 'node:timers/promises'
import { test } from '@japa/runner'
import { subscriptions } from '#app/messaging/topics'
import { until } from '#tests/support/until'
import { answers } from './harness/answers.js'
import { newClients } from './harness/client.js'
import { cluster } from './harness/shared.js'

const COMPONENTS = [
  { name: 'kafka-pubsub', type: 'pubsub.kafka', version: 'v1' },
  { name: 'secrets', type: 'secretstores.local.env', version: 'v1' },
  { name: 'statestore', type: 'state.postgresql', version: 'v2' },
]

/** A second subscription to the same topic would deliver within milliseconds of the first. */
const SECOND_DELIVERY_MS = 500

test.group('the cluster', () => {
  test('all five processes are ready, and their sidecars find them healthy', async ({ assert }) => {
    const checks = cluster().all.flatMap(({ application, sidecar }) => [
      `${application.url}/health/ready`,
      `${application.url}/healthz`,
      `${sidecar.httpUrl}/v1.0/healthz`,
    ])
    for (const url of checks) assert.isTrue(await answers(url), url)
  })

  test('every sidecar has the components of deploy/dapr', async ({ assert }) => {
    for (const { name, sidecar } of cluster().all) {
      const { components } = await sidecar.metadata()
      const found = components.map((one) => ({
        name: one.name,
        type: one.type,
        version: one.version,
      }))
      assert.sameDeepMembers(found, COMPONENTS, name)
    }
  })

  // The application names them too, at /dapr/subscribe; Dapr takes the two for one.
  test('every sidecar has the subscriptions of its role, each once', async ({ assert }) => {
    for (const { name, application, sidecar } of cluster().all) {
      const { subscriptions: found } = await sidecar.metadata()
      const expected = subscriptions().filter(({ role }) => role === application.role)
      assert.sameDeepMembers(
        found.map(({ topic, rules, deadLetterTopic }) => [topic, rules[0]?.path, deadLetterTopic]),
        expected.map(({ topic, route, deadLetterTopic = '' }) => [topic, route, deadLetterTopic]),
        name
      )
    }
  })

  test('a change reaches every role that subscribes, in one delivery', async ({ assert }) => {
    const { balancer, postgres, replicas } = cluster()
    const subscribers = [replicas.auditor.sidecar, replicas.recurrer.sidecar]
    const deliveries = () => Promise.all(subscribers.map((one) => one.deliveries('task-events')))
    const before = await deliveries()
    const [ada] = await newClients(postgres, 1)
    await ada!.send(balancer.url, 'POST', '/tasks', { title: 'Water the tomatoes' })

    await until('a delivery to both', async () =>
      (await deliveries()).every((count, index) => count > before[index]!)
    )
    await delay(SECOND_DELIVERY_MS)
    assert.deepEqual(
      await deliveries(),
      before.map((count) => count + 1)
    )
  })

  test('Kafka has the topics with their partitions', async ({ assert }) => {
    const admin = cluster().kafka.client().admin()
    await admin.connect()
    const { topics } = await admin.fetchTopicMetadata()
    await admin.disconnect()
    const found = topics
      .filter(({ name }) => !name.startsWith('__'))
      .map(({ name, partitions }) => `${name} ${partitions.length}`)
    assert.sameMembers(found, [
      'task-events 3',
      'task-events.dead 1',
      'reminders 1',
      'reminders.dead 1',
      'task-updates 3',
      'task-updates.dead 1',
    ])
  })
})

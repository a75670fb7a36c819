import { test } from '@japa/runner'
import { subscriptions } from '#app/messaging/topics'
import { answers } from './harness/answers.js'
import { cluster } from './harness/shared.js'

const COMPONENTS = [
  { name: 'kafka-pubsub', type: 'pubsub.kafka', version: 'v1' },
  { name: 'secrets', type: 'secretstores.local.env', version: 'v1' },
  { name: 'statestore', type: 'state.postgresql', version: 'v2' },
]

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

  test('every sidecar delivers the topics of its role, each from one subscription', async ({
    assert,
  }) => {
    for (const { name, application, sidecar } of cluster().all) {
      const { subscriptions: found } = await sidecar.metadata()
      const expected = subscriptions().filter(({ role }) => role === application.role)
      assert.sameDeepMembers(
        found.map((one) => `${one.pubsubname} ${one.topic} ${one.rules[0]?.path} ${one.type}`),
        expected.map(({ topic, route }) => `kafka-pubsub ${topic} ${route} DECLARATIVE`),
        name
      )
    }
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

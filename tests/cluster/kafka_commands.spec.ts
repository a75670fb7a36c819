import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { test } from '@japa/runner'
import type { Admin } from 'kafkajs'
import {
  compareTopics,
  createMissing,
  findTopics,
  isToBeChanged,
  raisePartitions,
  setRetention,
  type TopicSettings,
} from '#app/messaging/kafka_admin_topics'
import type { GroupLag } from '#app/messaging/kafka_admin_lag'
import { subscriptions } from '#app/messaging/topics'
import { cluster } from './harness/shared.js'

const run = promisify(execFile)
const HOUR_MS = 60 * 60 * 1000

/** A command in a process of its own, which knows Kafka and no database. */
async function ace(...argv: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ['scripts/ace.mjs', ...argv], {
    env: { PATH: process.env.PATH, KAFKA_BROKERS: cluster().kafka.brokers, NO_COLOR: '1' },
  })
  return stdout
}

/** Topics of the test's own, which it takes away again. */
async function withTopics(
  topics: readonly Omit<TopicSettings, 'name'>[],
  work: (admin: Admin, wanted: TopicSettings[]) => Promise<void>
) {
  const wanted = topics.map((topic) => ({ ...topic, name: `test-${randomUUID()}` }))
  const names = wanted.map(({ name }) => name)
  const admin = cluster().kafka.client().admin()
  await admin.connect()
  try {
    await work(admin, wanted)
  } finally {
    const there = await admin.listTopics()
    await admin.deleteTopics({ topics: names.filter((name) => there.includes(name)) })
    await admin.disconnect()
  }
}

async function compared(admin: Admin, wanted: readonly TopicSettings[]) {
  const names = wanted.map(({ name }) => name)
  return compareTopics(wanted, await findTopics(admin, names))
}

test.group('kafka:topics', () => {
  test('finds the topics of the cluster as wanted, and to apply that changes nothing', async ({
    assert,
  }) => {
    const compare = await ace('kafka:topics')
    assert.include(compare, 'All is as it should be.')
    assert.equal(await ace('kafka:topics', '--apply'), compare)
  })

  test('creates what is missing, once', async ({ assert }) => {
    const topics = [
      { partitions: 3, retentionMs: 7 * 24 * HOUR_MS },
      { partitions: 1, retentionMs: HOUR_MS },
    ]
    await withTopics(topics, async (admin, wanted) => {
      const missing = await compared(admin, wanted)
      assert.deepEqual(
        await createMissing(admin, missing, 1),
        wanted.map(({ name }) => name)
      )
      const there = await compared(admin, wanted)
      assert.isFalse(there.some(isToBeChanged))
      assert.deepEqual(await createMissing(admin, there, 1), [])
    })
  })

  test('sets retention and raises partitions, and leaves what else was set', async ({ assert }) => {
    await withTopics([{ partitions: 3, retentionMs: HOUR_MS }], async (admin, wanted) => {
      const [{ name }] = wanted as [TopicSettings]
      await admin.createTopics({
        waitForLeaders: true,
        topics: [
          {
            topic: name,
            numPartitions: 2,
            configEntries: [{ name: 'max.message.bytes', value: '2000000' }],
          },
        ],
      })
      const before = await compared(admin, wanted)
      assert.deepEqual(before[0]?.differences, ['fewer partitions', 'other retention'])
      await setRetention(admin, before)
      await raisePartitions(admin, before)
      const [after] = await compared(admin, wanted)
      assert.deepEqual(after?.differences, [])
      assert.deepInclude(after?.found?.ownSettings, { name: 'max.message.bytes', value: '2000000' })
    })
  })
})

test.group('kafka:lag', () => {
  test('shows each role with each partition of its topics', async ({ assert }) => {
    const lags = JSON.parse(await ace('kafka:lag', '--json')) as GroupLag[]
    const pairs = new Set(lags.map(({ group, topic }) => `${group} ${topic}`))
    assert.sameMembers(
      [...pairs],
      subscriptions().map(({ role, topic }) => `${role} ${topic}`)
    )
    for (const { end, lag } of lags) {
      assert.match(end ?? '', /^\d+$/)
      assert.isAtLeast(lag, 0)
    }
    assert.match(await ace('kafka:lag'), /^auditor +task-events +0 +/m)
  })
})

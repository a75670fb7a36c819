import { test } from '@japa/runner'
import { lagOf } from '#app/messaging/kafka_admin_lag'
import {
  compareTopics,
  type FoundTopic,
  isToBeChanged,
  type TopicSettings,
  wantedTopics,
} from '#app/messaging/kafka_admin_topics'
import { TOPIC_NAMES } from '#app/messaging/topics'

const DAY_MS = 24 * 60 * 60 * 1000
const wanted: TopicSettings = { name: 'task-events', partitions: 3, retentionMs: 7 * DAY_MS }

function compared(found?: Partial<FoundTopic>) {
  const there = found ? [{ ...wanted, ownSettings: [], ...found }] : []
  const [comparison] = compareTopics([wanted], there)
  return comparison!
}

test.group('Topics of Kafka', () => {
  test('each topic is wanted with one for its dead letters, of a single partition', ({
    assert,
  }) => {
    const names = wantedTopics().map(({ name }) => name)
    assert.sameMembers(names, [...TOPIC_NAMES, ...TOPIC_NAMES.map((name) => `${name}.dead`)])
    for (const { name, partitions } of wantedTopics()) {
      if (name.endsWith('.dead')) assert.equal(partitions, 1)
    }
  })

  for (const [what, found, differences, toBeChanged] of [
    ['one that is as wanted is left alone', {}, [], false],
    ['one that is missing is to be created', undefined, ['missing'], true],
    ['one with fewer partitions is to get more', { partitions: 1 }, ['fewer partitions'], true],
    ['one with more partitions is left alone', { partitions: 9 }, ['more partitions'], false],
    ['one that keeps for longer is to be set', { retentionMs: -1 }, ['other retention'], true],
    [
      'one that differs in both says both',
      { partitions: 1, retentionMs: DAY_MS },
      ['fewer partitions', 'other retention'],
      true,
    ],
  ] as const) {
    test(what, ({ assert }) => {
      const comparison = compared(found)
      assert.deepEqual(comparison.differences, [...differences])
      assert.equal(isToBeChanged(comparison), toBeChanged)
    })
  }
})

test.group('Lag of a group', () => {
  const ends = { low: '10', high: '25' }

  test('is what lies between its offset and the end', ({ assert }) => {
    assert.deepEqual(lagOf(ends, '20'), { committed: '20', end: '25', lag: 5 })
  })

  test('is everything that is kept, for a group that has read nothing', ({ assert }) => {
    for (const none of ['-1', undefined]) {
      assert.deepEqual(lagOf(ends, none), { committed: null, end: '25', lag: 15 })
    }
  })

  test('is never negative', ({ assert }) => {
    assert.equal(lagOf(ends, '26').lag, 0)
  })
})

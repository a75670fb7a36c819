import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import type { BusRecord, EventBus } from '#app/platform/ports/event_bus'
import { until } from '#tests/support/until'

export type ReceivedRecord = Pick<BusRecord, 'id' | 'type' | 'data' | 'traceparent'>

export interface EventBusRig {
  bus: () => EventBus
  /** Two that are delivered to somebody who records what comes. */
  topics: readonly [string, string]
  /** Makes the data of a record, where those who record take only some. */
  dataOf?: (key: string, sequence: number) => unknown
  /** What came of one topic under a key so far, in the order in which it came, repetitions included. */
  received: (topic: string, key: string) => Promise<ReceivedRecord[]>
}

const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

/** What a bus with a broker does; repetitions are allowed, as consumers recognise them by the id. */
export function eventBusContract(platform: string, rig: EventBusRig) {
  const { bus, topics, received, dataOf = (key, sequence) => ({ key, sequence }) } = rig

  test.group(`Event bus, ${platform}`, () => {
    test('a record comes with its id, type, data and trace', async ({ assert }) => {
      const record = aRecord(topics[0], randomUUID(), 0)
      const { done, error } = await bus().publish([record])
      assert.deepEqual([...done], [0])
      assert.isUndefined(error)
      const { id, type, data, traceparent } = record
      assert.deepEqual(await arrived(record.topic, record.key, 1), [
        { id, type, data, traceparent },
      ])
    })

    test('the records of each key come in order, in every topic', async ({ assert }) => {
      const keys = [randomUUID(), randomUUID(), randomUUID()]
      const records = Array.from({ length: 10 }, (_, sequence) =>
        keys.flatMap((key) => topics.map((topic) => aRecord(topic, key, sequence)))
      ).flat()
      const { done } = await bus().publish(records)
      assert.equal(done.size, records.length)
      for (const topic of topics) {
        for (const key of keys) {
          const sent = records.filter((each) => each.topic === topic && each.key === key)
          assert.deepEqual(ids(await arrived(topic, key, sent.length)), ids(sent))
        }
      }
    })

    test('what is given twice comes under the same id', async ({ assert }) => {
      const record = aRecord(topics[0], randomUUID(), 0)
      await bus().publish([record])
      await bus().publish([record])
      const last = aRecord(topics[0], record.key, 1)
      await bus().publish([last])
      assert.deepEqual(ids(await arrived(record.topic, record.key, 2)), ids([record, last]))
    })
  })

  function aRecord(topic: string, key: string, sequence: number): BusRecord {
    const data = dataOf(key, sequence)
    return { id: randomUUID(), type: 'task.updated', topic, key, data, traceparent: TRACE }
  }

  /** The records in the order in which each came first, once there are so many. */
  function arrived(topic: string, key: string, count: number): Promise<ReceivedRecord[]> {
    return until(`${count} records of ${key} arrive in ${topic}`, async () => {
      const all = await received(topic, key)
      const first = all.filter(({ id }, index) => all.findIndex((each) => each.id === id) === index)
      return first.length >= count ? first : undefined
    })
  }
}

function ids(records: readonly { id: string }[]): string[] {
  return records.map(({ id }) => id)
}

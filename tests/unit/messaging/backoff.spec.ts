import { test } from '@japa/runner'
import { backoffMs } from '#app/messaging/backoff'

const POLICY = { firstMs: 1000, mostMs: 5000 }

test.group('Back-off', () => {
  test('doubles with each failure up to its limit, a random half taken off', ({ assert }) => {
    const longest = (failures: number) => backoffMs(POLICY, failures, () => 1)
    assert.deepEqual([1, 2, 3, 4, 100].map(longest), [1000, 2000, 4000, 5000, 5000])
    const shortest = (failures: number) => backoffMs(POLICY, failures, () => 0)
    assert.deepEqual([1, 2, 3, 4, 100].map(shortest), [1000, 1000, 2000, 2500, 2500])
  })
})

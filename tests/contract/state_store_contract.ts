import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import type { StateStore } from '#app/platform/ports/state_store'

const VALUES = ['text', '5', '', 5, true, null, [1, [2]], { nested: { list: ['ä', '"'] } }]

/** What every state store does. Keys are new ones in each test, so that a store may keep what it has. */
export function stateStoreContract(platform: string, store: () => StateStore) {
  test.group(`State store, ${platform}`, () => {
    test('a value comes back as it was set', async ({ assert }) => {
      for (const value of VALUES) {
        const key = randomUUID()
        assert.isTrue(await store().set(key, value))
        assert.deepEqual((await store().get(key))?.value, value)
      }
    })

    test('what was never set, or is deleted, is undefined', async ({ assert }) => {
      const key = randomUUID()
      assert.isUndefined(await store().get(key))
      await store().set(key, 1)
      assert.isTrue(await store().delete(key))
      assert.isUndefined(await store().get(key))
      assert.isTrue(await store().delete(key))
    })

    test('every change gives a new ETag', async ({ assert }) => {
      const key = randomUUID()
      await store().set(key, 1)
      const first = await store().get(key)
      await store().set(key, 1)
      const second = await store().get(key)
      assert.isNotEmpty(first?.etag)
      assert.notEqual(second?.etag, first?.etag)
    })

    test('an ETag that is no longer the present one changes nothing', async ({ assert }) => {
      const key = randomUUID()
      await store().set(key, 'read')
      const read = await store().get(key)
      assert.isTrue(await store().set(key, 'changed', read?.etag))
      assert.isFalse(await store().set(key, 'late', read?.etag))
      assert.isFalse(await store().delete(key, read?.etag))
      const present = await store().get(key)
      assert.equal(present?.value, 'changed')
      assert.isTrue(await store().delete(key, present?.etag))
    })

    test('with an ETag nothing is made anew', async ({ assert }) => {
      const key = randomUUID()
      for (const etag of [randomUUID(), 'no etag at all']) {
        assert.isFalse(await store().set(key, 1, etag))
        assert.isFalse(await store().delete(key, etag))
      }
      assert.isUndefined(await store().get(key))
    })

    test('of many who change the same thing one succeeds', async ({ assert }) => {
      const key = randomUUID()
      await store().set(key, 0)
      const read = await store().get(key)
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) => store().set(key, index, read?.etag))
      )
      assert.lengthOf(answers.filter(Boolean), 1)
      assert.equal((await store().get(key))?.value, answers.indexOf(true))
    })
  })
}

import { test } from '@japa/runner'
import type { DaprClient } from '@dapr/dapr'
import type { OfficialClient } from '#app/platform/dapr/official_client'
import { DaprStateStore } from '#app/platform/dapr/state_store'
import { rejection } from '#tests/contract/rejection'

test.group('State store of Dapr', () => {
  test('a database that is away is not taken for a key that is not there', async ({ assert }) => {
    const away = new Error('failed to connect')
    const state = {
      // As the client answers then: it leaves the error of an item out.
      getBulk: async () => [{ key: 'k', data: '', etag: '' }],
      get: async () => Promise.reject(away),
    }
    const store = new DaprStateStore(clientWith(state), 'store')
    assert.equal(await rejection(store.get('k')), away)
  })
})

function clientWith(state: object) {
  const call = (_protocol: string, use: (client: DaprClient) => unknown) =>
    use({ state } as unknown as DaprClient)
  return { call } as unknown as OfficialClient
}

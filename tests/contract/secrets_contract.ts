import { test } from '@japa/runner'
import type { Secrets } from '#app/platform/ports/secrets'

/** What every store of secrets does; `known` is one that it holds. */
export function secretsContract(
  platform: string,
  secrets: () => Secrets,
  known: { name: string; value: string }
) {
  test.group(`Secrets, ${platform}`, () => {
    test('a secret is found by its name', async ({ assert }) => {
      assert.equal(await secrets().get(known.name), known.value)
    })

    test('one that is not there is undefined', async ({ assert }) => {
      assert.isUndefined(await secrets().get('TASKFLOW_NO_SUCH_SECRET'))
    })
  })
}

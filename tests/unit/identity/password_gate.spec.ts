import { test } from '@japa/runner'
import { PasswordGate } from '#app/identity/password_gate'
import type { Problem } from '#app/shared/problem'

test.group('Password gate', () => {
  test('so many run at once, so many wait, the rest is refused with Retry-After', async ({
    assert,
  }) => {
    const gate = new PasswordGate({ atOnce: 2, waiting: 3 })
    const { promise: gone, resolve: go } = Promise.withResolvers<void>()
    let running = 0
    let most = 0
    const work = async () => {
      most = Math.max(most, ++running)
      await gone
      running--
    }
    const tried = Array.from({ length: 7 }, () => gate.run(work))
    go()
    const ended = await Promise.allSettled(tried)
    const refused = ended.filter((end) => end.status === 'rejected')
    assert.equal(most, 2)
    assert.lengthOf(refused, 2)
    for (const { reason } of refused) {
      assert.equal((reason as Problem).status, 429)
      assert.property((reason as Problem).headers, 'retry-after')
    }
  })

  test('a piece of work that fails gives its place back', async ({ assert }) => {
    const gate = new PasswordGate({ atOnce: 1, waiting: 1 })
    await assert.rejects(() => gate.run(() => Promise.reject(new Error('no'))))
    assert.equal(await gate.run(() => Promise.resolve('yes')), 'yes')
  })
})

import { test } from '@japa/runner'
import { holdDeliveries } from '#app/platform/app_health'
import { enterPhase } from '#app/platform/lifecycle'
import type { RoleSetting } from '#app/platform/role'
import { settings, useSettings } from '#app/platform/settings'
import { baseUrl } from '#tests/support/settings'

test.group('Health of the app, for its sidecar', (group) => {
  group.each.setup(() => {
    const present = settings()
    enterPhase('ready')
    return () => {
      enterPhase('starting')
      useSettings(present)
      holdDeliveries('over', 0)
    }
  })

  test('it is well when it is ready and its database answers', async ({ assert }) => {
    assert.equal(await healthOf('auditor'), 200)
  })

  test('it is not while it starts or ends', async ({ assert }) => {
    for (const phase of ['starting', 'draining'] as const) {
      enterPhase(phase)
      assert.equal(await healthOf('web'), 503)
    }
  })

  test('deliveries wait for what a consumer needs, except to web, which is also invoked', async ({
    assert,
  }) => {
    holdDeliveries('a peer is away', 60_000)
    assert.equal(await healthOf('notifier'), 503)
    assert.equal(await healthOf('web'), 200)
    assert.equal(await healthOf('all'), 200)
    holdDeliveries('a peer was away', 0)
    assert.equal(await healthOf('notifier'), 200)
  })
})

async function healthOf(role: RoleSetting) {
  useSettings({ ...settings(), role })
  return (await fetch(`${baseUrl}/healthz`)).status
}

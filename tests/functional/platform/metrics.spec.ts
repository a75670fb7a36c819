import { test } from '@japa/runner'
import router from '@adonisjs/core/services/router'
import { gaugeAtScrape, registry } from '#app/platform/metrics'
import { settings, useSettings } from '#app/platform/settings'
import { baseUrl } from '#tests/support/settings'

test.group('Figures', () => {
  test('requests are counted by the pattern of their route, never by their address', async ({
    assert,
  }) => {
    const { patterns } = await scraped(['/password/secret-one', '/password/secret-two', '/nowhere'])
    const known = new Set(
      Object.values(router.toJSON())
        .flat()
        .map(({ pattern }) => pattern)
    )
    assert.includeMembers(patterns, ['/password/:token', 'unmatched'])
    assert.deepEqual(
      patterns.filter((pattern) => pattern !== 'unmatched' && !known.has(pattern)),
      []
    )
  })

  test('a gauge whose reading fails is absent, and the others are there', async ({ assert }) => {
    gaugeAtScrape({ name: 'well', help: 'For this test.', read: async () => [{ value: 7 }] })
    gaugeAtScrape({
      name: 'unwell',
      help: 'For this test.',
      read: () => Promise.reject(new Error('no')),
    })
    const { text } = await scraped([])
    registry.removeSingleMetric('well')
    registry.removeSingleMetric('unwell')
    assert.match(text, /^well 7$/m)
    assert.notMatch(text, /^unwell \d/m)
  })

  test('with METRICS_TOKEN they ask for it on a loopback host too, as a proxy may stand before it', async ({
    assert,
    cleanup,
  }) => {
    const present = settings()
    cleanup(() => useSettings(present))
    useSettings({ ...present, metricsToken: 'a-token-for-prometheus' })
    assert.equal((await fetch(`${baseUrl}/metrics`)).status, 401)
  })
})

async function scraped(paths: string[]) {
  for (const path of paths) await fetch(`${baseUrl}${path}`)
  const text = await (await fetch(`${baseUrl}/metrics`)).text()
  const counted = text.matchAll(/^http_request_duration_seconds_count\{.*route="([^"]+)"/gm)
  return { text, patterns: [...counted].map(([, pattern]) => pattern!) }
}

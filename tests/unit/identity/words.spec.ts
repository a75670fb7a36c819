import { test } from '@japa/runner'
import { momentWords } from '#app/identity/pages/words'
import { useClock } from '#app/shared/clock'

test.group('Words for a moment', (group) => {
  group.each.setup(() => {
    useClock({ nowMs: () => Date.parse('2026-11-20T11:30:00Z') })
    return () => useClock()
  })

  for (const [instant, zone, words] of [
    ['2026-11-20T09:05:00Z', 'UTC', 'today 09:05'],
    ['2026-11-20T09:05:00Z', 'Pacific/Auckland', 'yesterday 22:05'],
    ['2026-11-19T23:05:00Z', 'UTC', 'yesterday 23:05'],
    ['2026-11-21T00:00:00Z', 'UTC', 'tomorrow 00:00'],
    ['2027-02-19T10:00:00Z', 'UTC', 'Fri 19 Feb 2027'],
  ] as const) {
    test(`${instant} in ${zone} is ${words}`, ({ assert }) =>
      assert.equal(momentWords(instant, zone), words))
  }
})

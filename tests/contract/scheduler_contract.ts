import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import type { Scheduler } from '#app/platform/ports/scheduler'
import { until } from '#tests/support/until'

export interface WakeUp {
  /** Milliseconds since the Unix epoch. */
  atMs: number
  data: unknown
}

export interface SchedulerRig {
  scheduler: () => Scheduler
  /** Names of jobs that the rig records begin so. */
  prefix: string
  /** Every time that the application was called with the job, in order. */
  wakeUps: (name: string) => Promise<WakeUp[]>
}

const LEAD_MS = 2000 // a job that is replaced or cancelled in its last milliseconds may fire all the same
const LATE_MS = 1500

/**
 * What a scheduler that wakes the application does. (The embedded one wakes nobody: there the sweep over the rows that
 * jobs are for is exact by itself, which is tested where these rows are.)
 */
export function schedulerContract(platform: string, { scheduler, prefix, wakeUps }: SchedulerRig) {
  test.group(`Scheduler, ${platform}`, () => {
    test('a job fires once at its time, with its data', async ({ assert }) => {
      const name = prefix + randomUUID()
      const dueMs = Date.now() + LEAD_MS
      await scheduler().schedule({ name, dueAt: instant(dueMs), data: { generation: 1 } })
      const [first, ...more] = await fired(name)
      assert.isEmpty(more)
      assert.deepEqual(first?.data, { generation: 1 })
      assert.isAtLeast(first?.atMs ?? 0, dueMs)
      assert.isAtMost(first?.atMs ?? Infinity, dueMs + LATE_MS)
    })

    test('what is past due fires at once', async ({ assert }) => {
      const name = prefix + randomUUID()
      const nowMs = Date.now()
      await scheduler().schedule({ name, dueAt: '2020-02-29T00:00:00Z', data: {} })
      const [first] = await fired(name)
      assert.isAtMost(first?.atMs ?? Infinity, nowMs + LATE_MS)
    })

    test('scheduling a name again replaces its job', async ({ assert }) => {
      const name = prefix + randomUUID()
      const soonMs = Date.now() + LEAD_MS
      const laterMs = soonMs + LEAD_MS / 2
      await scheduler().schedule({ name, dueAt: instant(soonMs), data: { generation: 1 } })
      await scheduler().schedule({ name, dueAt: instant(laterMs), data: { generation: 2 } })
      const [first] = await fired(name)
      assert.deepEqual(first?.data, { generation: 2 })
      assert.isAtLeast(first?.atMs ?? 0, laterMs)
    })

    test('a job that is cancelled well before its time does not fire', async ({ assert }) => {
      const [cancelled, witness] = [prefix + randomUUID(), prefix + randomUUID()]
      const dueMs = Date.now() + LEAD_MS
      await scheduler().schedule({ name: cancelled, dueAt: instant(dueMs), data: {} })
      await scheduler().schedule({ name: witness, dueAt: instant(dueMs + 500), data: {} })
      await scheduler().cancel(cancelled)
      await fired(witness)
      assert.isEmpty(await wakeUps(cancelled))
    })

    test('cancelling what is not there is no error', async () => {
      await scheduler().cancel(prefix + randomUUID())
    })
  })

  function fired(name: string) {
    return until(`the job ${name} fires`, async () => {
      const all = await wakeUps(name)
      return all.length > 0 ? all : undefined
    })
  }
}

function instant(ms: number): string {
  return new Date(ms).toISOString()
}

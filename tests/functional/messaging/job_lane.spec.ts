import { getActiveTest, test } from '@japa/runner'
import { JobLane } from '#app/messaging/job_lane'
import { recordJob, recordJobCancelled } from '#app/messaging/record_job'
import { WakeUp } from '#app/messaging/wake_up'
import type { Job, Scheduler } from '#app/platform/ports/scheduler'
import { database, inTransaction, rows } from '#app/shared/database'
import { connectionOfTest, leaseOfTest } from '#tests/support/messaging'
import { until } from '#tests/support/until'

/** Keeps what it was told, and is away as long as it is told to be. */
class SchedulerOfTest implements Scheduler {
  told: (Job | string)[] = []
  away = false

  async schedule(job: Job) {
    if (this.away) throw new Error('away')
    this.told.push(job)
  }

  async cancel(name: string) {
    if (this.away) throw new Error('away')
    this.told.push(name)
  }
}

const DUE = '2026-11-30T09:00:00.000000Z'
const job = (name: string, generation = 1) => ({ name, dueAt: DUE, data: { generation } })

const nothingLeft = async () =>
  (await rows(database(), 'SELECT 1 AS one FROM job_effects')).length === 0

async function runUntil(scheduler: SchedulerOfTest, condition: () => Promise<boolean>) {
  const lease = await leaseOfTest('relay')
  const troubles: (string | undefined)[] = []
  const lane = new JobLane({
    connection: connectionOfTest(),
    scheduler,
    wakeUp: new WakeUp(),
    trouble: (error) => troubles.push(error),
  })
  const running = lane.run(lease)
  getActiveTest()?.cleanup(() => lease.end())
  await until('the lane has come so far', condition).finally(() => lease.end())
  await running
  return troubles
}

test.group('Jobs', () => {
  test('the scheduler is told of a job once its change has committed, and not otherwise', async ({
    assert,
  }) => {
    await inTransaction((trx) => recordJob(trx, job('reminder-1-1')))
    await inTransaction(async (trx) => {
      await recordJob(trx, job('reminder-2-1'))
      throw new Error('rolled back')
    }).catch(() => undefined)
    const scheduler = new SchedulerOfTest()
    await runUntil(scheduler, nothingLeft)
    assert.deepEqual(scheduler.told, [job('reminder-1-1')])
  })

  test('of several wishes for one job the last one counts', async ({ assert }) => {
    await inTransaction((trx) => recordJob(trx, job('a', 1)))
    await inTransaction((trx) => recordJob(trx, job('a', 2)))
    await inTransaction((trx) => recordJob(trx, job('b')))
    await inTransaction((trx) => recordJobCancelled(trx, 'b'))
    const scheduler = new SchedulerOfTest()
    await runUntil(scheduler, nothingLeft)
    assert.sameDeepMembers(scheduler.told, [job('a', 2), 'b'])
  })

  test('a scheduler that is away is told when it is back', async ({ assert }) => {
    await inTransaction((trx) => recordJob(trx, job('a')))
    const scheduler = new SchedulerOfTest()
    scheduler.away = true
    let looks = 0
    const troubles = await runUntil(scheduler, async () => {
      looks += 1
      if (looks > 3) scheduler.away = false
      return nothingLeft()
    })
    assert.deepEqual(scheduler.told, [job('a')])
    assert.deepEqual(troubles, ['Error: away', undefined])
  })

  test('more jobs than are told at once are all told', async ({ assert }) => {
    await inTransaction(async (trx) => {
      for (let n = 0; n < 70; n++) await recordJob(trx, job(`job-${n}`))
    })
    const scheduler = new SchedulerOfTest()
    await runUntil(scheduler, nothingLeft)
    assert.lengthOf(scheduler.told, 70)
  })
})

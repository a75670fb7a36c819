import { test } from '@japa/runner'
import { LeaseLost } from '#app/messaging/lease'
import { registry } from '#app/platform/metrics'
import { database, rows } from '#app/shared/database'
import { registerOccurrenceMetrics } from '#app/tasks/occurrences/metrics'
import { repairSeries, sweepPending } from '#app/tasks/occurrences/series_sweep'
import { seriesSweepWork } from '#app/tasks/occurrences/series_sweep_work'
import { sound } from '#tests/scenarios/series_checker'
import { anApiUser, ok } from '#tests/support/api'
import { travelTo } from '#tests/support/clock'
import { eventsOf, typesRecorded } from '#tests/support/events'
import { aTask, taskNow } from '#tests/support/factories'
import { leaseOfTest } from '#tests/support/messaging'
import { aClosedOccurrence, askNext, closingEventOf, seriesVerdict } from '#tests/support/series'
import { until } from '#tests/support/until'

const CLOSED = '2026-03-02T09:00:00Z'
const SOON = '2026-03-02T09:00:29Z'
const LATER = '2026-03-02T09:00:31Z'

const theLease = () => leaseOfTest('series-sweep')

/** As a release before this one completes a task: it knows nothing of what follows. */
async function completedByFormerRelease({ id }: { id: string }) {
  await rows(
    database(),
    `UPDATE tasks SET status = 'completed', completed_at = taskflow_now(), version = version + 1 WHERE id = :id`,
    { id }
  )
}

async function rejection(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error
  )
}

test.group('The sweep of series', () => {
  test('makes what has been missing for 30 s, and nothing sooner', async ({ assert }) => {
    const ada = await anApiUser()
    await travelTo(CLOSED)
    const closed = await aClosedOccurrence(ada)
    await travelTo(SOON)
    assert.deepEqual(await typesRecorded(async () => sweepPending(await theLease())), [])
    await travelTo(LATER)
    const events = await eventsOf(async () => sweepPending(await theLease()))
    const { next_task_id: nextId } = await taskNow(ada, closed)
    assert.lengthOf(events, 1)
    assert.deepInclude(events[0], {
      event_type: 'task.created',
      task_id: nextId,
      actor: { kind: 'system', id: 'series-sweep', label: 'Taskflow', via: 'system' },
    })
    assert.deepEqual(await seriesVerdict(), sound({ series: 1, made: 1 }))
  })

  test('makes as many as there are, in batches, and each once', async ({ assert }) => {
    await travelTo(CLOSED)
    const ada = await anApiUser()
    for (let n = 0; n < 5; n++) await aClosedOccurrence(ada)
    await travelTo(LATER)
    await sweepPending(await theLease(), 2)
    assert.deepEqual(await seriesVerdict(), sound({ series: 5, made: 5 }))
    assert.deepEqual(await typesRecorded(async () => sweepPending(await theLease(), 2)), [])
  })

  test('meets the recurrer, which comes late, without making two', async ({ assert }) => {
    await travelTo(CLOSED)
    const closed = await aClosedOccurrence(await anApiUser())
    const body = { closing_event_id: await closingEventOf(closed) }
    await travelTo(LATER)
    await Promise.all([
      theLease().then((lease) => sweepPending(lease)),
      ...Array.from({ length: 3 }, () => askNext(closed, body)),
    ])
    assert.deepEqual(await seriesVerdict(), sound({ series: 1, made: 1 }))
  })

  test('goes on after a series that cannot', async ({ assert }) => {
    await travelTo(CLOSED)
    const ada = await anApiUser()
    const [poor] = [await aClosedOccurrence(ada), await aClosedOccurrence(ada)]
    await rows(database(), `UPDATE series SET rule = 'no rule' WHERE id = :id`, {
      id: poor.series_id,
    })
    await rows(database(), `UPDATE tasks SET next_key = 'no key' WHERE id = :id`, { id: poor.id })
    await travelTo(LATER)
    await sweepPending(await theLease(), 1)
    assert.deepInclude(await seriesVerdict(), { made: 1, pending: 1, stranded: 0 })
  })

  test('makes nothing under a lease that went to another process', async ({ assert }) => {
    await travelTo(CLOSED)
    await aClosedOccurrence(await anApiUser())
    const stale = await aTask(await anApiUser(), { due_date: '2026-03-02', rrule: 'FREQ=DAILY' })
    await completedByFormerRelease(stale)
    await travelTo(LATER)
    const former = await theLease()
    await theLease()
    for (const work of [sweepPending, repairSeries]) {
      assert.instanceOf(await rejection(work(former)), LeaseLost)
    }
    await seriesSweepWork(former) // ends by itself
    assert.deepInclude(await seriesVerdict(), { made: 0, pending: 1, stranded: 1 })
  })

  test('runs until its lease ends, and repairs when it begins', async () => {
    await travelTo(CLOSED)
    const ada = await anApiUser()
    await aClosedOccurrence(ada)
    await completedByFormerRelease(
      await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=DAILY' })
    )
    await travelTo(LATER)
    const lease = await theLease()
    const running = seriesSweepWork(lease)
    await until('both are made', async () => (await seriesVerdict()).made === 2)
    lease.end()
    await running
  })

  test('is counted, and so is what waits for it', async ({ assert, cleanup }) => {
    registerOccurrenceMetrics()
    const names = [
      'occurrences_made_total',
      'occurrences_pending',
      'occurrences_oldest_pending_age_seconds',
    ]
    cleanup(() => names.forEach((name) => registry.removeSingleMetric(name)))
    await travelTo(CLOSED)
    const ada = await anApiUser()
    await aClosedOccurrence(ada)
    await travelTo(LATER)
    const figures = async () => {
      const lines = (await registry.metrics()).matchAll(/^(occurrences_\S+) (\S+)$/gm)
      return Object.fromEntries([...lines].map(([, name, value]) => [name, Number(value)]))
    }
    const before = await figures()
    assert.deepInclude(before, {
      occurrences_pending: 1,
      occurrences_oldest_pending_age_seconds: 31,
    })
    await sweepPending(await theLease())
    const bySweep = 'occurrences_made_total{by="sweep"}'
    assert.deepInclude(await figures(), {
      occurrences_pending: 0,
      occurrences_oldest_pending_age_seconds: 0,
      [bySweep]: before[bySweep]! + 1,
    })
  })
})

test.group('The repair of series', () => {
  test('makes what follows a completion that a former release wrote', async ({ assert }) => {
    await travelTo(CLOSED)
    const ada = await anApiUser()
    const tasks = []
    for (let n = 0; n < 3; n++) {
      tasks.push(await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=DAILY' }))
    }
    for (const task of tasks) await completedByFormerRelease(task)
    assert.deepInclude(await seriesVerdict(), { stranded: 3 })
    await repairSeries(await theLease(), 2)
    assert.deepEqual(await seriesVerdict(), sound({ series: 3, made: 3 }))
    const { next_task_id: nextId } = await taskNow(ada, tasks[0])
    assert.equal((await taskNow(ada, { id: nextId })).due_date, '2026-03-03')
  })

  test('ends a series of which nothing follows', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=DAILY;COUNT=1' })
    await completedByFormerRelease(task)
    const types = await typesRecorded(async () => repairSeries(await theLease()))
    assert.deepEqual(types, ['series.ended'])
    assert.deepInclude(await seriesVerdict(), { stranded: 0, open: 0 })
  })

  test('leaves alone what waits for something, and what has ended', async ({ assert }) => {
    const ada = await anApiUser()
    await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=DAILY' })
    await aClosedOccurrence(ada)
    await aClosedOccurrence(ada, { rrule: 'FREQ=DAILY;COUNT=1' })
    const { id } = await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=DAILY' })
    await ok(ada.delete(`/tasks/${id}`))
    assert.deepEqual(await typesRecorded(async () => repairSeries(await theLease())), [])
  })
})

test.group('What the database itself refuses', () => {
  test('a second open occurrence of a series, a second pending one, and a key twice', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=DAILY' })
    const same = 'user_id, title, title_sort, search, created_at, updated_at, series_id'
    /** The constraint that refuses another task of the series with these values. */
    const refusing = async (columns: string, values: string) => {
      const insertion = rows(
        database(),
        `INSERT INTO tasks (${same}, ${columns}) SELECT ${same}, ${values} FROM tasks WHERE id = :id`,
        { id: task.id }
      )
      return ((await rejection(insertion)) as { constraint?: string }).constraint
    }
    const closed = 'occurrence_key, status, completed_at'
    assert.equal(await refusing('occurrence_key', `'2026-03-03'`), 'tasks_one_open')
    assert.equal(
      await refusing(closed, `occurrence_key, 'completed', taskflow_now()`),
      'tasks_occurrence_key'
    )
    await ok(ada.post(`/tasks/${task.id}/complete`))
    assert.equal(
      await refusing(
        `${closed}, next_key`,
        `'2026-03-03', 'completed', taskflow_now(), '2026-03-04'`
      ),
      'tasks_one_pending'
    )
  })
})

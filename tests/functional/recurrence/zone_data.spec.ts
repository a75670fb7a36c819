import { test } from '@japa/runner'
import { database, rows } from '#app/shared/database'
import { navigation } from '#app/tasks/navigation_query'
import { rebuildDueDates } from '#app/tasks/rebuild_due_dates'
import { rebuiltWith, setRebuiltWith, ZONE_DATA } from '#app/tasks/zone_data'
import { zoneDataWork } from '#app/tasks/zone_data_work'
import { anApiUser, type ApiUser, ok } from '#tests/support/api'
import { typesRecorded } from '#tests/support/events'
import { aCompletedTask, aTask, aTrashedTask, taskNow } from '#tests/support/factories'
import { leaseOfTest } from '#tests/support/messaging'
import { runCommand } from '#tests/support/run_command'
import { until } from '#tests/support/until'
import RecurrenceRebuild from '../../../commands/recurrence_rebuild.js'

/* Europe/Paris: 02:00 → 03:00 on 2026-03-29 (a gap), 03:00 → 02:00 on 2026-10-25 (a fold). */

/** Of 09:00 in Paris on 1 July 2026, by zone data without summer time. */
const STALE = '2026-07-01T08:00:00Z'
const OTHER_ZONE_DATA = '1970a'

/** As if by other zone data each task was due an hour later. */
async function makeStale() {
  await rows(database(), `UPDATE tasks SET due_at = due_at + interval '1 hour'`)
  await setRebuiltWith(database(), OTHER_ZONE_DATA)
}

async function rebuilt() {
  let progress
  for await (progress of rebuildDueDates());
  return progress
}

/** Many tasks at 09:00 in Paris, whose instant is wrong. */
async function manyStale({ user }: ApiUser, count: number) {
  await rows(
    database(),
    `INSERT INTO tasks (user_id, title, title_sort, search, due_wall, due_timezone, due_at, created_at, updated_at)
     SELECT :id, 'many', 'many', '', '2026-07-01 09:00', 'Europe/Paris', :dueAt, taskflow_now(), taskflow_now()
     FROM generate_series(1, :count::int)`,
    { id: user.id, count, dueAt: STALE }
  )
}

async function staleLeft(): Promise<number> {
  const [found] = await rows<{ count: number }>(
    database(),
    'SELECT count(*)::int AS count FROM tasks WHERE due_at = :dueAt',
    { dueAt: STALE }
  )
  return found!.count
}

test.group('Due dates, when zone data changes', () => {
  test('rule 27: a task with a time is due when its zone shows it, an all-day one until its day ends', async ({
    assert,
  }) => {
    const [ada, ben] = [await anApiUser('Europe/Paris'), await anApiUser('Asia/Tokyo')]
    const tasks = [
      await aTask(ada, { due_date: '2026-07-01T18:00:00+02:00' }),
      await aTask(ada, { due_date: '2026-03-29' }),
      await aTrashedTask(ada, {
        due_date: '2026-07-01T09:00:00.5-04:00',
        due_timezone: 'America/New_York',
      }),
      await aTask(ada),
    ]
    const other = await aTask(ben, { due_date: '2026-07-01' })
    await makeStale()
    assert.deepEqual(await rebuilt(), { lookedAt: 4, changed: 4 })
    for (const task of tasks) assert.deepEqual(await taskNow(ada, task), task)
    assert.deepEqual(await taskNow(ben, other), other)
  })

  test('versions stay and nothing is told, as nobody changed anything', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const task = await aTask(ada, { due_date: '2026-07-01' })
    await makeStale()
    assert.deepEqual(await typesRecorded(rebuilt), [])
    assert.equal((await taskNow(ada, task)).version, task.version)
  })

  test('the second instant of a fold, which a person chose, is left alone', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const first = await aTask(ada, { due_date: '2026-10-25T00:30:00Z' })
    const second = await aTask(ada, { due_date: '2026-10-25T01:30:00Z' })
    assert.deepEqual(await rebuilt(), { lookedAt: 2, changed: 0 })
    assert.equal((await taskNow(ada, first)).due_at, '2026-10-25T00:30:00Z')
    assert.equal((await taskNow(ada, second)).due_at, '2026-10-25T01:30:00Z')
  })

  test('a wall time that a gap swallowed is no reason to write', async ({ assert }) => {
    const ada = await anApiUser('UTC')
    const { id } = await aTask(ada, { due_date: '2026-03-29T02:30:00Z' })
    await ok(ada.patch(`/tasks/${id}`, { due_timezone: 'Europe/Paris' }))
    assert.deepEqual(await rebuilt(), { lookedAt: 1, changed: 0 })
  })

  test('rule 27: an occurrence whose time lies in a new gap is due after it, as its rule says', async ({
    assert,
  }) => {
    const ada = await anApiUser('Europe/Paris')
    const task = await aTask(ada, { due_date: '2026-03-28T02:30:00+01:00', rrule: 'FREQ=DAILY' })
    // The next one, by zone data with summer time a week earlier.
    await rows(
      database(),
      `UPDATE tasks SET occurrence_key = '2026-03-29T02:30', due_wall = '2026-03-29 02:30', due_at = '2026-03-29T00:30:00Z'`
    )
    assert.equal((await rebuilt())?.changed, 1)
    assert.equal((await taskNow(ada, task)).due_date, '2026-03-29T03:30:00+02:00')
  })

  test('a postponed occurrence keeps the time that it was postponed to', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const { id } = await aTask(ada, { due_date: '2026-07-01T09:00:00+02:00', rrule: 'FREQ=DAILY' })
    const task = await ok(ada.patch(`/tasks/${id}`, { due_date: '2026-07-03T11:00:00+02:00' }))
    await makeStale()
    await rebuilt()
    assert.deepEqual(await taskNow(ada, task), task)
  })

  test('a task in a zone that this release does not know stays as it is', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    await aTask(ada, { due_date: '2026-07-01T09:00:00+02:00' })
    await rows(database(), `UPDATE tasks SET due_timezone = 'Mars/Olympus'`)
    assert.deepEqual(await rebuilt(), { lookedAt: 1, changed: 0 })
  })

  test('completed tasks stay as they are, and are right again when they are reopened', async ({
    assert,
  }) => {
    const ada = await anApiUser('Europe/Paris')
    const { id, due_at: dueAt } = await aCompletedTask(ada, {
      due_date: '2026-07-01T09:00:00+02:00',
    })
    await makeStale()
    assert.deepEqual(await rebuilt(), { lookedAt: 0, changed: 0 })
    assert.equal((await ok(ada.post(`/tasks/${id}/reopen`))).due_at, dueAt)
  })

  test('what an undo brings back is due by the zone data of today', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const task = await aTask(ada, { due_date: '2026-07-01T18:00:00+02:00' })
    await makeStale()
    const { headers } = await ada.patch(`/tasks/${task.id}`, { title: 'Other' })
    await rebuilt()
    await ok(ada.post(`/undo/${headers.get('taskflow-undo')}`))
    const { title, due_at: dueAt } = await taskNow(ada, task)
    assert.deepEqual([title, dueAt], [task.title, task.due_at])
  })

  test('the counts of the sidebar follow', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    await manyStale(ada, 1100)
    assert.equal((await navigation(database(), ada.actor)).counts.overdue, 1100)
    await rows(database(), `UPDATE tasks SET due_wall = '2999-07-01 09:00'`)
    await rebuilt()
    assert.equal((await navigation(database(), ada.actor)).counts.overdue, 0)
  })
})

test.group('Zone data at start', () => {
  test('due dates are rebuilt where they were made with other zone data, or nobody knows which', async ({
    assert,
  }) => {
    const ada = await anApiUser('Europe/Paris')
    const task = await aTask(ada, { due_date: '2026-07-01T18:00:00+02:00' })
    for (const known of [true, false]) {
      await makeStale()
      if (!known) await rows(database(), 'DELETE FROM time_zone_data')
      await works('2026z')
      assert.deepEqual(await taskNow(ada, task), task)
    }
  })

  test('with the same zone data nothing is looked at', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    await manyStale(ada, 1)
    await setRebuiltWith(database(), '2026z')
    const lease = await leaseOfTest('zone-data')
    const working = zoneDataWork(lease, '2026z')
    lease.end()
    await working
    assert.equal(await staleLeft(), 1)
  })

  test('a rebuild that ended in its middle leaves the old version, and the next one ends it', async ({
    assert,
  }) => {
    const ada = await anApiUser('Europe/Paris')
    await manyStale(ada, 1200)
    await setRebuiltWith(database(), OTHER_ZONE_DATA)
    const ended = new AbortController()
    for await (const { changed } of rebuildDueDates({ signal: ended.signal })) {
      assert.equal(changed, 500)
      ended.abort()
    }
    assert.equal(await staleLeft(), 700)
    assert.equal(await rebuiltWith(database()), OTHER_ZONE_DATA)
    await works('2026z')
    assert.equal(await staleLeft(), 0)
  })

  test('whoever has lost the lease writes nothing any more, the version neither', async ({
    assert,
  }) => {
    const ada = await anApiUser('Europe/Paris')
    await manyStale(ada, 10)
    await setRebuiltWith(database(), OTHER_ZONE_DATA)
    const lease = await leaseOfTest('zone-data')
    await leaseOfTest('zone-data')
    const working = zoneDataWork(lease, '2026z')
    lease.end()
    await working
    assert.equal(await staleLeft(), 10)
    assert.equal(await rebuiltWith(database()), OTHER_ZONE_DATA)
  })

  test('two at once do no harm, and neither does a change meanwhile', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    await manyStale(ada, 1200)
    const { data } = await ok(ada.get('/tasks?limit=20&sort=-created_at'))
    await Promise.all([
      rebuilt(),
      rebuilt(),
      ...data.map(({ id }: { id: string }) => ok(ada.patch(`/tasks/${id}`, { due_date: null }))),
    ])
    assert.equal(await staleLeft(), 0)
    const [{ left }] = (await rows(
      database(),
      `SELECT count(*)::int AS left FROM tasks WHERE due_at = '2026-07-01T07:00:00Z'`
    )) as [{ left: number }]
    assert.equal(left, 1180)
  })
})

test.group('recurrence:rebuild', () => {
  test('says how many it looked at and how many it changed', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    await aTask(ada, { due_date: '2026-07-01' })
    await manyStale(ada, 2)
    const { lines, exitCode } = await runCommand(RecurrenceRebuild)
    assert.match(lines.at(-1)!, /3 due dates looked at, 2 changed\./)
    assert.notEqual(exitCode, 1)
    assert.equal(await rebuiltWith(database()), ZONE_DATA)
  })

  test('--dry-run changes nothing', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    await manyStale(ada, 2)
    const { text } = await runCommand(RecurrenceRebuild, ['--dry-run'])
    assert.match(text, /2 due dates looked at, 2 to change\. Dry run: nothing was changed\./)
    assert.equal(await staleLeft(), 2)
    assert.isNull(await rebuiltWith(database()))
  })

  test('--json is for programs', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    await manyStale(ada, 2)
    await setRebuiltWith(database(), OTHER_ZONE_DATA)
    const { text } = await runCommand(RecurrenceRebuild, ['--json'])
    assert.deepEqual(JSON.parse(text), {
      zone_data: ZONE_DATA,
      zone_data_before: OTHER_ZONE_DATA,
      dry_run: false,
      looked_at: 2,
      changed: 2,
    })
  })
})

/** The work of a process that holds the lease, until it is through. */
async function works(version: string) {
  const lease = await leaseOfTest('zone-data')
  const working = zoneDataWork(lease, version)
  await until('the due dates are rebuilt', async () => (await rebuiltWith(database())) === version)
  lease.end()
  await working
  await setRebuiltWith(database(), OTHER_ZONE_DATA)
}

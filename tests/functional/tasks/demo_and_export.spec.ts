import { test } from '@japa/runner'
import { accountExport } from '#app/identity/account_export'
import { database } from '#app/shared/database'
import { demoTasks } from '#app/tasks/demo_tasks'
import { listTasks } from '#app/tasks/task_list_query'
import { navigation } from '#app/tasks/navigation_query'
import { seedDemo } from '#app/tasks/seed_demo'
import { DEMO_SERIES } from '#app/tasks/demo_series'
import { seedDemoSeries } from '#app/tasks/seed_demo_series'
import { travelTo } from '#tests/support/clock'
import { anApiUser } from '#tests/support/api'
import { aTask } from '#tests/support/factories'
import { assertSeriesHold } from '#tests/support/occurrences'

test.group('demo:seed', () => {
  test('the same seed and day make the same tasks, another seed others', ({ assert }) => {
    const made = (seed: number) => [...demoTasks(300, seed, '2026-11-21')]
    assert.deepEqual(made(1), made(1))
    assert.notDeepEqual(made(1), made(2))
  })

  test('looks like a life: every priority, active and completed, timed, all-day and undated, most with tags', ({
    assert,
  }) => {
    const tasks = [...demoTasks(300, 1, '2026-11-21')]
    assert.lengthOf(new Set(tasks.map((task) => task.priority)), 4)
    for (const kind of [
      tasks.filter((task) => task.completedDaysAgo !== null),
      tasks.filter((task) => task.completedDaysAgo === null),
      tasks.filter((task) => task.dueOn && task.time),
      tasks.filter((task) => task.dueOn && !task.time),
      tasks.filter((task) => !task.dueOn),
    ]) {
      assert.isAbove(kind.length, 20)
    }
    assert.isAbove(tasks.filter((task) => task.tags.length > 0).length, 200)
  })

  test('seeded tasks are listed, counted and found like any others', async ({ assert }) => {
    await travelTo('2026-11-21T12:00:00Z')
    const ada = await anApiUser('Europe/Paris')
    const progress: number[] = []
    await seedDemo(ada.user, 700, 1, (done) => progress.push(done))

    assert.deepEqual(progress, [500, 700])
    const { counts, tags } = await navigation(database(), ada.actor)
    const expected = [...demoTasks(700, 1, '2026-11-21')]
    const active = expected.filter((task) => task.completedDaysAgo === null)
    assert.equal(counts.all, active.length)
    assert.equal(
      tags.find((tag) => tag.name === 'work')?.count,
      active.filter((task) => task.tags.includes('work')).length
    )
    const found = await listTasks(database(), ada.actor, { q: 'zurihc', limit: 200 })
    assert.isAbove(found.tasks.length, 0)
    for (const task of found.tasks) assert.include(task.title, 'Zürich')
  })

  for (const [day, zone] of [
    ['2026-11-21T12:00:00Z', 'Europe/Paris'],
    ['2027-03-01T00:30:00Z', 'America/New_York'], // February there
  ] as const) {
    test(`what repeats has a past, and one that is open: ${day}`, async ({ assert }) => {
      await travelTo(day)
      const ada = await anApiUser(zone)
      assert.equal(await seedDemoSeries(ada.user), DEMO_SERIES.length)
      await assertSeriesHold()

      const { tasks } = await listTasks(database(), ada.actor, { limit: 200 })
      const open = tasks.filter(({ status }) => status === 'active')
      assert.sameMembers(
        open.map(({ title }) => title),
        DEMO_SERIES.map(({ title }) => title)
      )
      for (const { title } of DEMO_SERIES) {
        const done = tasks.filter((task) => task.title === title && task.status === 'completed')
        assert.isAbove(done.length, 1, title)
      }
      assert.isTrue(tasks.some(({ skippedAt }) => skippedAt !== null))
      assert.isTrue(
        tasks.every(({ completedAt }) => Date.parse(completedAt ?? day) <= Date.parse(day))
      )
      const late = open.filter(({ dueAt }) => Date.parse(dueAt ?? '') < Date.parse(day))
      assert.include(
        late.map(({ title }) => title),
        'Back up the home server'
      )
    })
  }
})

test.group('My data', () => {
  test('the export holds every task, those in the trash too, and every tag', async ({ assert }) => {
    const ada = await anApiUser()
    const somebody = await anApiUser()
    await aTask(somebody, { title: 'not hers' })
    await seedDemo(ada.user, 1100, 1, () => {})
    const repeating = await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=WEEKLY;BYDAY=MO' })
    const trashed = await aTask(ada, { title: 'thrown away' })
    await ada.delete(`/tasks/${trashed.id}`)

    let text = ''
    for await (const piece of accountExport(ada.user)) text += piece
    const document = JSON.parse(text)

    assert.lengthOf(document.tasks, 1102)
    assert.lengthOf(new Set(document.tasks.map((task: { id: string }) => task.id)), 1102)
    assert.lengthOf(document.tags, 10)
    assert.deepInclude(
      document.series.find((series: { id: string }) => series.id === repeating.series_id),
      { rrule: 'FREQ=WEEKLY;BYDAY=MO', start: '2026-03-02', timezone: null }
    )
    assert.isNotNull(
      document.tasks.find((task: { id: string }) => task.id === trashed.id).deleted_at
    )
    assert.notInclude(text, 'not hers')
  })
})

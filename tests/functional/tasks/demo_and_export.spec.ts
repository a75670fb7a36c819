import { test } from '@japa/runner'
import { accountExport } from '#app/identity/account_export'
import { database } from '#app/shared/database'
import { demoTasks } from '#app/tasks/demo_tasks'
import { listTasks } from '#app/tasks/task_list_query'
import { navigation } from '#app/tasks/navigation_query'
import { seedDemo } from '#app/tasks/seed_demo'
import { travelTo } from '#tests/support/clock'
import { anApiUser } from '#tests/support/api'
import { aTask } from '#tests/support/factories'

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

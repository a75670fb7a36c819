import { test } from '@japa/runner'
import type User from '#app/identity/user'
import { database } from '#app/shared/database'
import type { Task } from '#app/tasks/task'
import { findTask } from '#app/tasks/task_row'
import { ApiUser } from '#tests/support/api'
import { travelTo } from '#tests/support/clock'
import { assertSeriesHold, askForNext } from '#tests/support/occurrences'
import { groupsOf, textOf, titlesOf, toastOf, undoOf } from '#tests/support/page'
import { makePerson, makeToken } from '#tests/support/people'
import { giveTask, giveTasks } from '#tests/support/tasks'
import { Visitor } from '#tests/support/visitor'

test.group('A task that repeats, on the pages without JavaScript', (group) => {
  let user: User
  let visitor: Visitor
  let api: ApiUser
  group.each.setup(async () => {
    await travelTo('2026-11-20T09:00:00Z') // a Friday
    user = await makePerson({ timezone: 'Europe/Paris' })
    visitor = await new Visitor().signIn(user)
    api = new ApiUser(user, await makeToken(user))
  })
  group.each.teardown(() => assertSeriesHold())

  const standUp = (fields: object = {}) =>
    giveTask(user, {
      title: 'Stand-up notes',
      due_date: '2026-11-20T08:00:00Z',
      rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
      ...fields,
    })
  const press = async (action: string, page = '/today', fields: Record<string, string> = {}) => {
    const answer = await visitor.submit(page, { return_to: page, ...fields }, action)
    return visitor.get(answer.location ?? page)
  }
  const show = (task: Task) => visitor.get(`/tasks/${task.id}?back=%2Ftoday`)
  const now = async (task: Task) => (await findTask(database(), user.id, task.id))!
  const makeItsNext = async (task: Task) => {
    const { seriesId, occurrenceKey } = await now(task)
    const { taskId } = await askForNext({
      id: task.id,
      series_id: seriesId!,
      occurrence_key: occurrenceKey!,
    })
    return (await findTask(database(), user.id, taskId!))!
  }
  /** How many words of the pane's facts say it. */
  const coming = (body: string) =>
    [
      ...(body.split('aria-labelledby="coming"')[1]?.split('</ol>')[0] ?? '').matchAll(
        /<li>([^<]*)/g
      ),
    ].map(([, words = '']) => words.trim())
  const history = (body: string) =>
    [
      ...(body.split('class="history"')[1]?.split('</section>')[0] ?? '').matchAll(
        /<dt>([^]*?)<\/dt>\s*<dd>([^]*?)<\/dd>/g
      ),
    ].map(([, day = '', note = '']) => `${textOf(day, /([^]*)/)}: ${note.trim()}`)

  test('has a mark on its row that says how', async ({ assert }) => {
    await standUp()
    const { body } = await visitor.get('/today')
    assert.equal(
      textOf(body, /<span class="repeats">([^]*?)<\/span>\s*<\/span>/),
      'repeats every weekday'
    )
  })

  test('says on its row how often in a row it was done, until it is late', async ({ assert }) => {
    const words = async () =>
      textOf((await visitor.get('/all')).body, /<span class="repeats">([^]*?)<\/span>\s*<\/span>/)
    let task = await standUp({ due_date: '2026-11-18T08:00:00Z' })
    for (const day of ['18', '19', '20']) {
      await travelTo(`2026-11-${day}T07:30:00Z`)
      assert.equal(
        await words(),
        day === '20' ? 'repeats every weekday · 2 in a row' : 'repeats every weekday'
      )
      await api.post(`/tasks/${task.id}/complete`)
      task = await makeItsNext(task)
    }
    assert.equal(await words(), 'repeats every weekday · 3 in a row')
    await travelTo('2026-11-23T08:30:00Z')
    assert.equal(await words(), 'repeats every weekday')
  })

  test('says at once when the next one is, and shows it until it is made', async ({ assert }) => {
    const task = await standUp()
    const done = await press(`/tasks/${task.id}/completion`, '/all')
    assert.equal(toastOf(done), 'Stand-up notes done. Next: Mon 23 Nov, 09:00.')
    assert.deepEqual(titlesOf(done), ['Stand-up notes'])
    assert.include(done.body, 'data-pending')
    assert.notInclude(done.body, 'aria-label="Complete: Stand-up notes"')

    await makeItsNext(task)
    const after = await visitor.get('/all')
    assert.deepEqual(titlesOf(after), ['Stand-up notes'])
    assert.notInclude(after.body, 'data-pending')
    assert.include(after.body, 'aria-label="Complete: Stand-up notes"')
  })

  test('beside the one that is done, what is on its way has elements of its own', async ({
    assert,
  }) => {
    const task = await standUp({ rrule: 'FREQ=DAILY' })
    const { body } = await press(`/tasks/${task.id}/completion`)
    const ids = [...body.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
    assert.deepEqual(titlesOf({ body }), ['Stand-up notes', 'Stand-up notes'])
    assert.sameMembers(ids, [...new Set(ids)])
  })

  test('shows what is on its way only in lists that it belongs to', async ({ assert }) => {
    const task = await standUp({ tags: ['work'] })
    await press(`/tasks/${task.id}/completion`, '/all')
    const shown = async (path: string) => (await visitor.get(path)).body.includes('data-pending')
    assert.deepEqual(
      await Promise.all(
        ['/today', '/upcoming', `/tags/${task.tagIds[0]}`, '/completed', '/all?priority=high'].map(
          shown
        )
      ),
      [false, true, true, false, false]
    )
  })

  test('shows what is on its way also where the page ends with tasks without a due date', async ({
    assert,
  }) => {
    const task = await standUp()
    await giveTasks(user, ...Array.from({ length: 51 }, () => 'Some day'))
    const done = await press(`/tasks/${task.id}/completion`, '/all')
    assert.equal(titlesOf(done)[0], 'Stand-up notes')
    assert.include(done.body, 'data-pending')
  })

  test('is undone with its next one', async ({ assert }) => {
    const task = await standUp()
    const done = await press(`/tasks/${task.id}/completion`)
    await makeItsNext(task)
    const undone = await press(undoOf(done)!)
    assert.equal(toastOf(undone), 'Taken back: Stand-up notes.')
    assert.deepEqual(titlesOf(await visitor.get('/all')), ['Stand-up notes'])
  })

  test('is undone outside of its series when the next one was changed, and says so', async ({
    assert,
  }) => {
    const task = await standUp()
    const done = await press(`/tasks/${task.id}/completion`)
    const next = await makeItsNext(task)
    await api.patch(`/tasks/${next.id}`, { title: 'Another' })
    assert.include(toastOf(await press(undoOf(done)!)), 'outside of its series')
    const page = await show(task)
    assert.include(page.body, 'Not any more')
    assert.include(page.body, 'Was one of a series: every weekday at 09:00.')
  })

  test('is skipped with one button, and skipped is what it says', async ({ assert }) => {
    const task = await standUp()
    assert.include((await show(task)).body, 'Skip this one')
    const skipped = await press(`/tasks/${task.id}/skip`)
    assert.equal(toastOf(skipped), 'Stand-up notes skipped. Next: Mon 23 Nov, 09:00.')
    const { body } = await show(task)
    assert.match(body, /<dt>Skipped<\/dt>/)
    assert.equal(textOf(body, /<span class="meta">([^]*?)<span class="repeats">/), 'skipped')
  })

  test('says that months are skipped, and what the times of another zone are', async ({
    assert,
  }) => {
    const task = await standUp({ due_date: '2026-12-31T14:00:00Z', rrule: 'FREQ=MONTHLY' })
    assert.include((await show(task)).body, 'Months without a 31st are skipped.')
    assert.include((await show(task)).body, '<small>Europe/Paris</small>')
    await api.patch(`/tasks/${task.id}`, { due_timezone: 'Asia/Tokyo' })
    const { body } = await show(task)
    assert.include(body, 'Thu 31 Dec 07:00')
    assert.include(body, '<small>15:00 in Asia/Tokyo</small>')
  })

  test('says at the change of a rule how it repeats now, and at its end that it does no more', async ({
    assert,
  }) => {
    const task = await standUp()
    const repeat = { repeat_from: 'fixed', repeat_end: 'never' }
    const daily = await save(task, { ...repeat, repeat: 'FREQ=DAILY' })
    assert.equal(toastOf(daily), 'Stand-up notes saved: every day at 09:00.')
    const ended = await save(await now(task), { ...repeat, repeat: '' })
    assert.equal(toastOf(ended), 'Stand-up notes saved. It repeats no more.')
  })

  test('says of several at once which come again, which were the last, and which repeat no more', async ({
    assert,
  }) => {
    const bulk = (tasks: Task[], action: string) =>
      visitor
        .submit(
          '/all',
          { 'ids[]': tasks.map(({ id }) => id), 'return_to': '/all', action },
          '/tasks/bulk'
        )
        .then(({ location }) => visitor.get(location!))
        .then(toastOf)
    const plain = await giveTask(user, { title: 'Once' })
    const [one, two] = [await standUp(), await standUp()]
    const last = await standUp({ rrule: 'FREQ=DAILY;COUNT=1' })
    assert.equal(
      await bulk([plain, one, two], 'delete'),
      '3 tasks in the trash. 2 of them repeat no more.'
    )
    assert.equal(await bulk([one, two], 'restore'), '2 tasks back. All of them repeat again.')
    assert.equal(
      await bulk([one, two], 'delete'),
      '2 tasks in the trash. None of them repeats any more.'
    )
    await bulk([one, two], 'restore')
    assert.equal(
      await bulk([one, two, last], 'complete'),
      '3 tasks done. 2 of them come again, 1 was the last of its series.'
    )
    const alone = await standUp()
    assert.equal(await bulk([alone], 'complete'), '1 task done. Next: Mon 23 Nov, 09:00.')
  })

  test('is named by the beginning of its title where that is long', async ({ assert }) => {
    const title = 'Write to everybody who was there last summer, and ask them for the pictures'
    const task = await standUp({ title })
    assert.equal(
      toastOf(await press(`/tasks/${task.id}/completion`)),
      'Write to everybody who was there last summer, and ask them… done. Next: Mon 23 Nov, 09:00.'
    )
  })

  test('shows its words, what comes, and what became of those before', async ({ assert }) => {
    const task = await standUp({ due_date: '2026-11-16T08:00:00Z' })
    await api.post(`/tasks/${task.id}/complete`, { completed_at: '2026-11-18T09:00:00Z' })
    const next = await makeItsNext(task) // Thursday the 19th; Tuesday and Wednesday were missed
    await press(`/tasks/${next.id}/skip`)
    const open = await makeItsNext(next)
    const { body } = await show(open)
    assert.include(body, 'Every weekday at 09:00')
    assert.deepEqual(coming(body).slice(0, 2), ['Mon 23 Nov', 'Tue 24 Nov'])
    assert.equal(coming((await show(task)).body)[0], 'today', 'the next one of a closed one')
    assert.deepEqual(history(body), [
      'yesterday, 09:00: skipped',
      'Mon 16 Nov, 09:00: done Wed 18 Nov, then 2 missed',
    ])
    assert.include(body, '1 done · 1 skipped · 2 missed')
  })

  test('overdue, shows what comes if it is done now: dates that have passed do not', async ({
    assert,
  }) => {
    const fixed = await standUp({ due_date: '2026-11-17T08:00:00Z' })
    assert.deepEqual(coming((await show(fixed)).body).slice(0, 2), ['Mon 23 Nov', 'Tue 24 Nov'])
    const weekly = await giveTask(user, {
      title: 'Bins',
      due_date: '2026-11-06',
      rrule: 'FREQ=WEEKLY',
    })
    assert.deepEqual(coming((await show(weekly)).body).slice(0, 2), ['Fri 27 Nov', 'Fri 4 Dec'])

    const counted = await giveTask(user, {
      title: 'Water',
      due_date: '2026-11-09',
      rrule: 'FREQ=DAILY;INTERVAL=3',
      recurrence_mode: 'after_completion',
    })
    const { body } = await show(counted)
    assert.include(body, 'If done today, then:')
    assert.deepEqual(coming(body).slice(0, 2), ['Mon 23 Nov', 'Thu 26 Nov'])
  })

  test('says when it was the last one', async ({ assert }) => {
    const task = await standUp({ rrule: 'FREQ=DAILY;COUNT=1' })
    assert.equal(
      toastOf(await press(`/tasks/${task.id}/completion`)),
      'Stand-up notes done. That was the last one.'
    )
    assert.include((await show(task)).body, 'Has ended.')
  })

  test('asks at its deletion whether this one or all is meant', async ({ assert }) => {
    const one = await standUp()
    const skipped = await press(`/tasks/${one.id}?_method=DELETE`, '/today', { scope: 'this' })
    assert.equal(toastOf(skipped), 'Stand-up notes skipped. Next: Mon 23 Nov, 09:00.')

    const other = await standUp()
    const gone = await press(`/tasks/${other.id}?_method=DELETE`, '/today', { scope: 'all' })
    assert.equal(toastOf(gone), 'Stand-up notes is in the trash. It repeats no more.')
  })

  const form = (task: Task, fields: Record<string, string> = {}) => ({
    title: task.title,
    description: task.description ?? '',
    priority: task.priority,
    due_date: task.dueWall!.slice(0, 10),
    due_time: task.dueWall!.slice(11, 16),
    due_timezone: task.dueTimezone!,
    version: String(task.version),
    return_to: `/tasks/${task.id}?back=%2Ftoday`,
    ...fields,
  })
  const save = async (task: Task, fields: Record<string, string>) => {
    const page = `/tasks/${task.id}/edit?back=%2Ftoday`
    const answer = await visitor.submit(page, form(task, fields), `/tasks/${task.id}?_method=PUT`)
    return visitor.get(answer.location!)
  }
  const choices = (body: string) =>
    [...body.matchAll(/name="scope"\s+value="(\w+)"\s+(checked)?/g)].map(
      ([, scope, chosen]) => `${scope}${chosen ? '*' : ''}`
    )

  async function secondOf() {
    const first = await standUp()
    await press(`/tasks/${first.id}/completion`)
    return makeItsNext(first)
  }

  test('is asked where a due date is moved, and nothing typed is lost', async ({ assert }) => {
    const task = await secondOf()
    const asked = await save(task, { title: 'Notes', due_date: '2026-11-24' })
    assert.deepEqual(choices(asked.body), ['this*', 'following', 'all'])
    assert.include(asked.body, 'value="2026-11-24"')
    assert.equal((await now(task)).version, 1)

    const saved = await save(task, { title: 'Notes', due_date: '2026-11-24', scope: 'this' })
    assert.equal(toastOf(saved), 'Notes saved.')
    assert.deepInclude(await now(task), {
      title: 'Notes',
      dueWall: '2026-11-24T09:00:00',
      occurrenceKey: '2026-11-23T09:00',
    })
  })

  test('is not asked where it makes no difference', async ({ assert }) => {
    const task = await secondOf()
    assert.equal(toastOf(await save(task, { title: 'Notes' })), 'Notes saved.')

    const first = await standUp({ title: 'Tea' })
    const asked = await save(first, { due_date: '2026-11-23' })
    assert.deepEqual(choices(asked.body), ['this*', 'all'])
  })

  test('is followed: this and following divides the series', async ({ assert }) => {
    const task = await secondOf()
    await save(task, { due_date: '2026-11-24', due_time: '10:00', scope: 'following' })
    const { seriesId, dueWall } = await now(task)
    assert.notEqual(seriesId, task.seriesId)
    assert.equal(dueWall, '2026-11-24T10:00:00')
  })

  test('groups of a list hold the next one where it will be', async ({ assert }) => {
    const task = await standUp({ rrule: 'FREQ=DAILY' })
    const done = await press(`/tasks/${task.id}/completion`)
    assert.deepEqual(
      groupsOf(done).map(({ title, rows }) => [title, rows.map(({ due }) => due)]),
      [
        ['Today', ['09:00']],
        ['Tomorrow', ['09:00']],
      ]
    )
  })
})

import { test } from '@japa/runner'
import type User from '#app/identity/user'
import { travelTo } from '#tests/support/clock'
import { countOf, groupsOf, titlesOf } from '#tests/support/page'
import { makePerson } from '#tests/support/people'
import { giveCompletedTask, giveTasks, giveTrashedTask } from '#tests/support/tasks'
import { Visitor } from '#tests/support/visitor'

const personIn = (timezone: string) => makePerson({ timezone })
const seenBy = async (user: User, path: string) => (await new Visitor().signIn(user)).get(path)
const show = async (user: User, path: string) =>
  groupsOf(await seenBy(user, path)).map(({ title, rows }) => [
    title,
    ...rows.map((row) => `${row.title} | ${row.due}`),
  ])

test.group('Days on the pages', () => {
  test('a day begins and ends at midnight of its owner, to the microsecond', async ({ assert }) => {
    const user = await personIn('Europe/Paris')
    await travelTo('2026-11-20T12:00:00Z')
    await giveTasks(
      user,
      { title: 'All day', due_date: '2026-11-21' },
      { title: 'Evening', due_date: '2026-11-21T22:59:00Z' }
    )

    await travelTo('2026-11-20T22:59:59.999Z')
    assert.deepEqual(await show(user, '/today'), [
      ['Tomorrow', 'Evening | 23:59', 'All day | any time'],
    ])
    assert.equal(countOf(await seenBy(user, '/today'), '/today'), 0)

    await travelTo('2026-11-20T23:00:00Z')
    assert.deepEqual(await show(user, '/today'), [
      ['Today', 'Evening | 23:59', 'All day | any time'],
    ])
    assert.equal(countOf(await seenBy(user, '/today'), '/today'), 2)

    await travelTo('2026-11-21T22:59:59.999Z')
    assert.deepEqual(await show(user, '/today'), [
      ['Overdue', 'Evening | overdue, today 23:59'],
      ['Today', 'All day | any time'],
    ])

    await travelTo('2026-11-21T23:00:00Z')
    assert.deepEqual(await show(user, '/today'), [
      ['Overdue', 'Evening | overdue, yesterday 23:59', 'All day | overdue, yesterday'],
    ])
  })

  test('at one instant Auckland, Paris and Honolulu have days of their own', async ({ assert }) => {
    await travelTo('2026-11-21T10:30:00Z') // 23:30 in Auckland, 11:30 in Paris, 00:30 in Honolulu
    const shown: Record<string, unknown> = {}
    for (const zone of ['Pacific/Auckland', 'Europe/Paris', 'Pacific/Honolulu']) {
      const user = await personIn(zone)
      await giveTasks(
        user,
        { title: 'On the 20th', due_date: '2026-11-20' },
        { title: 'On the 21st', due_date: '2026-11-21' },
        { title: 'In an hour', due_date: '2026-11-21T11:30:00Z', due_timezone: 'UTC' }
      )
      shown[zone] = await show(user, '/today')
    }
    assert.deepEqual(shown, {
      'Pacific/Auckland': [
        ['Overdue', 'On the 20th | overdue, yesterday'],
        ['Today', 'On the 21st | any time'],
        ['Tomorrow', 'In an hour | 00:30'],
      ],
      'Europe/Paris': [
        ['Overdue', 'On the 20th | overdue, yesterday'],
        ['Today', 'In an hour | 12:30', 'On the 21st | any time'],
      ],
      'Pacific/Honolulu': [
        ['Overdue', 'On the 20th | overdue, yesterday'],
        ['Today', 'In an hour | 01:30', 'On the 21st | any time'],
      ],
    })
  })

  for (const [what, before, after] of [
    ['the day of 23 hours', '2026-03-28T22:59:59Z', '2026-03-29T21:59:59Z'],
    ['the day of 25 hours', '2026-10-24T21:59:59Z', '2026-10-25T22:59:59Z'],
  ] as const) {
    test(`${what} is one day`, async ({ assert }) => {
      const user = await personIn('Europe/Paris')
      const day = after.slice(0, 10)
      await travelTo(before)
      await giveTasks(
        user,
        { title: 'Night', due_date: `${day}T00:30:00Z`, due_timezone: 'Europe/Paris' },
        { title: 'Late', due_date: after.replace('59:59', '59:00'), due_timezone: 'Europe/Paris' },
        { title: 'All day', due_date: day }
      )
      assert.deepEqual(
        (await show(user, '/today')).map(([title]) => title),
        ['Tomorrow']
      )
      await travelTo(new Date(Date.parse(before) + 1000).toISOString())
      assert.deepEqual(
        (await show(user, '/today')).map(([title]) => title),
        ['Today']
      )
      await travelTo(after)
      assert.deepEqual(
        (await show(user, '/today')).map(([title]) => title),
        ['Overdue', 'Today']
      )
      await travelTo(new Date(Date.parse(after) + 1000).toISOString())
      assert.deepEqual(
        (await show(user, '/today')).map(([title]) => title),
        ['Overdue']
      )
    })
  }

  test('a day whose midnight does not exist begins where the clocks go on', async ({ assert }) => {
    const user = await personIn('Africa/Cairo') // 24 April 2026: 00:00 becomes 01:00
    await travelTo('2026-04-23T21:59:59.999Z')
    await giveTasks(user, { title: 'All day', due_date: '2026-04-24' })
    assert.deepEqual(
      (await show(user, '/today')).map(([title]) => title),
      ['Tomorrow']
    )
    await travelTo('2026-04-23T22:00:00Z')
    assert.deepEqual(
      (await show(user, '/today')).map(([title]) => title),
      ['Today']
    )
  })

  test('Upcoming goes day by day, from tomorrow on, with the year where it is another', async ({
    assert,
  }) => {
    const user = await personIn('Pacific/Auckland')
    await travelTo('2026-12-29T12:00:00Z') // the 30th there
    await giveTasks(
      user,
      { title: 'Today', due_date: '2026-12-30' },
      { title: 'Next year', due_date: '2027-01-02' },
      { title: 'Morning', due_date: '2026-12-30T20:00:00Z' },
      { title: 'Tomorrow', due_date: '2026-12-31' },
      'Some day'
    )
    assert.deepEqual(await show(user, '/upcoming'), [
      ['Tomorrow', 'Morning | 09:00', 'Tomorrow | any time'],
      ['Saturday 2 January 2027', 'Next year | any time'],
    ])
    assert.equal(countOf(await seenBy(user, '/today'), '/upcoming'), 3)
    assert.equal(countOf(await seenBy(user, '/today'), '/all'), 5)
  })

  test('a task of another zone shows at the time of its owner’s own', async ({ assert }) => {
    const user = await personIn('Europe/Paris')
    await travelTo('2026-11-21T09:00:00Z')
    await giveTasks(user, {
      title: 'Call Tokyo',
      due_date: '2026-11-22T08:00:00+09:00',
      due_timezone: 'Asia/Tokyo',
    })
    assert.deepEqual(await show(user, '/upcoming'), [['Tomorrow', 'Call Tokyo | 00:00']])
  })

  test('only what was due before today is offered to be moved to today', async ({ assert }) => {
    await travelTo('2026-11-21T11:00:00Z')
    const user = await personIn('Europe/Paris')
    const offered = async () =>
      /Move [\w ]+ to today/.exec((await seenBy(user, '/today')).body)?.[0] ?? null
    await giveTasks(user, { title: 'This morning', due_date: '2026-11-21T08:00:00Z' })
    assert.isNull(await offered())
    await giveTasks(user, { title: 'Yesterday', due_date: '2026-11-20' })
    assert.equal(await offered(), 'Move 1 to today')
  })

  test('what is done today stays in Today, below what was due today when it was overdue, and Overdue stays first', async ({
    assert,
  }) => {
    const user = await personIn('Europe/Paris')
    await travelTo('2026-11-21T09:00:00Z')
    for (const due of ['2026-11-19', '2026-11-21T07:00:00Z', '2026-11-21', '2026-11-22']) {
      await giveCompletedTask(user, { title: `Done ${due}`, due_date: due })
    }
    await giveTasks(
      user,
      { title: 'Late this morning', due_date: '2026-11-21T08:00:00Z' },
      { title: 'Evening', due_date: '2026-11-21T17:00:00Z' },
      { title: 'Tomorrow', due_date: '2026-11-22' }
    )
    assert.deepEqual(await show(user, '/today'), [
      ['Overdue', 'Late this morning | overdue, today 09:00'],
      [
        'Today',
        'Done 2026-11-21T07:00:00Z | 08:00',
        'Evening | 18:00',
        'Done 2026-11-21 | any time',
        'Done 2026-11-19 | Thu 19 Nov',
      ],
      ['Tomorrow', 'Tomorrow | any time'],
    ])
  })

  test('a row of Today stays in its place when it is done', async ({ assert }) => {
    const user = await personIn('Europe/Paris')
    await travelTo('2026-11-21T09:00:00Z')
    await giveTasks(user, { title: 'First', due_date: '2026-11-21' })
    await giveCompletedTask(user, { title: 'Second', due_date: '2026-11-21' })
    await giveTasks(user, { title: 'Third', due_date: '2026-11-21' })
    assert.deepEqual(titlesOf(await seenBy(user, '/today')), ['First', 'Second', 'Third'])
  })

  test('another order of Today is kept, with what is done at its end', async ({ assert }) => {
    const user = await personIn('Europe/Paris')
    await travelTo('2026-11-21T09:00:00Z')
    await giveCompletedTask(user, { title: 'Apples', due_date: '2026-11-19' })
    await giveTasks(
      user,
      { title: 'Cheese', due_date: '2026-11-20' },
      { title: 'Bread', due_date: '2026-11-21' }
    )
    const [group] = groupsOf(await seenBy(user, '/today?sort=title'))
    assert.deepEqual(
      group!.rows.map(({ title }) => title),
      ['Bread', 'Cheese', 'Apples']
    )
  })

  test('Completed goes by the day of completion', async ({ assert }) => {
    const user = await personIn('Pacific/Honolulu')
    const visitor = await new Visitor().signIn(user)
    for (const [instant, title] of [
      ['2026-11-20T09:59:00Z', 'Thursday night'],
      ['2026-11-20T10:01:00Z', 'Friday night'],
    ] as const) {
      await travelTo(instant)
      const [task] = await giveTasks(user, title)
      await visitor.submit('/all', {}, `/tasks/${task!.id}/completion`)
    }
    const groups = groupsOf(await visitor.get('/completed'))
    assert.deepEqual(
      groups.map(({ title, rows }) => [title, rows.map((row) => row.title)]),
      [
        ['Today', ['Friday night']],
        ['Yesterday', ['Thursday night']],
      ]
    )
  })

  test('the trash says when each came there', async ({ assert }) => {
    const user = await personIn('Europe/Paris')
    await travelTo('2026-11-20T09:00:00Z')
    await giveTrashedTask(user, { title: 'Old idea', due_date: '2026-12-24' })
    await travelTo('2026-11-21T09:00:00Z')
    assert.deepEqual(await show(user, '/trash'), [[null, 'Old idea | deleted yesterday 10:00']])
  })

  test('the link of a row is described by when its task is due, for who goes from link to link', async ({
    assert,
  }) => {
    const user = await personIn('Europe/Paris')
    await travelTo('2026-11-20T12:00:00Z')
    const [tea] = await giveTasks(user, { title: 'Tea', due_date: '2026-11-21' }, { title: 'Book' })
    const { body } = await seenBy(user, '/all')
    assert.deepEqual(
      [...body.matchAll(/<a\s[^>]*aria-describedby="([^"]*)"/g)].map(([, id]) => id),
      [`t-${tea!.id}-due`]
    )
    assert.match(body, new RegExp(`<time\\s+id="t-${tea!.id}-due"`))
  })
})

import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { anApiUser, type ApiUser, ok, refusals } from '#tests/support/api'
import { aTag, found } from '#tests/support/factories'
import { travelTo } from '#tests/support/clock'

const RENT = 'Pay rent every month on the 1st #home !high'

test.group('Quick add over the API', (group) => {
  let ada: ApiUser
  group.each.setup(async () => {
    await travelTo('2026-11-21T09:00:00Z') // a Saturday, 10:00 in Paris
    ada = await anApiUser('Europe/Paris')
  })

  const add = (text: string, fields: object = {}) => ada.post('/tasks/quick', { text, ...fields })
  const understood = async (text: string, fields: object = {}) =>
    (await ok(add(text, { dry_run: true, ...fields }))).understood

  test('one line becomes a task that repeats, with its tag and priority', async ({ assert }) => {
    const answer = await add(RENT)
    assert.equal(answer.status, 201)
    assert.containsSubset(answer.body.task, {
      title: 'Pay rent',
      due_date: '2026-12-01',
      due_timezone: null,
      all_day: true,
      rrule: 'FREQ=MONTHLY;BYMONTHDAY=1',
      recurrence_mode: 'fixed',
      is_recurring: true,
      priority: 'high',
      tags: ['home'],
    })
    assert.deepEqual(await ok(ada.get(`/tasks/${answer.body.task.id}`)), answer.body.task)
  })

  test('the answer says what was understood, part by part', async ({ assert }) => {
    const { body } = await add(RENT)
    assert.deepEqual(body.understood, {
      title: 'Pay rent',
      due_date: '2026-12-01',
      due_timezone: null,
      all_day: true,
      rrule: 'FREQ=MONTHLY;BYMONTHDAY=1',
      recurrence_mode: 'fixed',
      recurrence: 'every month on the 1st',
      priority: 'high',
      tags: ['home'],
      spans: [
        { kind: 'recurrence', start: 9, end: 31, text: 'every month on the 1st' },
        { kind: 'tag', start: 32, end: 37, text: '#home' },
        { kind: 'priority', start: 38, end: 43, text: '!high' },
      ],
    })
  })

  test('the answer says where the task is, its ETag and how to take it back', async ({
    assert,
  }) => {
    const { headers, body } = await add(RENT)
    assert.equal(headers.get('location'), `/api/tasks/${body.task.id}`)
    assert.equal(headers.get('etag'), '"1"')
    await ok(ada.post(`/undo/${headers.get('taskflow-undo')}`))
    assert.deepEqual(await found(ada, '/tasks'), [])
  })

  test('a line that says nothing but a title is a title', async ({ assert }) => {
    const { body } = await add('  Buy   milk ')
    assert.containsSubset(body.task, {
      title: 'Buy milk',
      due_date: null,
      rrule: null,
      priority: 'medium',
      tags: [],
    })
    assert.deepEqual(body.understood, {
      title: 'Buy milk',
      due_date: null,
      due_timezone: null,
      all_day: false,
      rrule: null,
      recurrence_mode: null,
      recurrence: null,
      priority: null,
      tags: [],
      spans: [],
    })
  })

  test('a time is a time in the profile’s zone', async ({ assert }) => {
    const { body } = await add('Call Zoë tomorrow 5pm')
    for (const said of [body.task, body.understood]) {
      assert.containsSubset(said, {
        title: 'Call Zoë',
        due_date: '2026-11-22T17:00:00+01:00',
        due_timezone: 'Europe/Paris',
        all_day: false,
      })
    }
  })

  test('timezone says whose days and hours are meant', async ({ assert }) => {
    await travelTo('2026-11-21T23:30:00Z') // the 22nd in Paris and Tokyo, the 21st in New York
    const timezone = 'America/New_York'
    const { body } = await add('Call Zoë tomorrow 5pm', { timezone })
    assert.equal(body.task.due_date, '2026-11-22T17:00:00-05:00')
    assert.equal(body.task.due_timezone, timezone)
    assert.equal((await understood('Call Zoë tomorrow', { timezone })).due_date, '2026-11-22')
    assert.equal((await understood('Call Zoë tomorrow')).due_date, '2026-11-23')
  })

  test('a recurrence at a time repeats on the wall clock of that zone', async ({ assert }) => {
    const { body } = await add('Stand-up every weekday at 9am until dec 18', {
      timezone: 'America/New_York',
    })
    assert.containsSubset(body.task, {
      due_date: '2026-11-23T09:00:00-05:00',
      rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20261219T045959Z',
    })
    assert.equal(body.understood.recurrence, 'every weekday at 09:00, until 18 December 2026')
  })

  test('every! counts from the day of completion', async ({ assert }) => {
    const { body } = await add('Water the tomatoes every! 3 days')
    assert.containsSubset(body.task, {
      rrule: 'FREQ=DAILY;INTERVAL=3',
      recurrence_mode: 'after_completion',
      due_date: '2026-11-21',
    })
  })

  test('"in two hours" is that instant, in the hour that the clocks show twice as well', async ({
    assert,
  }) => {
    await travelTo('2026-10-24T23:30:00Z') // 01:30 in Paris; at 03:00 the clocks go back
    const { body } = await add('Turn the roast in 2 hours')
    assert.equal(body.task.due_date, '2026-10-25T02:30:00+01:00')
    assert.equal(body.task.due_at, '2026-10-25T01:30:00Z')
    assert.equal(body.understood.due_date, body.task.due_date)
  })

  test('a dry run understands the same and writes nothing', async ({ assert }) => {
    const dry = await add(`${RENT} #new`, { dry_run: true })
    assert.equal(dry.status, 200)
    assert.isNull(dry.body.task)
    for (const name of ['location', 'etag', 'taskflow-undo']) assert.isNull(dry.headers.get(name))
    for (const table of ['tasks', 'tags', 'series', 'undo_entries', 'events']) {
      assert.lengthOf(await db.from(table), 0, table)
    }
    assert.deepEqual(dry.body.understood, (await add(`${RENT} #new`)).body.understood)
  })

  test('a stretch to ignore stays in the title, and another part may count instead', async ({
    assert,
  }) => {
    const text = 'Send friday notes by monday'
    const first = await understood(text)
    assert.containsSubset(first, { title: 'Send notes by monday', due_date: '2026-11-27' })
    assert.containsSubset(await understood(text, { ignore: first.spans }), {
      title: 'Send friday notes',
      due_date: '2026-11-23',
    })
    const { body } = await add('Call Tom', { ignore: [{ start: 5, end: 8 }] })
    assert.containsSubset(body.task, { title: 'Call Tom', due_date: null })
  })

  test('positions count from the first letter, in UTF-16 units', async ({ assert }) => {
    const { spans } = await understood('  🍅 tomorrow')
    assert.deepEqual(spans, [{ kind: 'date', start: 3, end: 11, text: 'tomorrow' }])
  })

  test('the same Idempotency-Key makes one task and gets the same answer', async ({ assert }) => {
    const key = { 'idempotency-key': 'a-key' }
    const [first, second] = [
      await ada.post('/tasks/quick', { text: RENT }, key),
      await ada.post('/tasks/quick', { text: RENT }, key),
    ]
    assert.deepEqual([second.status, second.body], [first.status, first.body])
    assert.equal(second.headers.get('idempotent-replayed'), 'true')
    assert.lengthOf(await found(ada, '/tasks'), 1)
    const other = await ada.post('/tasks/quick', { text: 'Other' }, key)
    assert.deepEqual([other.status, other.body.code], [422, 'idempotency_key_reused'])
  })

  test('a dry run does not use its Idempotency-Key up', async ({ assert }) => {
    const key = { 'idempotency-key': 'a-key' }
    await ada.post('/tasks/quick', { text: RENT, dry_run: true }, key)
    assert.equal((await ada.post('/tasks/quick', { text: RENT }, key)).status, 201)
  })

  test('a tag of somebody else is made anew; one’s own keeps its spelling', async ({ assert }) => {
    const bob = await anApiUser()
    await aTag(bob, 'Home')
    await aTag(ada, 'GARDEN')
    const { body } = await add('Mow #home #garden')
    assert.deepEqual(body.task.tags, ['GARDEN', 'home'])
    assert.deepEqual(body.understood.tags, ['home', 'garden'])
    assert.deepEqual(await found(bob, '/tasks'), [])
  })
})

test.group('What quick add refuses', (group) => {
  let ada: ApiUser
  group.each.setup(async () => {
    ada = await anApiUser()
  })

  const REFUSED: [what: string, body: object, broken: string[]][] = [
    ['no text', {}, ['text required']],
    ['an empty text', { text: ' \t ' }, ['text required']],
    ['a text that is none', { text: 5 }, ['text string']],
    ['two lines', { text: 'Buy milk\nBuy bread' }, ['text characters']],
    ['a line of more than 500 characters', { text: '🍅'.repeat(501) }, ['text max_length']],
    ['a title of more than 200 characters', { text: 'x'.repeat(201) }, ['text max_length']],
    ['a zone that is none', { text: 'x', timezone: 'Mars/Base' }, ['timezone timezone']],
    ['a dry run in words', { text: 'x', dry_run: 'yes' }, ['dry_run boolean']],
    ['a stretch in words', { text: 'x', ignore: ['0-1'] }, ['ignore.0 object']],
    ['half a stretch', { text: 'x', ignore: [{ start: 0 }] }, ['ignore.0.end required']],
    [
      'half a letter',
      { text: 'x', ignore: [{ start: 0, end: 0.5 }] },
      ['ignore.0.end whole_number'],
    ],
    [
      'a stretch before the line',
      { text: 'x', ignore: [{ start: -1, end: 1 }] },
      ['ignore.0.start range'],
    ],
    [
      'more stretches than fit',
      { text: 'x', ignore: Array(251).fill({ start: 0, end: 1 }) },
      ['ignore max_items'],
    ],
    ['a field of another route', { text: 'x', title: 'x' }, ['title unknown']],
    ['null for a zone', { text: 'x', timezone: null }, ['timezone required']],
  ]
  for (const [what, body, broken] of REFUSED) {
    test(`${what}, also of a dry run, and nothing is made`, async ({ assert }) => {
      assert.deepEqual(refusals(await ada.post('/tasks/quick', body)), broken)
      assert.deepEqual(refusals(await ada.post('/tasks/quick', { dry_run: true, ...body })), broken)
      assert.lengthOf(await db.from('tasks'), 0)
    })
  }

  test('the sentence says that it is the title that is too long', async ({ assert }) => {
    const { body } = await ada.post('/tasks/quick', { text: `${'x'.repeat(201)} tomorrow #home` })
    assert.equal(body.detail, 'The title has at most 200 characters; this has 201.')
  })

  test('a title of 200 characters with all that a line may say beside it is taken', async ({
    assert,
  }) => {
    const title = '🍅'.repeat(200)
    const { task } = await ok(
      ada.post('/tasks/quick', {
        text: `${title} every day until 2030-01-01 !high #${'t'.repeat(50)}`,
      })
    )
    assert.equal(task.title, title)
  })
})

import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type User from '#app/identity/user'
import { travelTo } from '#tests/support/clock'
import { recordedEvents } from '#tests/support/events'
import { makePerson } from '#tests/support/people'
import { runCommand } from '#tests/support/run_command'
import TasksAdd from '../../../commands/tasks_add.js'

const RENT = 'Pay rent every month on the 1st at 9am #home !high'

test.group('tasks:add', (group) => {
  let ada: User
  group.each.setup(async () => {
    await travelTo('2026-11-21T09:00:00Z')
    ada = await makePerson({ email: 'ada@example.org', timezone: 'Europe/Paris', password: null })
  })

  test('makes the task of a line and says what was understood in plain words', async ({
    assert,
  }) => {
    const { lines, exitCode } = await runCommand(TasksAdd, [ada.email, RENT])
    assert.equal(exitCode, 0)
    assert.equal(
      lines[0],
      [
        'Title      Pay rent',
        'Repeats    every month on the 1st at 09:00',
        'First due  Tue 1 Dec 09:00',
        'Priority   high',
        'Tags       home',
      ].join('\n')
    )
    assert.include(lines[1], 'Added for ada@example.org.')
    const [task] = await db.from('tasks')
    assert.containsSubset(task, {
      user_id: ada.id,
      title: 'Pay rent',
      due_timezone: 'Europe/Paris',
    })
    assert.isNotNull(task.series_id)
  })

  test('the event says that the command did it', async ({ assert }) => {
    await runCommand(TasksAdd, [ada.email, 'Buy milk'])
    const [event] = await recordedEvents(ada)
    assert.equal(event!.event_type, 'task.created')
    assert.containsSubset(event!.actor, { kind: 'system', id: 'tasks:add', via: 'ace' })
  })

  test('--dry-run says the same and makes nothing', async ({ assert }) => {
    const { lines } = await runCommand(TasksAdd, [ada.email, RENT, '--dry-run'])
    assert.include(lines[0], 'Tue 1 Dec 09:00')
    assert.include(lines.at(-1), 'Dry run: nothing was added.')
    for (const table of ['tasks', 'tags', 'events']) assert.lengthOf(await db.from(table), 0)
  })

  test('--json answers as the API does', async ({ assert }) => {
    const made = JSON.parse((await runCommand(TasksAdd, [ada.email, RENT, '--json'])).text)
    assert.containsSubset(made, {
      task: { title: 'Pay rent', rrule: 'FREQ=MONTHLY;BYMONTHDAY=1' },
      understood: { recurrence: 'every month on the 1st at 09:00', tags: ['home'] },
    })
    const dry = await runCommand(TasksAdd, [ada.email, RENT, '--json', '--dry-run'])
    assert.deepEqual(JSON.parse(dry.text), { task: null, understood: made.understood })
  })

  test('says nothing wider than 80 columns', async ({ assert }) => {
    const long = `${'many words '.repeat(15)}every weekday at 9am until dec 18`
    const { text } = await runCommand(TasksAdd, [ada.email, long])
    assert.isAtMost(Math.max(...text.split('\n').map((line) => line.length)), 80)
    assert.match(text, /^Title {6}many words/)
  })

  for (const [what, email, line, said] of [
    ['an address of nobody', 'bob@example.org', 'Buy milk', 'There is no account with the address'],
    ['an empty line', 'ada@example.org', ' ', 'text is empty. Write something.'],
    ['a title that is too long', 'ada@example.org', 'x'.repeat(201), 'The title has at most 200'],
    ['a line that is too long', 'ada@example.org', '#x '.repeat(200), 'at most 500 characters'],
  ] as const) {
    test(`${what} is refused in one sentence`, async ({ assert }) => {
      const { text, exitCode } = await runCommand(TasksAdd, [email, line])
      assert.equal(exitCode, 1)
      assert.include(text, said)
      assert.lengthOf(await db.from('tasks'), 0)
    })
  }
})

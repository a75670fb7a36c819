import { test } from '@japa/runner'
import type User from '#app/identity/user'
import { database } from '#app/shared/database'
import { readTaskForm } from '#app/tasks/pages/task_form'
import { findTask } from '#app/tasks/task_row'
import type { CreateTaskInput } from '#app/tasks/task_validators'
import { taskToJson } from '#app/tasks/task_transformer'
import { ApiUser } from '#tests/support/api'
import { travelTo } from '#tests/support/clock'
import { choiceOf, fieldOf, previewOf } from '#tests/support/repeat'
import { makePerson, makeToken } from '#tests/support/people'
import { completeToNext } from '#tests/support/occurrences'
import { actorFor, giveCompletedTask, giveTask } from '#tests/support/tasks'
import { type Answer, Visitor } from '#tests/support/visitor'

type Fields = Record<string, string | string[]>

const CUSTOM = {
  'repeat': 'custom',
  'repeat_interval': '2',
  'repeat_unit': 'week',
  'repeat_days[]': ['MO', 'FR'],
  'repeat_month': 'same',
  'repeat_month_day': '',
  'repeat_place': '1',
  'repeat_place_day': 'MO',
  'repeat_rule': '',
  'repeat_from': 'fixed',
  'repeat_end': 'never',
  'repeat_until': '',
  'repeat_count': '',
}

test.group('The repeat control of a page', (group) => {
  let user: User
  let visitor: Visitor
  let api: ApiUser
  group.each.setup(async () => {
    await travelTo('2026-11-21T09:00:00Z') // a Saturday
    user = await makePerson({ timezone: 'Europe/Paris' })
    visitor = await new Visitor().signIn(user)
    api = new ApiUser(user, await makeToken(user))
  })

  const editOf = (id: string) => `/tasks/${id}/edit?back=%2Fall`
  const edit = async (task: CreateTaskInput) => visitor.get(editOf((await giveTask(user, task)).id))

  /** What the Preview button sends and shows, without JavaScript. */
  async function preview(id: string, fields: Fields): Promise<Answer> {
    await visitor.get(editOf(id))
    const sent = { ...form, return_to: `/tasks/${id}?back=%2Fall`, ...fields }
    const answer = await visitor.post(`/tasks/${id}/repeat-preview`, sent, editOf(id))
    return visitor.get(answer.location!)
  }
  const form = {
    title: 'Half a title',
    description: '',
    due_date: '2026-11-23',
    due_time: '',
    due_timezone: 'Europe/Paris',
    version: '1',
  }

  test('a task that does not repeat offers the presets of its due date', async ({ assert }) => {
    const page = await edit({ title: 'Water', due_date: '2026-11-23' })
    assert.equal(choiceOf(page, 'repeat'), '')
    assert.include(page.body, '>Every week on Monday</option>')
    assert.include(page.body, '>Every month on the fourth Monday</option>')
    assert.deepEqual(previewOf(page), { words: null, dates: [], notes: [], error: null })
  })

  test('without a due date the presets are those of today', async ({ assert }) => {
    const page = await edit({ title: 'Water' })
    assert.include(page.body, '>Every week on Saturday</option>')
  })

  test('a task that repeats shows how, in words and its next five dates', async ({ assert }) => {
    const page = await edit({
      title: 'Water',
      due_date: '2026-11-21T17:00:00Z',
      rrule: 'FREQ=DAILY;INTERVAL=3',
      recurrence_mode: 'after_completion',
    })
    assert.equal(choiceOf(page, 'repeat'), 'custom')
    assert.equal(choiceOf(page, 'repeat_unit'), 'day')
    assert.equal(choiceOf(page, 'repeat_from'), 'after_completion')
    assert.equal(fieldOf(page, 'repeat_interval'), '3')
    assert.deepEqual(previewOf(page), {
      words: 'Every 3 days at 18:00, counted from the day it is completed',
      dates: ['today', 'Tue 24 Nov', 'Fri 27 Nov', 'Mon 30 Nov', 'Thu 3 Dec'],
      notes: ['When each is done on its day:'],
      error: null,
    })
  })

  test('Preview shows the form again, filled, with words and dates, and saves nothing', async ({
    assert,
  }) => {
    const { id } = await giveTask(user, { title: 'Water', due_date: '2026-11-23' })
    const page = await preview(id, { ...CUSTOM, repeat_end: 'count', repeat_count: '3' })
    assert.include(page.body, 'Half a title')
    assert.equal(choiceOf(page, 'repeat'), 'custom')
    assert.equal(fieldOf(page, 'repeat_interval'), '2')
    assert.match(page.body, /value="FR" aria-label="Friday" checked/)
    assert.deepEqual(previewOf(page), {
      words: 'Every 2 weeks on Monday and Friday, 3 times',
      dates: ['Mon 23 Nov', 'Fri 27 Nov', 'Mon 7 Dec'],
      notes: [],
      error: null,
    })
    const task = await findTask(database(), user.id, id)
    assert.deepInclude(task, { title: 'Water', series: null, version: 1 })
  })

  test('Preview says what is wrong, at its field', async ({ assert }) => {
    const { id } = await giveTask(user, { title: 'Water' })
    const page = await preview(id, { ...CUSTOM, repeat_interval: '0' })
    assert.equal(previewOf(page).error, 'Say how often: a whole number from 1 to 1000.')
    assert.match(page.body, /id="repeat_interval"[^>]*aria-invalid="true"/)
  })

  test('Preview tells where the due date moves to, and which months are skipped', async ({
    assert,
  }) => {
    const { id } = await giveTask(user, { title: 'Water' })
    const skips = { ...CUSTOM, repeat: 'rrule', repeat_rule: 'FREQ=MONTHLY;BYMONTHDAY=31' }
    assert.deepEqual(previewOf(await preview(id, skips)).notes, [
      'The due date moves to the first of these, Thu 31 Dec.',
      'Months without a 31st are skipped.',
    ])
    assert.deepEqual(previewOf(await preview(id, { ...skips, due_date: '' })).notes, [
      'It will be due Thu 31 Dec.',
      'Months without a 31st are skipped.',
    ])
  })

  test('what is typed stays text', async ({ assert }) => {
    const { id } = await giveTask(user, { title: 'Water' })
    const hostile = '"><script>alert(1)</script>'
    const all = Object.fromEntries(Object.keys(CUSTOM).map((name) => [name, hostile]))
    for (const repeat of ['custom', 'rrule', hostile, `FREQ=${hostile}`]) {
      const page = await preview(id, { ...all, repeat })
      assert.notInclude(page.body, '<script>alert')
      assert.isNotNull(previewOf(page).error)
    }
  })

  test('several times a day are told apart', async ({ assert }) => {
    const { id } = await giveTask(user, { title: 'Water' })
    const fields = { ...CUSTOM, repeat: 'rrule', repeat_rule: 'FREQ=DAILY;BYHOUR=9,18' }
    const page = await preview(id, { ...fields, due_time: '09:00' })
    assert.deepEqual(previewOf(page).dates.slice(0, 3), [
      'Mon 23 Nov 09:00',
      'Mon 23 Nov 18:00',
      'Tue 24 Nov 09:00',
    ])
  })

  test('a choice for another date stays among the choices', async ({ assert }) => {
    const { id } = await giveTask(user, { title: 'Water', due_date: '2026-11-23' })
    const monday = { ...CUSTOM, repeat: 'FREQ=WEEKLY;BYDAY=MO', due_date: '2026-11-24' }
    const page = await preview(id, monday)
    assert.equal(choiceOf(page, 'repeat'), 'FREQ=WEEKLY;BYDAY=MO')
    assert.include(page.body, '>Every week on Tuesday</option>')
    assert.deepEqual(previewOf(page).notes, [
      'The due date moves to the first of these, Mon 30 Nov.',
    ])
  })

  test('a script is given the control alone', async ({ assert }) => {
    const { id } = await giveTask(user, { title: 'Water' })
    await visitor.get(editOf(id))
    const scripted = new Visitor({ 'x-fragment': 'repeat' })
    for (const [name, value] of visitor.cookies) scripted.cookies.set(name, value)
    await scripted.get(editOf(id))
    const fields = { due_date: '2026-11-23', ...CUSTOM }
    const answer = await scripted.post(`/tasks/${id}/repeat-preview`, fields, editOf(id))
    assert.equal(answer.status, 200)
    assert.match(answer.body, /^\s*<fieldset class="repeat"/)
    assert.notInclude(answer.body, '<form')
    assert.equal(previewOf(answer).words, 'Every 2 weeks on Monday and Friday')
  })

  test('what is refused on saving comes back filled', async ({ assert }) => {
    const { id } = await giveTask(user, { title: 'Water', due_date: '2026-11-23' })
    await visitor.get(editOf(id))
    const fields = { ...form, ...CUSTOM, repeat_end: 'date', return_to: `/tasks/${id}?back=%2Fall` }
    const answer = await visitor.post(`/tasks/${id}?_method=PUT`, fields, editOf(id))
    const page = await visitor.get(answer.location!)
    assert.equal(previewOf(page).error, 'Give the last date. Write it as 2027-05-03.')
    assert.match(page.body, /id="repeat_until"[^>]*aria-invalid="true"/)
    assert.equal(choiceOf(page, 'repeat_end'), 'date')
    assert.include(page.body, 'Half a title')
  })

  /** Saves the form; answers the task as it is then, in the words of the API. */
  async function save(id: string, fields: Fields) {
    await visitor.get(editOf(id))
    const { version } = (await findTask(database(), user.id, id))!
    const sent = { ...form, return_to: `/tasks/${id}?back=%2Fall`, version: String(version) }
    await visitor.post(`/tasks/${id}?_method=PUT`, { ...sent, ...fields }, editOf(id))
    const task = taskToJson((await findTask(database(), user.id, id))!)
    return { due: task.due_date, rule: task.rrule, mode: task.recurrence_mode }
  }

  test('what is chosen is saved as it was previewed', async ({ assert }) => {
    const { id } = await giveTask(user, { title: 'Water', due_date: '2026-11-23' })
    const weekly = { ...CUSTOM, repeat: 'FREQ=WEEKLY;BYDAY=MO' }
    assert.deepEqual(await save(id, weekly), {
      due: '2026-11-23',
      rule: 'FREQ=WEEKLY;BYDAY=MO',
      mode: 'fixed',
    })
    const wednesday = { ...CUSTOM, 'repeat_days[]': ['WE'], 'repeat_from': 'after_completion' }
    assert.equal(previewOf(await preview(id, wednesday)).dates[0], 'Wed 25 Nov')
    assert.deepEqual(await save(id, wednesday), {
      due: '2026-11-25',
      rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=WE',
      mode: 'after_completion',
    })
    assert.deepEqual(await save(id, { ...CUSTOM, repeat: '', due_date: '2026-11-25' }), {
      due: '2026-11-25',
      rule: null,
      mode: null,
    })
  })

  test('a new rule begins at the due date, not where the last one was done', async ({ assert }) => {
    const { id } = await giveTask(user, {
      title: 'Water',
      due_date: '2026-11-02',
      rrule: 'FREQ=WEEKLY;BYDAY=MO',
    })
    const { id: next } = await completeToNext(api, { id })
    const wednesday = { ...CUSTOM, 'repeat_interval': '1', 'repeat_days[]': ['WE'] }
    const fields = { ...wednesday, due_date: '2026-11-23', scope: 'all' }
    assert.equal(previewOf(await preview(next, fields)).dates[0], 'Wed 25 Nov')
    assert.equal((await save(next, fields)).due, '2026-11-25')
  })

  test('an overdue task, and one that was moved, show what follows when it is done then', async ({
    assert,
  }) => {
    const overdue = await edit({
      title: 'Water',
      due_date: '2026-11-02',
      rrule: 'FREQ=WEEKLY;BYDAY=MO',
    })
    const monday = previewOf(overdue).dates
    assert.deepEqual(monday.slice(0, 3), ['Mon 2 Nov', 'Mon 23 Nov', 'Mon 30 Nov'])

    const { id } = await giveTask(user, {
      title: 'Call',
      due_date: '2026-11-24T09:00:00Z',
      rrule: 'FREQ=DAILY',
    })
    const untouched = {
      ...CUSTOM,
      'repeat': 'FREQ=DAILY',
      'repeat_interval': '1',
      'repeat_unit': 'day',
      'repeat_days[]': [],
      'repeat_month_day': '24',
      'repeat_place': '4',
      'repeat_place_day': 'TU',
      'repeat_rule': 'FREQ=DAILY',
    }
    const moved = await preview(id, { ...untouched, due_date: '2026-11-27', due_time: '' })
    assert.deepEqual(previewOf(moved).dates.slice(0, 2), ['Fri 27 Nov', 'Sat 28 Nov 10:00'])
  })

  test('of COUNT the form shows what is left', async ({ assert }) => {
    const { id } = await giveTask(user, {
      title: 'Water',
      due_date: '2026-11-02',
      rrule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=8',
    })
    const { id: next } = await completeToNext(api, { id })
    const page = await visitor.get(editOf(next))
    assert.equal(fieldOf(page, 'repeat_count'), '5') // done the 2nd, missed the 9th and the 16th
    assert.equal(previewOf(page).words, 'Every week on Monday, 5 times')
    assert.equal(previewOf(page).dates.at(-1), 'Mon 21 Dec')
  })

  test('a task that is done has no such control', async ({ assert }) => {
    const { id } = await giveCompletedTask(user, { title: 'Water', due_date: '2026-11-23' })
    assert.notInclude((await visitor.get(editOf(id))).body, 'class="repeat"')
  })

  test('the form says nothing of the repeats unless they were touched', async ({ assert }) => {
    const { id } = await giveTask(user, {
      title: 'Water',
      due_date: '2026-11-23',
      rrule: 'FREQ=MONTHLY',
    })
    const task = (await findTask(database(), user.id, id))!
    const untouched = {
      ...CUSTOM,
      repeat: 'FREQ=MONTHLY;BYMONTHDAY=23',
      repeat_unit: 'month',
      repeat_month_day: '23',
      repeat_place: '4',
      repeat_rule: 'FREQ=MONTHLY',
    }
    const read = async (fields: object) => {
      const input = await readTaskForm({ ...form, ...asSent(fields) }, task, actorFor(user))
      return { rrule: input.rrule, mode: input.recurrence_mode }
    }
    const plain = { ...untouched, 'repeat_interval': '1', 'repeat_days[]': [] }
    assert.deepEqual(await read(plain), { rrule: undefined, mode: undefined })
    assert.deepEqual(await read({ ...plain, repeat: '' }), { rrule: null, mode: undefined })
    assert.deepEqual(await read({ ...plain, repeat_from: 'after_completion' }), {
      rrule: 'FREQ=MONTHLY;BYMONTHDAY=23',
      mode: 'after_completion',
    })
    assert.deepEqual(await read({}), { rrule: undefined, mode: undefined })
  })

  test('“custom” begins with what the task does now, and with the place of its due date', async ({
    assert,
  }) => {
    const weekdays = await edit({
      title: 'Stand-up',
      due_date: '2026-11-24',
      rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    })
    assert.equal(choiceOf(weekdays, 'repeat'), 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR')
    assert.match(weekdays.body, /value="FR"\s+aria-label="Friday"\s+checked/)

    const monthly = await edit({ title: 'Rent', due_date: '2026-11-24', rrule: 'FREQ=MONTHLY' })
    assert.equal(choiceOf(monthly, 'repeat_unit'), 'month')
    assert.equal(fieldOf(monthly, 'repeat_month_day'), '24')

    const none = await edit({ title: 'Call', due_date: '2026-11-24' })
    assert.equal(choiceOf(none, 'repeat_place'), '4')
    assert.equal(choiceOf(none, 'repeat_place_day'), 'TU')
  })

  test('a rule that the fields cannot say stands there as its text', async ({ assert }) => {
    const page = await edit({
      title: 'Rent',
      due_date: '2026-12-31',
      rrule: 'FREQ=MONTHLY;BYMONTHDAY=31;COUNT=4',
    })
    assert.equal(choiceOf(page, 'repeat'), 'rrule')
    assert.equal(fieldOf(page, 'repeat_rule'), 'FREQ=MONTHLY;BYMONTHDAY=31')
    assert.equal(fieldOf(page, 'repeat_count'), '4')
    assert.deepEqual(previewOf(page), {
      words: 'Every month on the 31st, 4 times',
      dates: ['Thu 31 Dec', 'Sun 31 Jan 2027', 'Wed 31 Mar 2027', 'Mon 31 May 2027'],
      notes: ['Months without a 31st are skipped.'],
      error: null,
    })
  })

  test('nobody previews somebody else’s task', async ({ assert }) => {
    const other = await giveTask(await makePerson({ password: null }), 'Secret')
    await visitor.get('/all')
    const answer = await visitor.post(`/tasks/${other.id}/repeat-preview`, CUSTOM, '/all')
    assert.equal(answer.status, 404)
  })
})

/** As the body is parsed: without the brackets of a list. */
function asSent(fields: object) {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name.replace('[]', ''), value])
  )
}

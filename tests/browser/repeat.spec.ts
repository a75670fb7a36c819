import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import type User from '#app/identity/user'
import { database } from '#app/shared/database'
import { findTask } from '#app/tasks/task_row'
import { barriers } from '#tests/browser/support/axe'
import { eventually, open, PHONE } from '#tests/browser/support/open'
import { travelTo } from '#tests/support/clock'
import { makePerson } from '#tests/support/people'
import { giveTask } from '#tests/support/tasks'

const MONDAYS = ['Mon 23 Nov', 'Mon 30 Nov', 'Mon 7 Dec', 'Mon 14 Dec', 'Mon 21 Dec']

test.group('How a task repeats, in the browser', (group) => {
  let user: User
  group.each.setup(async () => {
    await travelTo('2026-11-21T09:00:00Z') // a Saturday
    user = await makePerson({ timezone: 'Europe/Paris', password: null })
  })

  async function edit(options: object = {}, visit: object = {}) {
    const task = await giveTask(user, {
      title: 'Water the tomatoes',
      due_date: '2026-11-23',
      ...options,
    })
    const page = await open({ as: user, at: `/tasks/${task.id}/edit?back=%2Fall`, ...visit })
    return { page, id: task.id }
  }

  const repeats = (page: Page) => page.getByLabel('Repeats')
  const words = (page: Page) => page.locator('#repeat-preview > p').first()
  const dates = (page: Page) => page.getByRole('list', { name: 'The next dates' }).locator('li')

  test('words and five dates follow what is chosen', async ({ assert }) => {
    const { page, id } = await edit()
    await repeats(page).selectOption('Every week on Monday')
    await words(page).getByText('Every week on Monday').waitFor()
    assert.deepEqual(await dates(page).allInnerTexts(), MONDAYS)
    await repeats(page).selectOption('Every month on the last workday')
    await dates(page).getByText('Thu 31 Dec').waitFor()
    await page.getByText('The due date moves to the first of these, Mon 30 Nov.').waitFor()
    await repeats(page).selectOption('Every week on Monday')
    await page.getByLabel('Counted from').selectOption('the day I finish it')
    await page.getByText('When each is done on its day:').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('status').getByText('Water the tomatoes saved: ').waitFor()
    const { series } = (await findTask(database(), user.id, id))!
    assert.deepInclude(series, { rule: 'FREQ=WEEKLY;BYDAY=MO', mode: 'after_completion' })
  })

  test('what a browser chooses again when a page comes back has its words and dates', async ({
    assert,
  }) => {
    const { page, id } = await edit()
    page.on('dialog', (dialog) => void dialog.accept())
    await repeats(page).selectOption('Every week on Monday')
    await words(page).getByText('Every week on Monday').waitFor()
    await page.goto('/all')
    await page.goBack()
    await page.waitForURL(`/tasks/${id}/edit?back=%2Fall`)
    assert.equal(await repeats(page).locator(':checked').innerText(), 'Every week on Monday')
    await words(page).getByText('Every week on Monday').waitFor()
  })

  test('"custom" asks only for what the unit needs', async ({ assert }) => {
    const { page } = await edit()
    const shown = async () => {
      const all = await page.locator('.repeat :is(input, select):visible').all()
      const names = await Promise.all(all.map((one) => one.getAttribute('name')))
      return [...new Set(names)].filter((name) => name !== 'repeat')
    }
    const ofAny = ['repeat_from', 'repeat_end']
    assert.deepEqual(await shown(), [])
    await repeats(page).selectOption('Every day')
    assert.deepEqual(await shown(), ofAny)
    await repeats(page).selectOption('As a rule (RRULE)')
    assert.deepEqual(await shown(), ['repeat_rule', ...ofAny])
    await repeats(page).selectOption('Custom')
    const unit = page.getByLabel('Days, weeks, months or years')
    const every = ['repeat_interval', 'repeat_unit']
    assert.deepEqual(await shown(), [...every, 'repeat_days[]', ...ofAny])
    await unit.selectOption('days')
    assert.deepEqual(await shown(), [...every, ...ofAny])
    await unit.selectOption('months')
    assert.deepEqual(await shown(), [...every, 'repeat_month', ...ofAny])
    await page.getByLabel('In the month').selectOption('A date')
    assert.deepEqual(await shown(), [...every, 'repeat_month', 'repeat_month_day', ...ofAny])
    await page.getByLabel('In the month').selectOption('A weekday')
    const place = ['repeat_place', 'repeat_place_day']
    assert.deepEqual(await shown(), [...every, 'repeat_month', ...place, ...ofAny])
    await page.getByLabel('Ends').selectOption('on a date')
    assert.include(await shown(), 'repeat_until')
    await page.getByLabel('Ends').selectOption('after … times')
    assert.include(await shown(), 'repeat_count')
    assert.notInclude(await shown(), 'repeat_until')
  })

  test('a rule of one’s own is put together, ends included', async ({ assert }) => {
    const { page, id } = await edit()
    await repeats(page).selectOption('Custom')
    await page.getByLabel('Every', { exact: true }).fill('2')
    for (const day of ['Monday', 'Friday']) await page.getByLabel(day, { exact: true }).check()
    await page.getByLabel('Ends').selectOption('on a date')
    await page.getByText('Give the last date.').waitFor()
    await page.getByLabel('Last date').fill('2026-12-08')
    await words(page)
      .getByText('Every 2 weeks on Monday and Friday, until 8 December 2026')
      .waitFor()
    assert.deepEqual(await dates(page).allInnerTexts(), ['Mon 23 Nov', 'Fri 27 Nov', 'Mon 7 Dec'])
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('status').getByText('Water the tomatoes saved: ').waitFor()
    const { series } = (await findTask(database(), user.id, id))!
    assert.equal(series?.rule, 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;UNTIL=20261208')
  })

  test('what is wrong is said at once and at its field, until it is right', async ({ assert }) => {
    const { page } = await edit()
    await repeats(page).selectOption('As a rule (RRULE)')
    const rule = page.getByLabel('Rule', { exact: true })
    await rule.fill('FREQ=HOURLY')
    await page.getByText('The rule: FREQ is DAILY, WEEKLY, MONTHLY or YEARLY').waitFor()
    assert.equal(await rule.getAttribute('aria-describedby'), 'repeat-error')
    assert.equal(await rule.getAttribute('aria-invalid'), 'true')
    await rule.fill('FREQ=MONTHLY;BYMONTHDAY=31')
    await page.getByText('Months without a 31st are skipped.').waitFor()
    assert.isNull(await rule.getAttribute('aria-invalid'))
    assert.deepEqual(await dates(page).first().innerText(), 'Thu 31 Dec')
  })

  test('the choices follow the due date, and what was chosen stays', async ({ assert }) => {
    const { page } = await edit()
    await repeats(page).selectOption('Every week on Monday')
    await dates(page).first().waitFor()
    await page.locator('#pane').getByLabel('Due date').fill('2026-11-27')
    await page.getByRole('option', { name: 'Every month on the last Friday' }).waitFor({
      state: 'attached',
    })
    assert.equal(await repeats(page).inputValue(), 'FREQ=WEEKLY;BYDAY=MO')
    await page.getByText('The due date moves to the first of these, Mon 30 Nov.').waitFor()
    await page.locator('#pane').getByLabel('Time', { exact: true }).fill('18:00')
    await words(page).getByText('Every week on Monday at 18:00').waitFor()
  })

  test('the keyboard alone does', async ({ assert }) => {
    const { page, id } = await edit()
    await repeats(page).focus()
    for (const key of ['C', 'Tab', '3', 'Tab', 'd']) await page.keyboard.press(key)
    assert.equal(await repeats(page).inputValue(), 'custom')
    await words(page)
      .getByText(/^Every \d*3 days$/)
      .waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('End')
    await words(page).getByText('counted from the day it is completed').waitFor()
    await page.getByRole('button', { name: 'Save' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText('Water the tomatoes saved: ').waitFor()
    const { series } = (await findTask(database(), user.id, id))!
    assert.deepInclude(series, { mode: 'after_completion' })
  })

  test('an untouched control asks nothing, and is left without a question', async ({ assert }) => {
    const { page } = await edit({ rrule: 'FREQ=MONTHLY' })
    page.on('dialog', (dialog) => {
      throw new Error(`asked: ${dialog.message()}`)
    })
    assert.equal(await words(page).innerText(), 'Every month on the 23rd')
    await repeats(page).selectOption('Every day')
    await words(page).getByText('Every day').waitFor()
    await repeats(page).selectOption('Every month on the 23rd')
    await words(page).getByText('Every month on the 23rd').waitFor()
    await page.getByRole('link', { name: 'Cancel' }).click()
    await page.getByRole('heading', { name: 'Water the tomatoes' }).waitFor()
  })

  test('without a connection the form goes on, and says nothing that is not so', async ({
    assert,
  }) => {
    const { page } = await edit()
    await page.route('**/repeat-preview', (route) => route.abort('internetdisconnected'))
    const failed = page.waitForEvent('requestfailed')
    await repeats(page).selectOption('Every day')
    await failed
    assert.equal(await dates(page).count(), 0)
    assert.equal(await repeats(page).inputValue(), 'FREQ=DAILY')
  })

  for (const [name, act] of [
    ['custom weeks', (page: Page) => repeats(page).selectOption('Custom')],
    [
      'a refusal',
      async (page: Page) => {
        await repeats(page).selectOption('As a rule (RRULE)')
        await page.getByLabel('Rule', { exact: true }).fill('every now and then')
        await page.locator('#repeat-error').waitFor()
      },
    ],
  ] as const) {
    test(`nothing of it is a barrier: ${name}`, async ({ assert }) => {
      const { page } = await edit({ rrule: 'FREQ=MONTHLY;BYMONTHDAY=31' })
      await act(page)
      assert.deepEqual(await barriers(page), [])
    })
  }

  test('on a phone every target is 44 pixels high', async ({ assert }) => {
    const { page } = await edit({}, { size: PHONE })
    await repeats(page).selectOption('Custom')
    await eventually(async () => assert.isAbove(await dates(page).count(), 0))
    for (const one of await page.locator('.repeat :is(.input, .days label):visible').all()) {
      const box = (await one.boundingBox())!
      assert.isAtLeast(Math.round(box.height), 44, await one.innerHTML())
      assert.isAtLeast(Math.round(box.width), 40, await one.innerHTML())
    }
  })

  test('without JavaScript Preview shows the form again, with words and dates', async ({
    assert,
  }) => {
    const { page } = await edit({}, { javaScript: false })
    await page.getByLabel('Title').fill('Water the basil')
    await repeats(page).selectOption('Custom')
    await page.getByLabel('Every', { exact: true }).fill('3')
    await page.getByLabel('Days, weeks, months or years').selectOption('days')
    await page.getByRole('button', { name: 'Preview the dates' }).click()
    assert.equal(await words(page).innerText(), 'Every 3 days')
    assert.deepEqual(await dates(page).allInnerTexts(), [
      'Mon 23 Nov',
      'Thu 26 Nov',
      'Sun 29 Nov',
      'Wed 2 Dec',
      'Sat 5 Dec',
    ])
    assert.equal(await page.getByLabel('Title').inputValue(), 'Water the basil')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('status').getByText('Water the basil saved: ').waitFor()
  })

  test('Enter in a field saves, as everywhere', async () => {
    const { page } = await edit({}, { javaScript: false })
    await page.locator('#pane').getByLabel('Due date').fill('2026-11-24')
    await page.getByLabel('New tags').press('Enter')
    await page.getByRole('status').getByText('Water the tomatoes saved.').waitFor()
  })
})

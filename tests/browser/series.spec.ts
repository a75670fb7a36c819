import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import type User from '#app/identity/user'
import { database, rows } from '#app/shared/database'
import { barriers } from '#tests/browser/support/axe'
import { eventually, open, PHONE } from '#tests/browser/support/open'
import { travelTo } from '#tests/support/clock'
import { askForNext, assertSeriesHold } from '#tests/support/occurrences'
import { makePerson } from '#tests/support/people'
import { giveTask } from '#tests/support/tasks'

test.group('A task that repeats, in the browser', (group) => {
  let user: User
  group.each.setup(async () => {
    await travelTo('2026-11-20T09:00:00Z') // a Friday
    user = await makePerson({ timezone: 'Europe/Paris', password: null })
  })
  group.each.teardown(() => assertSeriesHold())

  const says = (page: Page, words: string) =>
    page.getByRole('status').getByText(words, { exact: true }).waitFor()

  /** What the recurrer does, for whatever waits for it. */
  async function makeWhatIsPending() {
    const closed = await rows<{ id: string; series_id: string; occurrence_key: string }>(
      database(),
      'SELECT id, series_id, occurrence_key FROM tasks WHERE next_key IS NOT NULL AND next_task_id IS NULL'
    )
    for (const one of closed) await askForNext(one)
  }

  test('“last workday of the month” is made, completed late, undone, skipped and ended', async ({
    assert,
  }) => {
    const page = await open({ as: user, at: '/all' })
    const line = page.getByLabel('Add a task')
    await line.fill('Send invoices every last workday at 17:00')
    await page.getByText('every month on the last workday').first().waitFor()
    await line.press('Enter')
    await page.getByRole('link', { name: 'Send invoices' }).click()
    await page.getByText('Every month on the last workday at 17:00').waitFor()
    const due = page.locator('.facts time')
    assert.equal(await due.innerText(), 'Mon 30 Nov 17:00')
    assert.deepEqual(
      (await page.getByRole('list', { name: 'Then:' }).locator('li').allInnerTexts()).slice(0, 3),
      ['Thu 31 Dec', 'Fri 29 Jan 2027', 'Fri 26 Feb 2027']
    )

    await travelTo('2026-12-02T09:00:00Z') // late
    await page.getByRole('button', { name: 'Complete', exact: true }).click()
    await says(page, 'Send invoices done. Next: Thu 31 Dec, 17:00.')
    await page.locator('[data-pending]').waitFor()
    await makeWhatIsPending()
    await page.locator('[data-pending]').waitFor({ state: 'detached' })
    await says(page, 'Send invoices done. Next: Thu 31 Dec, 17:00.') // looking again took no message away

    await page.getByRole('button', { name: 'Undo' }).click()
    await says(page, 'Taken back: Send invoices.')
    await eventually(async () =>
      assert.include(await page.locator('#main .task .due').innerText(), 'Mon 30 Nov 17:00')
    )

    await page.getByRole('link', { name: 'Send invoices' }).click()
    await page.getByRole('button', { name: 'Skip this one' }).click()
    await says(page, 'Send invoices skipped. Next: Thu 31 Dec, 17:00.')
    await makeWhatIsPending()
    await page.reload()
    await page.locator('#main').getByRole('link', { name: 'Send invoices' }).click()
    await page.getByText('Mon 30 Nov, 17:00').waitFor()
    await page.getByText('1 skipped').waitFor()

    await page.locator('article summary').getByText('Delete').click()
    await page.getByRole('button', { name: 'All: it repeats no more' }).click()
    await says(page, 'Send invoices is in the trash. It repeats no more.')
    await eventually(async () => assert.equal(await page.locator('#main .task').count(), 0))
  })

  test('completed with the keyboard, it hands the focus to the next row as any other', async ({
    assert,
  }) => {
    await giveTask(user, { title: 'Tea', due_date: '2026-11-20', rrule: 'FREQ=WEEKLY' })
    await giveTask(user, { title: 'Rent', due_date: '2026-11-21' })
    await giveTask(user, { title: 'Bins', due_date: '2026-11-22' })
    const page = await open({ as: user, at: '/all' })
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    await page.getByRole('button', { name: 'Complete: Tea' }).focus()
    await page.keyboard.press('Space')
    await says(page, 'Tea done. Next: Fri 27 Nov.')
    await page.locator('[data-pending]').waitFor()
    assert.equal(await focused(), 'Complete: Rent')

    await makeWhatIsPending()
    await page.locator('[data-pending]').waitFor({ state: 'detached' })
    assert.equal(await focused(), 'Complete: Rent')
  })

  test('a task that is opened while the next one is waited for stays open', async ({ assert }) => {
    await giveTask(user, { title: 'Tea', due_date: '2026-11-20', rrule: 'FREQ=WEEKLY' })
    await giveTask(user, { title: 'Rent', due_date: '2026-11-21' })
    const page = await open({ as: user, at: '/all' })
    const answers: string[] = []
    page.on('requestfinished', (request) => answers.push(new URL(request.url()).pathname))
    await page.route('**/tasks/*?back*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 600)) // longer than until the first look
      await route.continue()
    })
    await page.getByRole('button', { name: 'Complete: Tea' }).click()
    await page.locator('[data-pending]').waitFor()
    await page.getByRole('link', { name: 'Rent' }).click()
    await eventually(async () =>
      assert.lengthOf(
        answers.filter((path) => path.startsWith('/tasks/') || path === '/all'),
        4
      )
    )
    await page.getByRole('heading', { name: 'Rent' }).waitFor({ timeout: 1000 })
  })

  test('whom a change is for is asked with the keyboard in place, and asked once', async ({
    assert,
  }) => {
    const first = await giveTask(user, {
      title: 'Water',
      due_date: '2026-11-19',
      rrule: 'FREQ=WEEKLY;BYDAY=TH',
    })
    const page = await open({ as: user, at: '/all' })
    await page.getByRole('button', { name: 'Complete: Water' }).click()
    await says(page, 'Water done. Next: Thu 26 Nov.')
    await makeWhatIsPending()
    await page.locator('[data-pending]').waitFor({ state: 'detached' })
    await page.locator('#main').getByRole('link', { name: 'Water' }).click()
    await page.getByRole('link', { name: 'Edit', exact: true }).click()
    await page.getByLabel('Due date').last().fill('2026-11-28')
    await page.getByRole('button', { name: 'Save' }).click()
    const question = page.getByRole('radiogroup', { name: 'Whom is this change for?' })
    await question.waitFor()
    await eventually(async () =>
      assert.equal(
        await page.evaluate(() => (document.activeElement as HTMLInputElement).value),
        'this'
      )
    )
    assert.deepEqual(await barriers(page), [])
    await page.keyboard.press('ArrowUp') // to the last of three: the whole series
    await page.keyboard.press('Enter')
    await says(page, 'Water saved: every week on Saturday.')
    await page.locator('.facts').getByText('Every week on Saturday').waitFor()
    assert.isOk(first)
  })

  for (const size of [{ width: 1280, height: 800 }, PHONE]) {
    test(`what may be deleted can be read in full at ${size.width} px`, async ({ assert }) => {
      const task = await giveTask(user, {
        title: 'Water',
        due_date: '2026-11-20',
        rrule: 'FREQ=DAILY',
      })
      const page = await open({ as: user, at: `/tasks/${task.id}?back=%2Fall`, size })
      await page.locator('article summary').getByText('Delete').click()
      for (const name of ['This one: the next follows', 'All: it repeats no more']) {
        await page.getByRole('button', { name }).click({ trial: true })
      }
      const [menu, pane] = await Promise.all(
        ['article .menu > .body', '#pane article'].map((place) => page.locator(place).boundingBox())
      )
      assert.isAtLeast(menu!.x, pane!.x)
      assert.isAtMost(menu!.x + menu!.width, pane!.x + pane!.width)
    })

    for (const colours of ['light', 'dark'] as const) {
      test(`a task with its history has no barriers at ${size.width} px, ${colours}`, async ({
        assert,
      }) => {
        const task = await giveTask(user, {
          title: 'Water',
          due_date: '2026-11-16',
          rrule: 'FREQ=DAILY;INTERVAL=3',
          recurrence_mode: 'after_completion',
        })
        const page = await open({ as: user, at: '/all', size, colours })
        await page.getByRole('button', { name: 'Complete: Water' }).click()
        await page.locator('[data-pending]').waitFor()
        assert.deepEqual(await barriers(page), [])
        await makeWhatIsPending()
        await page.goto(`/tasks/${task.id}?back=%2Fall`)
        await page.getByRole('heading', { name: 'History' }).waitFor()
        assert.deepEqual(await barriers(page), [])
      })
    }
  }
})

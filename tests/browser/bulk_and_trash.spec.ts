import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import type User from '#app/identity/user'
import { database } from '#app/shared/database'
import { findTask } from '#app/tasks/task_row'
import type { Task } from '#app/tasks/task'
import { eventually, open, PHONE, shows } from '#tests/browser/support/open'
import { travelTo } from '#tests/support/clock'
import { makePerson } from '#tests/support/people'
import { giveTasks, giveTrashedTask } from '#tests/support/tasks'

test.group('Several tasks at once', (group) => {
  let user: User
  let tasks: Task[]
  group.each.setup(async () => {
    await travelTo('2026-11-21T09:00:00Z')
    user = await makePerson({ timezone: 'Europe/Paris', password: null })
    tasks = await giveTasks(
      user,
      'Apples',
      { title: 'Bread', due_date: '2026-11-21T17:00:00Z' },
      'Cheese'
    )
  })

  const now = () => Promise.all(tasks.map(({ id }) => findTask(database(), user.id, id)))
  const bar = (page: Page) => page.getByRole('group', { name: 'Selected tasks' })
  const menu = (page: Page, name: string) => bar(page).locator('summary', { hasText: name }).click()
  const select = async (page: Page, ...titles: string[]) => {
    for (const title of titles) {
      await page.locator('.task', { hasText: title }).hover()
      await page.getByLabel(`Select: ${title}`).check()
    }
  }

  /** What each button of the bar does to the first two tasks, and what it says. */
  const ACTIONS: {
    name: string
    said: string
    press(page: Page): Promise<unknown>
    of(task: Task): unknown
    before: unknown[]
    after: unknown[]
  }[] = [
    {
      name: 'completed',
      said: '2 tasks done.',
      press: (page) => bar(page).getByRole('button', { name: 'Complete' }).click(),
      of: (task) => task.status,
      before: ['active', 'active', 'active'],
      after: ['completed', 'completed', 'active'],
    },
    {
      name: 'rescheduled, each at its own time of day',
      said: '2 tasks rescheduled.',
      async press(page) {
        await menu(page, 'Due')
        await page.getByLabel('Due date').fill('2026-11-24')
        await page.getByRole('button', { name: 'Set the date' }).click()
      },
      of: (task) => task.dueOn ?? task.dueWall,
      before: [null, '2026-11-21T18:00:00', null],
      after: ['2026-11-24', '2026-11-24T18:00:00', null],
    },
    {
      name: 'tagged, by Enter in the field',
      said: '2 tasks tagged.',
      async press(page) {
        await menu(page, 'Tag')
        await page.getByLabel('Tag', { exact: true }).fill('shop')
        await page.getByLabel('Tag', { exact: true }).press('Enter')
      },
      of: (task) => task.tags.map(({ name }) => name).join(),
      before: ['', '', ''],
      after: ['shop', 'shop', ''],
    },
    {
      name: 'given a priority',
      said: '2 tasks given the priority.',
      async press(page) {
        await menu(page, 'Priority')
        await page.locator('#bulk-priority').selectOption('urgent')
        await page.getByRole('button', { name: 'Set the priority' }).click()
      },
      of: (task) => task.priority,
      before: ['medium', 'medium', 'medium'],
      after: ['urgent', 'urgent', 'medium'],
    },
    {
      name: 'deleted',
      said: '2 tasks in the trash.',
      press: (page) => bar(page).getByRole('button', { name: 'Delete' }).click(),
      of: (task) => task.deletedAt !== null,
      before: [false, false, false],
      after: [true, true, false],
    },
  ]

  for (const { name, said, press, of, before, after } of ACTIONS) {
    test(`selected tasks are ${name}, with one undo for all`, async ({ assert }) => {
      const page = await open({ as: user, at: '/all?sort=title' })
      await select(page, 'Apples', 'Bread')
      await bar(page).getByText('2 selected').waitFor()
      await press(page)
      await page.getByRole('status').getByText(said).waitFor()
      assert.deepEqual(
        (await now()).map((task) => of(task!)),
        after
      )
      await bar(page).waitFor({ state: 'hidden' })
      await page.getByRole('button', { name: 'Undo' }).click()
      await page.getByRole('status').getByText('Taken back for 2.').waitFor()
      assert.deepEqual(
        (await now()).map((task) => of(task!)),
        before
      )
      await shows(page, ['Apples', 'Bread', 'Cheese'])
    })
  }

  test('all are selected at once, and none again', async ({ assert }) => {
    const page = await open({ as: user, at: '/all' })
    await select(page, 'Cheese')
    await bar(page).getByRole('button', { name: 'All', exact: true }).click()
    await bar(page).getByText('3 selected').waitFor()
    await bar(page).getByRole('button', { name: 'Clear the selection' }).click()
    await bar(page).waitFor({ state: 'hidden' })
    assert.equal(await page.locator('.pick:checked').count(), 0)
  })

  test('on a phone tasks are selected after pressing Select, and the bar covers neither message nor places', async ({
    assert,
  }) => {
    const page = await open({ as: user, at: '/all', size: PHONE })
    await page.locator('.select-toggle').tap()
    await select(page, 'Apples', 'Cheese')
    await bar(page).getByText('2 selected').waitFor()
    const overlap = await page.evaluate(() => {
      const box = (selector: string) => document.querySelector(selector)!.getBoundingClientRect()
      return box('.bulk').bottom - box('.main-places').top
    })
    assert.isAtMost(overlap, 0)
    await bar(page).getByRole('button', { name: 'Complete' }).tap()
    await page.getByRole('status').getByText('2 tasks done.').waitFor()
    await page.getByRole('button', { name: 'Undo' }).tap()
    await shows(page, ['Apples', 'Bread', 'Cheese'])
  })

  test('a deleted task waits in the trash and is restored from there', async () => {
    const page = await open({ as: user, at: '/all' })
    await page.getByRole('link', { name: 'Bread' }).click()
    await page.locator('#pane').getByRole('button', { name: 'Delete' }).click()
    await shows(page, ['Apples', 'Cheese'])
    await page.locator('#side').getByRole('link', { name: 'Trash' }).click()
    await shows(page, ['Bread'])
    await page.getByRole('button', { name: 'Restore: Bread' }).click()
    await page.getByRole('status').getByText('Bread is back.').waitFor()
    await page.getByRole('heading', { name: 'The trash is empty' }).waitFor()
    await page.goto('/all')
    await shows(page, ['Apples', 'Bread', 'Cheese'])
  })

  test('a task is deleted for good only from the trash, and in two steps', async ({ assert }) => {
    const gone = await giveTrashedTask(user, 'Old idea')
    const page = await open({ as: user, at: '/trash' })
    await page.getByRole('link', { name: 'Old idea' }).click()
    await page.locator('summary', { hasText: 'Delete for good' }).click()
    await page.getByRole('button', { name: 'Delete for good' }).click()
    await page.getByRole('status').getByText('Deleted for good.').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Undo' }).count(), 0)
    await eventually(async () => assert.notExists(await findTask(database(), user.id, gone.id)))
  })
})

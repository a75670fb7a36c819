import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import type User from '#app/identity/user'
import { database } from '#app/shared/database'
import { findTask } from '#app/tasks/task_row'
import { address, open, PHONE, titles, WIDE } from '#tests/browser/support/open'
import { travelTo } from '#tests/support/clock'
import { makePerson, PASSWORD } from '#tests/support/people'
import { giveTask, giveTasks } from '#tests/support/tasks'

test.group('Without JavaScript', (group) => {
  let user: User
  group.each.setup(async () => {
    await travelTo('2026-11-21T09:00:00Z')
    user = await makePerson({ email: 'ada@example.org', timezone: 'Europe/Paris' })
  })

  const openPlain = (at: string, size = WIDE) => open({ as: user, at, size, javaScript: false })
  const message = (page: Page) => page.getByRole('status').locator('p').innerText()

  test('a person signs in, adds, edits, completes, takes back and signs out', async ({
    assert,
  }) => {
    const page = await open({ at: '/today', javaScript: false })
    await page.getByLabel('Email').fill('ada@example.org')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    assert.equal(address(page), '/today')

    await page.getByLabel('Add a task').fill('Water the tomatos')
    await page.getByRole('button', { name: 'Add' }).click()
    assert.equal(await message(page), 'Water the tomatos added.')
    assert.deepEqual(await titles(page), ['Water the tomatos'])

    await page.getByRole('link', { name: 'Water the tomatos' }).click()
    await page.getByRole('link', { name: 'Edit', exact: true }).click()
    await page.getByLabel('Title').fill('Water the tomatoes')
    await page.getByLabel('Time', { exact: true }).fill('18:00')
    await page.getByRole('button', { name: 'Save' }).click()
    assert.equal(await message(page), 'Water the tomatoes saved.')
    assert.include(await page.locator('#pane').innerText(), 'Today 18:00')

    await page.locator('#pane').getByRole('button', { name: 'Complete', exact: true }).click()
    assert.equal(await message(page), 'Water the tomatoes done.')
    await page.getByRole('button', { name: 'Undo' }).click()
    assert.equal(await message(page), 'Taken back: Water the tomatoes.')

    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByText('You are signed out.').waitFor()
  })

  test('a refused form comes back filled, with the messages at their fields', async ({
    assert,
  }) => {
    const task = await giveTask(user, { title: 'Water the tomatoes', tags: ['garden'] })
    const page = await openPlain(`/tasks/${task.id}/edit?back=%2Fall`)
    await page.getByLabel('Title').fill('   ')
    await page.getByLabel('Time', { exact: true }).fill('18:00')
    await page.getByLabel('Time zone').fill('Mars/Base')
    await page.getByLabel('New tags').fill('x'.repeat(60))
    await page.getByLabel('Description').fill('Half a can each.')
    await page.getByRole('button', { name: 'Save' }).click()
    assert.equal(await page.getByLabel('Description').inputValue(), 'Half a can each.')
    assert.equal(await page.getByLabel('Time', { exact: true }).inputValue(), '18:00')
    assert.equal(await page.getByLabel('Time zone').inputValue(), 'Mars/Base')
    assert.equal(await page.getByLabel('New tags').inputValue(), 'x'.repeat(60))
    assert.isTrue(await page.getByRole('form').getByLabel('garden', { exact: true }).isChecked())
    const described = async (label: string) => {
      const field = page.getByRole('form').getByLabel(label, { exact: true })
      assert.equal(await field.getAttribute('aria-invalid'), 'true', label)
      const [id] = (await field.getAttribute('aria-describedby'))!.split(' ')
      return page.locator(`#${id}`).innerText()
    }
    assert.include(await described('Title'), 'The title')
    assert.include(await described('Due date'), 'A time needs a date. Give one, or clear the time.')
    assert.include(
      await described('Time zone'),
      'There is no such time zone. Write it as Europe/Paris.'
    )
    assert.include(await described('New tags'), '50 characters')
    assert.equal((await findTask(database(), user.id, task.id))?.title, 'Water the tomatoes')
  })

  test('searching, filtering and sorting are links and forms', async ({ assert }) => {
    await giveTasks(
      user,
      { title: 'Zürich: hotel', tags: ['travel'], priority: 'high' },
      { title: 'Train', tags: ['travel'] },
      'Apples'
    )
    const page = await openPlain('/all')
    await page.getByLabel('Search tasks').fill('zurihc')
    await page.getByLabel('Search tasks').press('Enter')
    assert.deepEqual(await titles(page), ['Zürich: hotel'])
    await page.getByRole('link', { name: 'Clear all' }).click()
    await page.locator('summary', { hasText: 'Filter' }).click()
    await page.locator('label.pickable', { hasText: 'travel' }).click()
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.locator('summary', { hasText: 'Sort' }).click()
    await page.getByRole('button', { name: 'Title' }).click()
    assert.deepEqual(await titles(page), ['Train', 'Zürich: hotel'])
    assert.equal(new URL(page.url()).searchParams.get('tags'), 'travel')
    await page.getByRole('link', { name: 'Remove: travel' }).click()
    assert.deepEqual(await titles(page), ['Apples', 'Train', 'Zürich: hotel'])
  })

  for (const [name, size] of [
    ['wide', WIDE],
    ['a phone', PHONE],
  ] as const) {
    test(`several tasks are changed together and taken back together (${name})`, async ({
      assert,
    }) => {
      await giveTasks(user, 'Apples', 'Bread', 'Cheese')
      const page = await openPlain('/all?sort=title', size)
      const bar = page.getByRole('group', { name: 'Selected tasks' })
      const select = async () => {
        await page.locator('.select-toggle').click()
        await page.getByLabel('Select: Apples').check()
        await page.getByLabel('Select: Cheese').check()
      }
      assert.isFalse(await bar.isVisible())
      await select()
      await bar.locator('summary', { hasText: 'Tag' }).click()
      await page.getByLabel('Tag', { exact: true }).fill('shop')
      await page.getByRole('button', { name: 'Add the tag' }).click()
      assert.equal(await message(page), '2 tasks tagged.')
      await select()
      await bar.getByRole('button', { name: 'Delete' }).click()
      assert.equal(await message(page), '2 tasks in the trash.')
      assert.deepEqual(await titles(page), ['Bread'])
      await page.getByRole('button', { name: 'Undo' }).click()
      assert.equal(await message(page), 'Taken back for 2.')
      assert.deepEqual(await titles(page), ['Apples', 'Bread', 'Cheese'])
    })
  }

  test('the trash gives back, and deletes for good', async ({ assert }) => {
    const [first] = await giveTasks(user, 'Apples', 'Bread')
    const page = await openPlain(`/tasks/${first!.id}?back=%2Fall`)
    await page.locator('#pane').getByRole('button', { name: 'Delete' }).click()
    assert.deepEqual(await titles(page), ['Bread'])
    await page.getByRole('link', { name: 'Trash' }).click()
    await page.getByRole('link', { name: 'Apples' }).click()
    await page.getByRole('button', { name: 'Restore', exact: true }).click()
    assert.equal(await message(page), 'Apples is back.')
  })

  test('the places behind More open on a phone', async ({ assert }) => {
    const page = await openPlain('/today', PHONE)
    assert.isFalse(await page.getByRole('link', { name: 'Trash' }).isVisible())
    await page.getByRole('button', { name: 'More' }).tap()
    await page.getByRole('link', { name: 'Trash' }).tap()
    await page.waitForURL('/trash')
  })

  test('nothing is on the page that works only with JavaScript', async ({ assert }) => {
    await giveTask(user, { title: 'Apples', due_date: '2026-11-21' })
    for (const path of ['/today', '/settings/tokens']) {
      const page = await openPlain(path)
      assert.equal(await page.locator('.js-only:visible').count(), 0, path)
      const dead = await page.locator('button[type="button"]:visible:not([popovertarget])').count()
      assert.equal(dead, 0, path)
    }
  })
})

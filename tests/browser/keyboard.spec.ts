import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import type User from '#app/identity/user'
import { address, eventually, open, shows, titles } from '#tests/browser/support/open'
import { travelTo } from '#tests/support/clock'
import { makePerson } from '#tests/support/people'
import { giveTasks } from '#tests/support/tasks'

test.group('Keyboard alone', (group) => {
  let user: User
  group.each.setup(async () => {
    await travelTo('2026-11-21T09:00:00Z')
    user = await makePerson({ timezone: 'Europe/Paris', password: null })
    await giveTasks(user, 'Apples', 'Bread', 'Cheese')
  })

  const keys = async (page: Page, ...pressed: string[]) => {
    for (const key of pressed) await page.keyboard.press(key)
  }
  const said = (page: Page, text: string) => page.getByRole('status').getByText(text).waitFor()
  const focusedRow = (page: Page) =>
    page.evaluate(
      () => document.activeElement?.closest('.task')?.querySelector('.title')?.textContent
    )
  const focusOn = (page: Page, title: string) =>
    eventually(async () => {
      const found = await focusedRow(page)
      if (found !== title) throw new Error(`The focus is on ${found}, not on ${title}`)
    })
  const focusedId = (page: Page) => page.evaluate(() => document.activeElement?.id)

  test('a whole day of work needs no mouse', async ({ assert }) => {
    const page = await open({ as: user, at: '/all?sort=title' })

    await keys(page, 'n')
    await page.keyboard.type('Dates')
    await keys(page, 'Enter')
    await said(page, 'Dates added.')
    await shows(page, ['Apples', 'Bread', 'Cheese', 'Dates'])
    await keys(page, 'Escape', 'j')
    await focusOn(page, 'Apples')
    await keys(page, 'j', 'j', 'k')
    await focusOn(page, 'Bread')

    await keys(page, 'c')
    await said(page, 'Bread done.')
    await shows(page, ['Apples', 'Cheese', 'Dates'])
    await focusOn(page, 'Cheese')
    await keys(page, 'u')
    await said(page, 'Taken back: Bread.')
    await shows(page, ['Apples', 'Bread', 'Cheese', 'Dates'])
    await focusOn(page, 'Cheese')

    await keys(page, 'Enter')
    await eventually(async () => assert.equal(await focusedId(page), 'task-title'))
    await keys(page, 'e')
    await eventually(async () => assert.equal(await focusedId(page), 'title'))
    await keys(page, 'Control+a')
    await page.keyboard.type('Old cheese')
    await keys(page, 'Enter')
    await said(page, 'Old cheese saved.')
    await eventually(async () => assert.equal(await focusedId(page), 'task-title'))
    await keys(page, 'Escape')
    await eventually(() => assert.equal(address(page), '/all?sort=title'))
    await focusOn(page, 'Old cheese')

    await keys(page, 'x', 'k', 'x')
    await eventually(async () => assert.equal(await page.locator('.pick:checked').count(), 2))
    await keys(page, 'Escape')
    await eventually(async () => assert.equal(await page.locator('.pick:checked').count(), 0))

    await keys(page, '/')
    assert.equal(await focusedId(page), 'q')
    await page.keyboard.type('chese')
    await keys(page, 'Enter')
    await shows(page, ['Old cheese'])
    await keys(page, 'Escape', '?')
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
    await keys(page, 'Escape')
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor({ state: 'hidden' })
  })

  test('e on a row opens its form at once', async ({ assert }) => {
    const page = await open({ as: user, at: '/all?sort=title' })
    await keys(page, 'j', 'j', 'e')
    await eventually(async () => assert.equal(await focusedId(page), 'title'))
    assert.equal(await page.getByLabel('Title').inputValue(), 'Bread')
  })

  test('keys in a field are text', async ({ assert }) => {
    const page = await open({ as: user, at: '/all' })
    await page.getByLabel('Add a task').focus()
    await page.keyboard.type('n/jkxceu?')
    assert.equal(await page.getByLabel('Add a task').inputValue(), 'n/jkxceu?')
    assert.equal(await page.locator('.pick:checked').count(), 0)
    await shows(page, ['Apples', 'Bread', 'Cheese'])
  })

  test('single keys can be switched off, for good and back on', async ({ assert }) => {
    const page = await open({ as: user, at: '/all' })
    await keys(page, '?')
    await page.getByLabel('Use single keys').focus()
    await keys(page, 'Space', 'Escape')
    await page.reload()
    await keys(page, 'j', 'c', 'x', 'n')
    assert.isUndefined(await focusedRow(page))
    assert.equal((await titles(page)).length, 3)
    assert.equal(await page.locator('.pick:checked').count(), 0)
    await keys(page, '?')
    await page.getByLabel('Use single keys').focus()
    await keys(page, 'Space', 'Escape', 'j')
    await eventually(async () => assert.exists(await focusedRow(page)))
  })

  test('menus open and close by key and give the focus back', async ({ assert }) => {
    const page = await open({ as: user, at: '/all' })
    await page.locator('summary', { hasText: 'Sort' }).focus()
    await keys(page, 'Enter')
    await page.getByRole('button', { name: 'Newest first' }).waitFor()
    await keys(page, 'Tab', 'Escape')
    await page.getByRole('button', { name: 'Newest first' }).waitFor({ state: 'hidden' })
    assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), 'Sort')
  })

  test('the first Tab offers to skip to the content', async ({ assert }) => {
    const page = await open({ as: user, at: '/all' })
    await keys(page, 'Tab')
    assert.equal(
      await page.evaluate(() => document.activeElement?.textContent),
      'Skip to the content'
    )
    await keys(page, 'Enter')
    await eventually(async () => assert.equal(await focusedId(page), 'content'))
    await keys(page, 'Tab')
    await eventually(async () =>
      assert.isTrue(await page.evaluate(() => Boolean(document.activeElement?.closest('#main'))))
    )
  })

  test('what has the focus is always to be seen', async ({ assert }) => {
    const page = await open({ as: user, at: '/all' })
    const unseen: string[] = []
    for (let step = 0; step < 40; step++) {
      await keys(page, 'Tab')
      const problem = await page.evaluate(() => {
        const element = document.activeElement
        if (!element || element === document.body) return null
        const around = element.closest('form') ?? element
        const styles = [
          ...[element, around, ...element.children].map((part) => getComputedStyle(part)),
          getComputedStyle(element, '::after'),
        ]
        return styles.some(({ outlineStyle }) => outlineStyle !== 'none')
          ? null
          : element.outerHTML.slice(0, 120)
      })
      if (problem) unseen.push(problem)
    }
    assert.deepEqual(unseen, [])
  })

  test('a radio button with the focus shows it, also where a browser does not count it as led to by a key', async ({
    assert,
  }) => {
    const page = await open({ as: user, at: '/settings/profile' })
    const dark = page.getByLabel('Dark')
    await dark.click()
    assert.isFalse(await dark.evaluate((button) => button.matches(':focus-visible')))
    assert.equal(await dark.evaluate((button) => getComputedStyle(button).outlineStyle), 'solid')
  })
})

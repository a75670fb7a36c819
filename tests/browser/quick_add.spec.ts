import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import type User from '#app/identity/user'
import { database, rows } from '#app/shared/database'
import { barriers } from '#tests/browser/support/axe'
import { eventually, open, PHONE, titles } from '#tests/browser/support/open'
import { travelTo } from '#tests/support/clock'
import { makePerson } from '#tests/support/people'
import { giveTask } from '#tests/support/tasks'

const RENT = 'Pay rent every month on the 1st #home !high'

test.group('The line at the top understands', (group) => {
  let user: User
  group.each.setup(async () => {
    await travelTo('2026-11-21T09:00:00Z')
    user = await makePerson({ timezone: 'Europe/Paris', password: null })
  })

  const line = (page: Page) => page.getByLabel('Add a task')
  const chips = (page: Page) => page.getByRole('group', { name: 'Understood' }).locator('.name')
  const remove = (page: Page, what: string) => page.getByRole('button', { name: `Remove: ${what}` })
  const putBack = (page: Page, what: string) =>
    page.getByRole('button', { name: `Put back: ${what}` })
  const toast = (page: Page) => page.getByRole('status').locator('p')
  const task = async () =>
    (
      await rows<{ title: string; due_on: string | null }>(
        database(),
        'SELECT title, due_on::text FROM tasks ORDER BY id DESC LIMIT 1'
      )
    )[0]

  /** Waits until these chips are shown. */
  const shown = (page: Page, expected: string[], assert: { deepEqual: Function }) =>
    eventually(async () => assert.deepEqual(await chips(page).allInnerTexts(), expected))

  test('chips say what is understood while the line is typed, and the line stays as it is', async ({
    assert,
  }) => {
    const page = await open({ as: user, at: '/today' })
    await line(page).pressSequentially(RENT)
    await shown(page, ['every month on the 1st', 'Tue 1 Dec', 'home', 'high'], assert)
    assert.equal(await line(page).inputValue(), RENT)
    await line(page).press('Enter')
    await eventually(async () =>
      assert.equal(
        await toast(page).innerText(),
        'Pay rent added: every month on the 1st, next Tue 1 Dec, high, home.'
      )
    )
    await shown(page, [], assert)
    assert.equal(await line(page).inputValue(), '')
    assert.deepEqual(await task(), { title: 'Pay rent', due_on: '2026-12-01' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await toast(page).getByText('Taken back: Pay rent.').waitFor()
  })

  test('a part that is taken off stays in the title', async ({ assert }) => {
    const page = await open({ as: user, at: '/all' })
    await line(page).fill('Call Tom')
    await remove(page, 'tomorrow').click()
    await putBack(page, 'Tom').waitFor()
    assert.isTrue(await line(page).evaluate((field) => field === document.activeElement))
    await line(page).press('Enter')
    await toast(page).getByText('Call Tom added.').waitFor()
    assert.deepEqual(await task(), { title: 'Call Tom', due_on: null })
  })

  test('what was taken off can be put back', async ({ assert }) => {
    const page = await open({ as: user, at: '/all' })
    await line(page).fill('Call Tom !high')
    await remove(page, 'tomorrow').click()
    await putBack(page, 'Tom').click()
    await remove(page, 'tomorrow').waitFor()
    await shown(page, ['tomorrow', 'high'], assert)
  })

  test('with the first date off, the second counts', async ({ assert }) => {
    const page = await open({ as: user, at: '/all' })
    await line(page).fill('Send friday notes by monday')
    await remove(page, 'Fri 27 Nov').click()
    await shown(page, ['friday', 'Mon 23 Nov'], assert)
  })

  test('a part stays off while more is typed behind it or before it', async ({ assert }) => {
    const page = await open({ as: user, at: '/all' })
    await line(page).fill('Call Tom')
    await remove(page, 'tomorrow').click()
    await line(page).press('End')
    await line(page).pressSequentially(' on friday #phone')
    await shown(page, ['Tom', 'Fri 27 Nov', 'phone'], assert)
    await line(page).press('Home')
    await line(page).pressSequentially('Really, ')
    await line(page).press('Enter')
    await toast(page).getByText('Really, Call Tom added: Fri 27 Nov, phone.').waitFor()
  })

  test('a part that was taken off is one again once its words are changed', async ({ assert }) => {
    const page = await open({ as: user, at: '/all' })
    await line(page).fill('Call Tom')
    await remove(page, 'tomorrow').click()
    await putBack(page, 'Tom').waitFor()
    await line(page).press('End')
    await line(page).pressSequentially('orrow')
    await shown(page, ['tomorrow'], assert)
  })

  test('chips and what was taken off survive the completing of another task', async ({
    assert,
  }) => {
    await giveTask(user, 'Stand-up notes')
    const page = await open({ as: user, at: '/all' })
    await line(page).fill('Call Tom !high')
    await remove(page, 'tomorrow').click()
    await putBack(page, 'Tom').waitFor()
    await page.getByRole('button', { name: 'Complete: Stand-up notes' }).click()
    await toast(page).getByText('Stand-up notes done.').waitFor()
    await shown(page, ['Tom', 'high'], assert)
    await line(page).press('Enter')
    await toast(page).getByText('Call Tom added: high.').waitFor()
  })

  test('a line that is refused comes back with its chips, the one that was taken off too', async ({
    assert,
  }) => {
    const page = await open({ as: user, at: '/all' })
    await line(page).fill(`Call Tom ${'x'.repeat(200)} #phone`)
    await remove(page, 'tomorrow').click()
    await putBack(page, 'Tom').waitFor()
    await line(page).press('Enter')
    await page.getByText('The title has at most 200 characters').waitFor()
    await shown(page, ['Tom', 'phone'], assert)
    await line(page).fill(`Call Tom ${'x'.repeat(20)} #phone`)
    await shown(page, ['Tom', 'phone'], assert)
  })

  test('by keyboard alone: to a chip, off, and on with the line', async ({ assert }) => {
    const page = await open({ as: user, at: '/all' })
    await line(page).fill('Call Tom !high')
    await remove(page, 'tomorrow').waitFor()
    await page.keyboard.press('Tab') // the button Add
    await page.keyboard.press('Tab')
    assert.isTrue(await remove(page, 'tomorrow').evaluate((one) => one === document.activeElement))
    await page.keyboard.press('Enter')
    await putBack(page, 'Tom').waitFor()
    await page.keyboard.press('Enter')
    await toast(page).getByText('Call Tom added: high.').waitFor()
  })

  test('what is understood is read out politely when it changes, not with each key', async ({
    assert,
  }) => {
    const page = await open({ as: user, at: '/all' })
    const region = page.locator('#understood-said')
    assert.equal(await region.getAttribute('aria-live'), 'polite')
    await region.evaluate((element) => {
      const heard: string[] = []
      Object.assign(window, { heard })
      new MutationObserver(() => heard.push(element.textContent)).observe(element, {
        childList: true,
      })
    })
    await line(page).pressSequentially('Buy milk and bread tomorrow')
    await shown(page, ['tomorrow'], assert)
    await line(page).pressSequentially(' in the shop')
    await line(page).pressSequentially(' #errands')
    await shown(page, ['tomorrow', 'errands'], assert)
    const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard)
    await eventually(async () =>
      assert.equal((await heard()).at(-1), 'Understood: tomorrow, errands')
    )
    assert.deepEqual([...new Set(await heard())], await heard())
    assert.isAtMost((await heard()).length, 3)
  })

  test('there are no barriers on the line with chips, and it stays within a phone', async ({
    assert,
  }) => {
    const page = await open({ as: user, at: '/all' })
    await line(page).fill(
      `Call Tom every other monday at 9am until dec 18 #home !high #${'t'.repeat(50)}`
    )
    await remove(page, 'home').click()
    await putBack(page, '#home').waitFor()
    assert.deepEqual(await barriers(page), [])
  })

  test('on a phone its buttons are large enough for a thumb', async ({ assert }) => {
    const page = await open({ as: user, at: '/all', size: PHONE })
    await line(page).fill(RENT)
    await remove(page, 'home').waitFor()
    const box = (await remove(page, 'home').boundingBox())!
    assert.isAtLeast(Math.min(box.width, box.height), 44)
    await remove(page, 'home').tap()
    await putBack(page, '#home').waitFor()
  })

  test('without JavaScript the saved task says what was understood, with Undo', async ({
    assert,
  }) => {
    const page = await open({ as: user, at: '/all', javaScript: false })
    await line(page).fill(RENT)
    await line(page).press('Enter')
    assert.equal(
      await toast(page).innerText(),
      'Pay rent added: every month on the 1st, next Tue 1 Dec, high, home.'
    )
    assert.deepEqual(await titles(page), ['Pay rent'])
    await page.getByRole('button', { name: 'Undo' }).click()
    assert.equal(await toast(page).innerText(), 'Taken back: Pay rent.')
    assert.deepEqual(await titles(page), [])
  })

  test('without JavaScript a refused line shows its chips, and they can be taken off', async ({
    assert,
  }) => {
    const page = await open({ as: user, at: '/all', javaScript: false })
    const long = 'x'.repeat(201)
    await line(page).fill(`Call Tom ${long}`)
    await line(page).press('Enter')
    await page.getByText('The title has at most 200 characters').waitFor()
    await remove(page, 'tomorrow').click()
    await putBack(page, 'Tom').waitFor()
    assert.equal(await line(page).inputValue(), `Call Tom ${long}`)
    await line(page).fill('Call Tom')
    await line(page).press('Enter')
    assert.equal(await toast(page).innerText(), 'Call Tom added.')
    assert.deepEqual(await task(), { title: 'Call Tom', due_on: null })
  })
})

import { test } from '@japa/runner'
import type User from '#app/identity/user'
import { inTransaction } from '#app/shared/database'
import { updateTask } from '#app/tasks/update_task'
import { address, eventually, open, shows } from '#tests/browser/support/open'
import { travelTo } from '#tests/support/clock'
import { makePerson, PASSWORD } from '#tests/support/people'
import { actorFor, giveTask, giveTasks } from '#tests/support/tasks'

test.group('Forms and messages', (group) => {
  let user: User
  group.each.setup(async () => {
    await travelTo('2026-11-21T09:00:00Z')
    user = await makePerson({ email: 'ada@example.org', timezone: 'Europe/Paris' })
  })

  test('a refused form comes back filled, with the focus in the first wrong field', async ({
    assert,
  }) => {
    const task = await giveTask(user, 'Water the tomatoes')
    const page = await open({ as: user, at: `/tasks/${task.id}/edit?back=%2Fall` })
    await page.getByLabel('Time zone').fill('Mars/Base')
    await page.locator('#pane').getByLabel('Due date').fill('2026-11-30')
    await page.getByLabel('Time', { exact: true }).fill('09:30')
    await page.getByLabel('Description').fill('Half a can each.')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('There is no such time zone. Write it as Europe/Paris.').waitFor()
    assert.equal(await page.getByLabel('Description').inputValue(), 'Half a can each.')
    assert.equal(await page.locator('#pane').getByLabel('Due date').inputValue(), '2026-11-30')
    assert.equal(await page.getByLabel('Time zone').inputValue(), 'Mars/Base')
    await eventually(async () =>
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'due_timezone')
    )
    await page.getByLabel('Time zone').fill('Europe/Rome')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('status').getByText('Water the tomatoes saved.').waitFor()
    await page.locator('#pane').getByText('Mon 30 Nov 09:30').waitFor()
  })

  test('a refused line at the top comes back filled, also beside an open task', async ({
    assert,
  }) => {
    const task = await giveTask(user, 'Water the tomatoes')
    for (const at of ['/all', `/tasks/${task.id}?back=%2Fall`]) {
      const page = await open({ as: user, at })
      const line = page.getByLabel('Add a task')
      await line.evaluate((field: HTMLInputElement) => field.removeAttribute('maxlength'))
      await line.fill('long '.repeat(50))
      await line.press('Enter')
      await page.locator('#add-error').waitFor()
      assert.equal(await line.inputValue(), 'long '.repeat(50).trim(), at)
      assert.equal(await line.getAttribute('aria-invalid'), 'true')
    }
  })

  test('a change made elsewhere is not overwritten, and nothing typed is lost', async ({
    assert,
  }) => {
    const task = await giveTask(user, 'Water the tomatoes')
    const page = await open({ as: user, at: `/tasks/${task.id}/edit?back=%2Fall` })
    await inTransaction((trx) => updateTask(trx, actorFor(user), task.id, { priority: 'urgent' }))
    await page.getByLabel('Title').fill('Water the tomatoes well')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('alert').getByText('The task was changed since you opened it').waitFor()
    assert.equal(await page.getByLabel('Title').inputValue(), 'Water the tomatoes well')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('status').getByText('Water the tomatoes well saved.').waitFor()
  })

  test('every message is put into the region that screen readers follow', async ({ assert }) => {
    await giveTasks(user, 'Apples', 'Bread')
    const page = await open({ as: user, at: '/all' })
    const region = page.locator('#toasts')
    assert.equal(await region.getAttribute('role'), 'status')
    await page.evaluate(() => {
      const heard: string[] = []
      Object.assign(window, { heard })
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes) {
          for (const node of addedNodes) heard.push(node.textContent!.trim())
        }
      }).observe(document.getElementById('toasts')!, { childList: true })
    })
    await page.getByRole('button', { name: 'Complete: Apples' }).click()
    const heard = () =>
      page.evaluate(() => (window as unknown as { heard: string[] }).heard.join(' '))
    await eventually(async () => assert.include(await heard(), 'Apples done.'))
    await page.getByRole('button', { name: 'Undo' }).click()
    await eventually(async () => assert.include(await heard(), 'Taken back: Apples.'))
  })

  test('a message that came with the page is announced as well', async ({ assert }) => {
    const page = await open({ at: '/today' })
    await page.getByLabel('Email').fill('ada@example.org')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL('/today')
    await page.goto('/settings/tags')
    await page.addInitScript(() => {
      const heard: string[] = []
      Object.assign(window, { heard })
      addEventListener('DOMContentLoaded', () => {
        new MutationObserver((changes) => {
          for (const { addedNodes } of changes) {
            for (const node of addedNodes) heard.push(node.textContent!.trim())
          }
        }).observe(document.getElementById('toasts')!, { childList: true })
      })
    })
    await page.getByLabel('Name', { exact: true }).fill('garden')
    await page.getByRole('button', { name: 'Make the tag' }).click()
    await page.getByText('Tag garden made.').waitFor()
    const heard = () =>
      page.evaluate(() => (window as unknown as { heard: string[] }).heard.join(' '))
    await eventually(async () => assert.include(await heard(), 'Tag garden made.'))
  })

  test('what was typed survives signing out elsewhere', async ({ assert }) => {
    const page = await open({ as: user, at: '/all' })
    await page.context().clearCookies()
    await page.getByLabel('Add a task').fill('Water the tomatoes')
    await page.getByLabel('Add a task').press('Enter')
    await page.waitForURL('/sign-in')
    await page.getByLabel('Email').fill('ada@example.org')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL('/all')
    assert.equal(await page.getByLabel('Add a task').inputValue(), 'Water the tomatoes')
  })

  test('without a connection the page says so and keeps what was typed', async ({ assert }) => {
    const page = await open({ as: user, at: '/all' })
    await page.route('**/tasks', (route) => route.abort('internetdisconnected'))
    await page.getByLabel('Add a task').fill('Water the tomatoes')
    await page.getByLabel('Add a task').press('Enter')
    await page.getByRole('status').getByText('The server cannot be reached.').waitFor()
    assert.equal(await page.getByLabel('Add a task').inputValue(), 'Water the tomatoes')
    await page.unroute('**/tasks')
    await page.getByLabel('Add a task').press('Enter')
    await shows(page, ['Water the tomatoes'])
    assert.equal(address(page), '/all')
  })

  test('a form that was changed is not left without a question: by a link, by Back, by another page', async ({
    assert,
  }) => {
    await giveTask(user, 'Water the tomatoes')
    const page = await open({ as: user, at: '/all' })
    await page.getByRole('link', { name: 'Water the tomatoes' }).click()
    await page.getByRole('link', { name: 'Edit', exact: true }).click()
    await page.getByLabel('Title').fill('Water them')
    const asked: string[] = []
    let isToLeave = false
    page.on('dialog', (dialog) => {
      asked.push(dialog.type())
      void (isToLeave ? dialog.accept() : dialog.dismiss())
    })
    const edit = address(page)

    await page.getByRole('link', { name: 'Cancel' }).click()
    await page.evaluate(() => history.back())
    await eventually(() => assert.deepEqual(asked, ['confirm', 'confirm']))
    await eventually(() => assert.equal(address(page), edit))
    await page.locator('#side').getByRole('link', { name: 'Upcoming' }).click()
    await eventually(() => assert.deepEqual(asked, ['confirm', 'confirm', 'beforeunload']))
    assert.equal(await page.getByLabel('Title').inputValue(), 'Water them')

    isToLeave = true
    await page.evaluate(() => history.back())
    await eventually(() => assert.equal(address(page), '/all'))
    await shows(page, ['Water the tomatoes'])
    await page.getByLabel('Title').waitFor({ state: 'detached' })
  })

  test('a form that was saved or refused and saved is left without one', async ({ assert }) => {
    const task = await giveTask(user, 'Water the tomatoes')
    const page = await open({ as: user, at: `/tasks/${task.id}/edit?back=%2Fall` })
    page.on('dialog', (dialog) => {
      throw new Error(`asked: ${dialog.message()}`)
    })
    await page.getByLabel('Time zone').fill('Mars/Base')
    await page.locator('#pane').getByLabel('Due date').fill('2026-11-30')
    await page.getByLabel('Time', { exact: true }).fill('09:30')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('There is no such time zone.').waitFor()
    await page.getByLabel('Time zone').fill('Europe/Rome')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Water the tomatoes' }).waitFor()
    await page.locator('#side').getByRole('link', { name: 'All' }).click()
    await page.waitForURL('/all')
    assert.equal(address(page), '/all')
  })
})

test.group('Colours', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`the ${theme} theme of the profile is there at the first paint, whatever the system wants`, async ({
      assert,
    }) => {
      const user = await makePerson({ password: null })
      await user.merge({ theme }).save()
      const page = await open({ as: user, colours: theme === 'dark' ? 'light' : 'dark' })
      await page.addInitScript(() => {
        new PerformanceObserver(() => {
          Object.assign(window, { firstPaint: getComputedStyle(document.body).backgroundColor })
        }).observe({ type: 'paint', buffered: true })
      })
      await page.goto('/today')
      const background = () =>
        page.evaluate(() => (window as unknown as { firstPaint: string }).firstPaint)
      const lightness = async () => Number(/oklch\(([\d.]+)/.exec(await background())?.[1])
      await eventually(async () =>
        theme === 'dark'
          ? assert.isBelow(await lightness(), 0.4)
          : assert.isAbove(await lightness(), 0.9)
      )
      assert.equal(await page.locator('script:not([src])').count(), 0)
    })
  }

  test('without a choice the system decides', async ({ assert }) => {
    const user = await makePerson({ password: null })
    const backgrounds = []
    for (const colours of ['light', 'dark'] as const) {
      const page = await open({ as: user, at: '/today', colours })
      backgrounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor))
    }
    assert.notEqual(backgrounds[0], backgrounds[1])
  })
})

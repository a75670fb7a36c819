import { test } from '@japa/runner'
import User from '#app/identity/user'
import { findTask } from '#app/tasks/task_row'
import { database } from '#app/shared/database'
import { address, eventually, open, PHONE, titles } from '#tests/browser/support/open'
import { travelTo } from '#tests/support/clock'
import { makePerson } from '#tests/support/people'
import { giveTask, giveTasks } from '#tests/support/tasks'

const ada = () => makePerson({ timezone: 'Europe/Paris', password: null })

test.group('Tasks in the browser', (group) => {
  group.each.setup(() => travelTo('2026-11-21T09:00:00Z'))

  test('the first account is made through the form, in the time zone of the browser', async ({
    assert,
  }) => {
    const page = await open({ at: '/', timezone: 'Pacific/Auckland' })
    assert.equal(address(page), '/sign-up')
    await page.getByLabel('Name').fill('Ada')
    await page.getByLabel('Email').fill('ada@example.org')
    await page.getByLabel('Password').fill('a few plain words')
    await page.getByRole('button', { name: 'Make the account' }).click()
    await page.waitForURL('/today')
    await page.getByRole('heading', { name: 'Nothing due today' }).waitFor()
    const user = await User.firstOrFail()
    assert.equal(user.timezone, 'Pacific/Auckland')
    assert.isTrue(user.isAdmin)
  })

  test('the line at the top adds one task after the other, due where it was added', async ({
    assert,
  }) => {
    const page = await open({ as: await ada(), at: '/today' })
    const line = page.getByLabel('Add a task')
    for (const title of ['Water the tomatoes', 'Book train to Lyon']) {
      await line.fill(title)
      await line.press('Enter')
      await eventually(async () => assert.include(await titles(page), title))
      await eventually(async () => assert.equal(await line.inputValue(), ''))
      assert.isTrue(
        await line.evaluate((field) => field === document.activeElement),
        'ready for the next'
      )
    }
    assert.match(
      await page.locator('#side').getByRole('link', { name: 'Today' }).innerText(),
      /^Today\s+2\s+tasks$/
    )
    assert.equal(address(page), '/today')
  })

  test('completing a task is one click, and so is taking it back', async ({ assert }) => {
    const user = await ada()
    const task = await giveTask(user, { title: 'Water the tomatoes', due_date: '2026-11-21' })
    const page = await open({ as: user, at: '/today' })
    await page.getByRole('button', { name: 'Complete: Water the tomatoes' }).click()
    await page.getByRole('status').getByText('Water the tomatoes done.').waitFor()
    assert.equal((await findTask(database(), user.id, task.id))?.status, 'completed')
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('status').getByText('Taken back: Water the tomatoes.').waitFor()
    assert.equal((await findTask(database(), user.id, task.id))?.status, 'active')
    await page.getByRole('button', { name: 'Complete: Water the tomatoes' }).waitFor()
  })

  test('a task done today stays in Today until midnight', async ({ assert }) => {
    const user = await ada()
    await giveTasks(
      user,
      { title: 'Stand-up notes', due_date: '2026-11-21' },
      { title: 'Call Mum', due_date: '2026-11-20' }
    )
    const page = await open({ as: user, at: '/today' })
    for (const title of ['Stand-up notes', 'Call Mum']) {
      await page.getByRole('button', { name: `Complete: ${title}` }).click()
      await page.getByRole('button', { name: `Reopen: ${title}` }).waitFor()
    }
    await page.reload()
    assert.sameMembers(await titles(page), ['Stand-up notes', 'Call Mum'])
    await travelTo('2026-11-21T23:00:00Z') // midnight in Paris
    await page.reload()
    assert.deepEqual(await titles(page), [])
  })

  test('a task opens and is edited beside its list, and Back leads the way back', async ({
    assert,
  }) => {
    const user = await ada()
    const [task] = await giveTasks(
      user,
      { title: 'Water the tomatos', due_date: '2026-11-21' },
      'Another'
    )
    const page = await open({ as: user, at: '/all' })
    await page.getByRole('link', { name: 'Water the tomatos' }).click()
    await page.getByRole('heading', { name: 'Water the tomatos' }).waitFor()
    assert.equal(address(page), `/tasks/${task!.id}?back=%2Fall`)
    assert.sameMembers(await titles(page), ['Water the tomatos', 'Another'])
    await page.getByRole('link', { name: 'Edit', exact: true }).click()
    const form = page.getByRole('form', { name: 'Edit the task' })
    await form.getByLabel('Title').fill('Water the tomatoes')
    await form.getByLabel('Due date').fill('2026-11-22')
    await form.getByLabel('Time', { exact: true }).fill('18:00')
    await form.getByLabel('Priority').selectOption('high')
    await form.getByLabel('New tags').fill('garden, Home')
    await form.getByLabel('Description').fill('Half a can **each**.')
    await form.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('status').getByText('Water the tomatoes saved.').waitFor()
    const pane = page.locator('#pane')
    await eventually(async () => assert.include(await pane.innerText(), 'Tomorrow 18:00'))
    assert.equal(await pane.locator('strong').innerText(), 'each')
    assert.sameMembers(await titles(page), ['Water the tomatoes', 'Another'])
    await page.locator('#side').getByText('garden').waitFor()
    await page.goBack()
    await eventually(() => assert.equal(address(page), '/all'))
    await eventually(async () => assert.equal(await page.locator('#task-title').count(), 0))
    await page.goForward()
    await page.getByRole('heading', { name: 'Water the tomatoes' }).waitFor()
  })

  test('on a phone a task is a page of its own, edited there', async ({ assert }) => {
    const user = await ada()
    const task = await giveTask(user, { title: 'Water the tomatos', due_date: '2026-11-21' })
    const page = await open({ as: user, at: '/today', size: PHONE })
    await page.getByRole('link', { name: 'Water the tomatos' }).tap()
    await page.getByRole('heading', { name: 'Water the tomatos' }).waitFor()
    assert.isFalse(await page.locator('#main').isVisible())
    await page.getByRole('link', { name: 'Edit', exact: true }).tap()
    await page.waitForURL(`/tasks/${task.id}/edit?back=%2Ftoday`)
    await page.getByLabel('Title').fill('Water the tomatoes')
    await page.getByRole('button', { name: 'Save' }).tap()
    await page.getByRole('heading', { name: 'Water the tomatoes' }).waitFor()
    await page.getByRole('link', { name: 'Today' }).first().tap()
    await eventually(async () => assert.deepEqual(await titles(page), ['Water the tomatoes']))
    assert.equal(address(page), '/today')
  })

  test('on a phone a description has room for more than a line, and a title stands in the middle of its own', async ({
    assert,
  }) => {
    const user = await ada()
    const task = await giveTask(user, 'Water the tomatoes')
    const page = await open({ as: user, at: `/tasks/${task.id}/edit?back=%2Fall`, size: PHONE })
    assert.isAtLeast((await page.getByLabel('Description').boundingBox())!.height, 100)
    const title = page.getByLabel('Title')
    const [height, text, above] = await title.evaluate((field) => {
      const { lineHeight, paddingTop, borderTopWidth } = getComputedStyle(field)
      const before = Number.parseFloat(paddingTop) + Number.parseFloat(borderTopWidth)
      return [field.getBoundingClientRect().height, Number.parseFloat(lineHeight), before] as const
    })
    assert.approximately(above, height - above - text, 1)
  })

  for (const [how, act, seen] of [
    ['has what was done since', (id) => `/tasks/${id}/completion`, []],
    ['is left once its person has signed out', () => '/sign-out', null],
  ] as [string, (id: string) => string, string[] | null][]) {
    test(`a page that Back takes out of the browser's memory ${how}`, async ({ assert }) => {
      const user = await ada()
      const task = await giveTask(user, 'Book train to Lyon')
      const page = await open({ as: user, at: '/all' })
      await eventually(async () => assert.deepEqual(await titles(page), ['Book train to Lyon']))
      await page.evaluate(async (path) => {
        const body = new URLSearchParams()
        body.set('_csrf', document.querySelector<HTMLInputElement>('[name="_csrf"]')!.value)
        await fetch(path, { method: 'POST', body })
        dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
      }, act(task.id))
      if (seen) await eventually(async () => assert.deepEqual(await titles(page), seen))
      else await page.waitForURL('/sign-in')
    })
  }

  test('completing, reopening and deleting the open task keep the list beside it in step', async ({
    assert,
  }) => {
    const user = await ada()
    await giveTasks(
      user,
      { title: 'First', due_date: '2026-11-21' },
      { title: 'Second', due_date: '2026-11-21' }
    )
    const page = await open({ as: user, at: '/all' })
    await page.getByRole('link', { name: 'First' }).click()
    await page.locator('#task-complete').click()
    await page.getByRole('status').getByText('First done.').waitFor()
    await eventually(async () => assert.deepEqual(await titles(page), ['Second']))
    await page.locator('#pane').getByRole('button', { name: 'Reopen', exact: true }).click()
    await eventually(async () => assert.deepEqual(await titles(page), ['First', 'Second']))
    await page.locator('#pane').getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('status').getByText('First is in the trash.').waitFor()
    await eventually(async () => assert.deepEqual(await titles(page), ['Second']))
    assert.equal(address(page), '/all')
    assert.equal(await page.locator('#task-title').count(), 0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await eventually(async () => assert.deepEqual(await titles(page), ['First', 'Second']))
  })

  test('overdue tasks are moved to today together', async ({ assert }) => {
    const user = await ada()
    await giveTasks(
      user,
      { title: 'Renew passport', due_date: '2026-11-19' },
      { title: 'Invoice', due_date: '2026-11-20T16:00:00Z' }
    )
    const page = await open({ as: user, at: '/today' })
    assert.equal(await page.getByRole('heading', { name: 'Overdue' }).count(), 1)
    await page.getByRole('button', { name: 'Move both to today' }).click()
    await page.getByRole('status').getByText('2 tasks rescheduled.').waitFor()
    await eventually(async () =>
      assert.equal(await page.getByRole('heading', { name: 'Overdue' }).count(), 0)
    )
    assert.deepEqual(await page.locator('.task .due').allInnerTexts(), ['17:00', 'any time'])
  })

  test('what is being typed survives the completing of another task', async ({ assert }) => {
    const user = await ada()
    await giveTask(user, { title: 'Stand-up notes', due_date: '2026-11-21' })
    const page = await open({ as: user, at: '/today' })
    await page.getByLabel('Add a task').fill('Half a tho')
    await page.getByRole('button', { name: 'Complete: Stand-up notes' }).click()
    await page.getByRole('button', { name: 'Reopen: Stand-up notes' }).waitFor()
    assert.equal(await page.getByLabel('Add a task').inputValue(), 'Half a tho')
  })

  test('a row that leaves the list hands its focus to the next one', async ({ assert }) => {
    const user = await ada()
    await giveTasks(user, 'First', 'Second', 'Third')
    const page = await open({
      as: user,
      at: '/all?sort=title',
      context: { reducedMotion: 'no-preference' },
    })
    await page.getByRole('button', { name: 'Complete: Second' }).focus()
    await page.keyboard.press('Enter')
    await eventually(async () => assert.deepEqual(await titles(page), ['First', 'Third']))
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    await eventually(async () => assert.equal(await focused(), 'Complete: Third'))
  })

  test('ten clicks in a row are ten completions', async ({ assert }) => {
    const user = await ada()
    await giveTasks(
      user,
      ...Array.from({ length: 10 }, (_, index) => ({
        title: `Task ${index}`,
        due_date: '2026-11-21',
      }))
    )
    const page = await open({ as: user, at: '/today' })
    // By name: what is done moves, and so would the place of a circle in the list.
    for (let index = 0; index < 10; index++) {
      const circle = page.getByRole('button', { name: `Complete: Task ${index}` })
      await circle.click()
    }
    await eventually(async () =>
      assert.equal(await page.getByRole('button', { name: 'Reopen: ' }).count(), 10)
    )
  })
})

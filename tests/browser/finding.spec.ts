import { test } from '@japa/runner'
import type User from '#app/identity/user'
import { address, eventually, open, PHONE, shows, titles } from '#tests/browser/support/open'
import { travelTo } from '#tests/support/clock'
import { makePerson } from '#tests/support/people'
import { giveCompletedTask, giveTasks } from '#tests/support/tasks'

test.group('Finding tasks', (group) => {
  let user: User
  group.each.setup(async () => {
    await travelTo('2026-11-21T09:00:00Z')
    user = await makePerson({ timezone: 'Europe/Paris', password: null })
    await giveTasks(
      user,
      {
        title: 'Zürich: book the hotel',
        priority: 'high',
        tags: ['travel'],
        due_date: '2026-11-25',
      },
      {
        title: 'Renew passport',
        priority: 'urgent',
        tags: ['travel', 'home'],
        due_date: '2026-11-19',
      },
      { title: 'Apples', tags: ['home'] }
    )
    await giveCompletedTask(user, { title: 'Zürich: ask Grace', tags: ['travel'] })
  })

  test('a search forgives a typing error and marks what it found', async ({ assert }) => {
    const page = await open({ as: user, at: '/today' })
    await page.getByLabel('Search tasks').fill('zurihc')
    await page.getByLabel('Search tasks').press('Enter')
    await shows(page, ['Zürich: book the hotel', 'Zürich: ask Grace'])
    assert.deepEqual(await page.locator('#main mark').allInnerTexts(), ['Zürich', 'Zürich'])
    assert.equal(address(page), '/all?q=zurihc')
    await page.reload()
    await shows(page, ['Zürich: book the hotel', 'Zürich: ask Grace'])
    assert.equal(await page.getByLabel('Search tasks').inputValue(), 'zurihc')
    await page.goBack()
    await eventually(() => assert.equal(address(page), '/today'))
    await shows(page, ['Renew passport'])
  })

  test('filters are in the address, survive a reload, and Back takes them off one by one', async ({
    assert,
  }) => {
    const page = await open({ as: user, at: '/all' })
    await page.locator('summary', { hasText: 'Filter' }).click()
    await page.locator('label.pickable', { hasText: 'travel' }).click()
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await shows(page, ['Renew passport', 'Zürich: book the hotel'])
    assert.equal(address(page), '/all?tags=travel')
    await page.locator('summary', { hasText: 'Filter' }).click()
    await page.locator('label.pickable', { hasText: 'High' }).click()
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await shows(page, ['Zürich: book the hotel'])
    await page.reload()
    await shows(page, ['Zürich: book the hotel'])
    assert.equal(address(page), '/all?priority=high&tags=travel')
    await page.getByRole('link', { name: 'Remove: high priority' }).click()
    await shows(page, ['Renew passport', 'Zürich: book the hotel'])
    await page.goBack()
    await shows(page, ['Zürich: book the hotel'])
    await page.goBack()
    await shows(page, ['Renew passport', 'Zürich: book the hotel'])
    await page.goBack()
    await shows(page, ['Renew passport', 'Zürich: book the hotel', 'Apples'])
    assert.equal(address(page), '/all')
  })

  test('the order is in the address and keeps the filters', async ({ assert }) => {
    const page = await open({ as: user, at: '/all?tags=travel&tags=home' })
    await page.locator('summary', { hasText: 'Sort' }).click()
    await page.getByRole('button', { name: 'Title' }).click()
    await shows(page, ['Apples', 'Renew passport', 'Zürich: book the hotel'], { inOrder: true })
    const query = new URL(page.url()).searchParams
    assert.deepEqual([query.getAll('tags'), query.get('sort')], [['travel', 'home'], 'title'])
    await page.locator('summary', { hasText: 'Sort' }).click()
    assert.equal(
      await page.getByRole('button', { name: 'Title' }).getAttribute('aria-pressed'),
      'true'
    )
    await page.getByRole('button', { name: 'Priority' }).click()
    await shows(page, ['Renew passport', 'Zürich: book the hotel', 'Apples'], { inOrder: true })
    await page.reload()
    await shows(page, ['Renew passport', 'Zürich: book the hotel', 'Apples'], { inOrder: true })
    await page.goBack()
    await shows(page, ['Apples', 'Renew passport', 'Zürich: book the hotel'], { inOrder: true })
  })

  test('a tag in the sidebar shows its tasks, and a task added there has it', async ({
    assert,
  }) => {
    const page = await open({ as: user, at: '/today' })
    await page.locator('#side').getByRole('link', { name: 'home' }).click()
    await page.getByRole('heading', { name: 'home' }).waitFor()
    await page.getByLabel('Add a task').fill('Paint the door')
    await page.getByLabel('Add a task').press('Enter')
    await shows(page, ['Renew passport', 'Apples', 'Paint the door'])
    await eventually(async () =>
      assert.match(await page.locator('#side [aria-current]').innerText(), /3/)
    )
  })

  test('a task opened from a search leads back to the search', async ({ assert }) => {
    const page = await open({ as: user, at: '/all?q=passport' })
    await page.getByRole('link', { name: 'Renew passport' }).click()
    await page.getByRole('heading', { name: 'Renew passport' }).waitFor()
    assert.deepEqual(await titles(page), ['Renew passport'])
    await page.getByRole('link', { name: 'Close the task' }).click()
    await eventually(() => assert.equal(address(page), '/all?q=passport'))
  })

  test('on a phone a search leaves the list its name, and its field takes the whole line while in use', async ({
    assert,
  }) => {
    const page = await open({ as: user, at: '/all?q=zurihc', size: PHONE })
    const heading = await page.getByRole('heading', { name: 'Search' }).boundingBox()
    assert.isBelow(heading!.height, 40, 'one line')
    await page.getByLabel('Search tasks').focus()
    await eventually(async () => {
      const field = await page.getByLabel('Search tasks').boundingBox()
      assert.isAbove(field!.width, 280)
    })
    await page.getByLabel('Search tasks').fill('passport')
    await page.getByLabel('Search tasks').press('Enter')
    await shows(page, ['Renew passport'])
  })

  test('the status that is offered first is what the list shows', async ({ assert }) => {
    const page = await open({ as: user, at: '/all' })
    await page.locator('summary', { hasText: 'Filter' }).click()
    const status = page.getByLabel('Status')
    assert.equal(await status.inputValue(), '')
    assert.include(await status.locator('option:checked').innerText(), 'Active')
    await status.selectOption({ label: 'Active and completed' })
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await shows(page, ['Renew passport', 'Zürich: book the hotel', 'Apples', 'Zürich: ask Grace'])
  })

  test('a search that finds nothing says what to do', async () => {
    const page = await open({ as: user, at: '/all?q=xylophone' })
    await page.getByRole('heading', { name: 'Nothing found' }).waitFor()
  })
})

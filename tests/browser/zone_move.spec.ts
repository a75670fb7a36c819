import { test } from '@japa/runner'
import { address, open, PHONE, WIDE } from '#tests/browser/support/open'
import { travelTo } from '#tests/support/clock'
import { makePerson } from '#tests/support/people'
import { giveTasks } from '#tests/support/tasks'

const HERE = '/settings/profile?moved_from=Europe%2FParis'

test.group('Another time zone', () => {
  for (const [how, javaScript, size] of [
    ['', true, WIDE],
    [', without JavaScript on a phone', false, PHONE],
  ] as const) {
    test(`a person takes their tasks along, and takes that back${how}`, async ({ assert }) => {
      await travelTo('2026-11-21T09:00:00Z')
      const user = await makePerson({ timezone: 'Europe/Paris' })
      const due = { due_date: '2026-11-22T17:00:00Z' }
      await giveTasks(
        user,
        { title: 'Call', ...due },
        { title: 'Stretch', ...due, rrule: 'FREQ=DAILY' }
      )
      const page = await open({ as: user, at: '/settings/profile', javaScript, size })
      await page.getByLabel('Time zone').selectOption('America/New_York')
      await page.getByRole('button', { name: 'Save' }).click()
      const offer = page.getByText(
        '2 tasks keep their times in Europe/Paris. Move them to America/New_York?'
      )
      await offer.waitFor()
      await page.getByRole('button', { name: 'Move them' }).click()
      await page.getByRole('status').getByText('2 tasks moved to America/New_York.').waitFor()
      assert.equal(await offer.count(), 0)

      await page.getByRole('button', { name: 'Undo' }).click()
      await page.getByRole('status').getByText('Taken back for 2.').waitFor()
      await offer.waitFor()
      assert.equal(address(page), HERE)
      await page.getByRole('link', { name: 'Leave them there' }).click()
      await page.getByRole('button', { name: 'Save' }).waitFor()
      assert.equal(await offer.count(), 0)
    })
  }
})

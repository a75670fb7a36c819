import { test } from '@japa/runner'
import { apiDocument } from '#app/api_docs/api_document'
import { barriers } from '#tests/browser/support/axe'
import { open, PHONE } from '#tests/browser/support/open'

test.group('The page of the API', () => {
  test('nothing in it is a barrier', async ({ assert }) => {
    const page = await open({ at: '/api/docs' })
    await page
      .locator('.op-refusals')
      .evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')))
    assert.deepEqual(await barriers(page), [])
  })

  test('every operation can be found from the side, with its request, answer and refusals', async ({
    assert,
  }) => {
    const page = await open({ at: '/api/docs', javaScript: false })
    for (const operations of Object.values(apiDocument().document.paths)) {
      for (const { operationId, summary } of Object.values(operations)) {
        const part = page.locator(`#${operationId}`)
        assert.include(await part.locator('h3').textContent(), summary)
        assert.include(await part.locator('pre').first().textContent(), 'curl ')
        assert.equal(await page.locator(`.docs-side a[href="#${operationId}"]`).count(), 1)
      }
    }
    await page.getByRole('link', { name: 'Complete a task' }).first().click()
    assert.match(page.url(), /#completeTask$/)
    const box = await page.locator('#completeTask h3').boundingBox()
    assert.isBelow(Math.abs(box?.y ?? 9999), 800)
  })

  test('it fits a phone', async ({ assert }) => {
    const page = await open({ at: '/api/docs', size: PHONE })
    assert.isTrue(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'))
  })
})

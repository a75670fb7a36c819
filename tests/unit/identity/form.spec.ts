import { test } from '@japa/runner'
import { text } from '#app/identity/pages/form'

test.group('Form', () => {
  for (const body of [null, [], 'words', { name: 3 }]) {
    test(`a field of a body that is no form is empty (${JSON.stringify(body)})`, ({ assert }) => {
      assert.equal(text({ request: { body: () => body } } as never, 'name'), '')
    })
  }
})

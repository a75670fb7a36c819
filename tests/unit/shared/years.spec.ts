import { test } from '@japa/runner'
import { FIRST_YEAR, isPlainDate, LAST_YEAR, YEAR_PATTERN } from '#app/shared/time'

test.group('Years', () => {
  test('the pattern for JSON Schema takes the years that dates take, and no others', ({
    assert,
  }) => {
    const pattern = new RegExp(`^${YEAR_PATTERN}$`)
    for (let year = 0; year <= 9999; year++) {
      const text = String(year).padStart(4, '0')
      assert.equal(pattern.test(text), year >= FIRST_YEAR && year <= LAST_YEAR, text)
      assert.equal(pattern.test(text), isPlainDate(`${text}-02-28`), text)
    }
  })
})

import { test } from '@japa/runner'
import { monthLength } from '#app/recurrence/engine/calendar'
import { civil, dayFrom, dayOf, plainDate, weekdayOf } from '#app/tasks/quick_add/calendar'

test.group('Days of quick add', () => {
  test('every day that is kept is the day that JavaScript knows', ({ assert }) => {
    const end = dayFrom('9998-12-31')
    // All days around a century with and one without leap day, and from there on every 13th.
    for (let day = dayFrom('1970-01-01'); day <= end; day += day < dayFrom('2105-01-01') ? 1 : 13) {
      const utc = new Date(day * 86_400_000)
      const { year, month, date } = civil(day)
      const expected = [utc.getUTCFullYear(), utc.getUTCMonth() + 1, utc.getUTCDate()]
      if (`${year}-${month}-${date}` !== expected.join('-')) assert.fail(plainDate(day))
      if (weekdayOf(day) !== utc.getUTCDay()) assert.fail(`weekday of ${plainDate(day)}`)
      if (dayOf(year, month, date) !== day) assert.fail(`day of ${plainDate(day)}`)
    }
  })

  test('a month ends where the next one begins', ({ assert }) => {
    for (const year of [1999, 2000, 2026, 2028, 2100]) {
      for (let month = 1; month <= 12; month++) {
        assert.equal(monthLength(year, month), new Date(Date.UTC(year, month, 0)).getUTCDate())
        assert.isUndefined(dayOf(year, month, monthLength(year, month) + 1))
      }
    }
  })
})

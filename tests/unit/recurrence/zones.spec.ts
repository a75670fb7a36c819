import { Temporal } from 'temporal-polyfill'
import { test } from '@japa/runner'
import { FIRST_YEAR, LAST_YEAR as LAST_YEAR_OF_A_TASK } from '#app/shared/time'
import { next, occurrences, parseRule } from '#app/recurrence/engine/index'
import { dayNumber } from '#app/recurrence/engine/calendar'
import { LAST_YEAR, wallText } from '#app/recurrence/engine/wall'
import { Zone } from '#app/recurrence/engine/zone'
import { Random } from './support/random.js'

function list(text: string, wall: string, zone: string, limit: number) {
  return [...occurrences(parseRule(text, { allDay: false }), { wall, zone }, { limit })]
}

test.group('Recurrence: zones', () => {
  test('in a gap the time shifts by its length on that day only, and the key stays', ({
    assert,
  }) => {
    assert.deepEqual(list('FREQ=DAILY', '2026-03-07T02:30', 'America/New_York', 3), [
      { key: '2026-03-07T02:30', due: '2026-03-07T02:30', at: '2026-03-07T07:30:00Z' },
      { key: '2026-03-08T02:30', due: '2026-03-08T03:30', at: '2026-03-08T07:30:00Z' },
      { key: '2026-03-09T02:30', due: '2026-03-09T02:30', at: '2026-03-09T06:30:00Z' },
    ])
  })

  test('in a fold the first of the two instants counts, once', ({ assert }) => {
    assert.deepEqual(
      list('FREQ=DAILY', '2026-10-31T01:30', 'America/New_York', 3).map(({ at }) => at),
      ['2026-10-31T05:30:00Z', '2026-11-01T05:30:00Z', '2026-11-02T06:30:00Z']
    )
  })

  test('two wall times that a gap makes one instant are one occurrence', ({ assert }) => {
    const found = list('FREQ=DAILY;BYHOUR=2,3', '2026-03-08T02:00', 'America/New_York', 2)
    assert.deepEqual(
      found.map(({ key, at }) => [key, at]),
      [
        ['2026-03-08T02:00', '2026-03-08T07:00:00Z'],
        ['2026-03-09T02:00', '2026-03-09T06:00:00Z'],
      ]
    )
  })

  test('what a gap of half an hour shifts past another comes after it', ({ assert }) => {
    const found = list('FREQ=DAILY;BYMINUTE=20,40', '2026-10-04T02:20', 'Australia/Lord_Howe', 2)
    assert.deepEqual(
      found.map(({ key, due }) => [key, due]),
      [
        ['2026-10-04T02:40', '2026-10-04T02:40'],
        ['2026-10-04T02:20', '2026-10-04T02:50'],
      ]
    )
  })

  test('a day that a zone leaves out falls on the next', ({ assert }) => {
    const found = list('FREQ=DAILY', '2011-12-29T09:00', 'Pacific/Apia', 3)
    assert.deepEqual(
      found.map(({ due }) => due),
      ['2011-12-29T09:00', '2011-12-31T09:00', '2012-01-01T09:00']
    )
  })

  test('a rule that always meets the gap is still stepped through one by one', ({ assert }) => {
    const start = { wall: '2024-03-31T02:00', zone: 'Europe/Berlin' }
    const lastSunday = parseRule('FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU', { allDay: false })
    assert.equal(next(lastSunday, start, '2030-01-01T00:00:00Z')?.due, '2030-03-31T03:00')
    assert.equal(next(lastSunday, start, '2030-03-31T00:30:00Z')?.due, '2030-03-31T03:00')
    assert.equal(next(lastSunday, start, '2030-03-31T01:00:00Z')?.due, '2031-03-30T03:00')
  })

  test('wall times become the instants that Temporal gives, near changes of the clock and far', ({
    assert,
  }) => {
    const random = new Random(21)
    for (const name of [
      'America/New_York',
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'Pacific/Apia',
    ]) {
      const zone = Zone.named(name)
      for (let i = 0; i < 400; i++) {
        const day = dayNumber(random.whole(1970, 2040), random.pick([3, 4, 10, 11, 12]), 1)
        const wall = (day + random.whole(0, 30)) * 86_400 + random.whole(0, 95) * 900
        const expected = Temporal.PlainDateTime.from(wallText(wall)).toZonedDateTime(name)
        assert.equal(zone.toInstant(wall) * 1000, expected.epochMilliseconds, wallText(wall))
      }
    }
  })

  test('the engine looks no further than a task can be due', ({ assert }) => {
    assert.equal(LAST_YEAR, LAST_YEAR_OF_A_TASK)
    assert.isBelow(FIRST_YEAR, LAST_YEAR)
  })
})

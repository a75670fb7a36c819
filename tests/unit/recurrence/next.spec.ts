import { test } from '@japa/runner'
import { first, next, occurrences, parseRule, type Start } from '#app/recurrence/engine/index'
import { work } from '#app/recurrence/engine/work'

const NEW_YORK = (wall: string): Start => ({ wall, zone: 'America/New_York' })
const DATE = (wall: string): Start => ({ wall, zone: null })
const rule = (text: string, { zone }: Start) => parseRule(text, { allDay: zone === null })

/** Rounds of search that `next` may take at any distance from the start: 150 years are 54,788 days. */
const FEW_ROUNDS = 500

test.group('Recurrence: next', () => {
  const far: Record<string, [rule: string, start: Start, after: string, key: string | undefined]> =
    {
      'every day, 150 years on': [
        'FREQ=DAILY',
        NEW_YORK('1970-01-01T09:00'),
        '2119-12-31T15:00:00Z',
        '2120-01-01T09:00',
      ],
      'every 2 weeks, in phase': [
        'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO',
        DATE('1970-01-05'),
        '2120-01-01',
        '2120-01-15',
      ],
      'the last Friday': [
        'FREQ=MONTHLY;BYDAY=-1FR',
        DATE('1970-01-30'),
        '2120-01-26',
        '2120-02-23',
      ],
      '29 February that is a Sunday': [
        'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU',
        DATE('1976-02-29'),
        '2088-02-29',
        '2128-02-29',
      ],
      'every day in the year 9990': [
        'FREQ=DAILY',
        NEW_YORK('9990-01-01T09:00'),
        '9990-06-01T15:00:00Z',
        '9990-06-02T09:00',
      ],
      'the last of 10,000': [
        'FREQ=DAILY;COUNT=10000',
        DATE('2000-01-01'),
        '2027-05-17',
        '2027-05-18',
      ],
      'after the last of 10,000': [
        'FREQ=DAILY;COUNT=10000',
        DATE('2000-01-01'),
        '2027-05-18',
        undefined,
      ],
      'long after the end': [
        'FREQ=DAILY;UNTIL=20000101',
        DATE('1999-01-01'),
        '2120-01-01',
        undefined,
      ],
      'before the start': ['FREQ=DAILY', DATE('2026-03-02'), '1970-01-01', '2026-03-02'],
      'after the last year': ['FREQ=DAILY', DATE('1970-01-01'), '9998-12-31', undefined],
    }
  for (const [name, [text, start, after, key]] of Object.entries(far)) {
    test(`${name}: goes there at once`, ({ assert }) => {
      work.rounds = 0
      assert.equal(next(rule(text, start), start, after)?.key, key)
      assert.isBelow(work.rounds, FEW_ROUNDS)
    })
  }

  test('COUNT over a rule of uneven months is counted once', ({ assert }) => {
    const start = DATE('1970-02-13')
    const fridays = rule('FREQ=DAILY;BYMONTHDAY=11,12,13;BYDAY=FR;COUNT=700', start)
    const keys = [...occurrences(fridays, start)].map(({ key }) => key)
    assert.lengthOf(keys, 700)
    work.rounds = 0
    assert.equal(next(fridays, start, keys.at(-2)!)?.key, keys.at(-1))
    assert.isNull(next(fridays, start, keys.at(-1)!))
    assert.isBelow(work.rounds, FEW_ROUNDS)
  })

  test('a start that does not match is moved to the first match, from which COUNT counts', ({
    assert,
  }) => {
    const start = DATE('2026-03-04')
    const mondays = rule('FREQ=WEEKLY;BYDAY=MO;COUNT=2', start)
    assert.equal(first(mondays, start)?.key, '2026-03-09')
    assert.deepEqual(
      [...occurrences(mondays, start)].map(({ key }) => key),
      ['2026-03-09', '2026-03-16']
    )
  })

  test('a fraction of a second after an occurrence is after it', ({ assert }) => {
    const start = NEW_YORK('2026-03-02T09:00')
    const daily = rule('FREQ=DAILY', start)
    assert.equal(next(daily, start, '2026-03-02T14:00:00.000001Z')?.key, '2026-03-03T09:00')
    assert.equal(next(daily, start, '2026-03-02T13:59:59.999999Z')?.key, '2026-03-02T09:00')
  })
})

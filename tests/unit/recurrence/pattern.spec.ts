import { test } from '@japa/runner'
import { formatRule, fromPattern, RecurrenceError } from '#app/recurrence/engine/index'

const TIMED = { wall: '2026-01-31T09:00', zone: 'America/New_York' }
const ALL_DAY = { wall: '2026-01-31', zone: null }
const text = (pattern: unknown, start: { wall: string; zone: string | null } = TIMED) =>
  formatRule(fromPattern(pattern, start))

test.group('Recurrence: patterns', () => {
  const clamped: Record<string, [pattern: object, rule: string]> = {
    'day 31': [{ frequency: 'monthly', day_of_month: 31 }, 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    'day 30': [
      { frequency: 'monthly', day_of_month: 30 },
      'FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1',
    ],
    'day 29': [
      { frequency: 'monthly', day_of_month: 29 },
      'FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1',
    ],
    'day 28': [{ frequency: 'monthly', day_of_month: 28 }, 'FREQ=MONTHLY;BYMONTHDAY=28'],
    'the day of the start': [{ frequency: 'monthly' }, 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    '29 February': [
      { frequency: 'yearly', month: 2, day_of_month: 29 },
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1',
    ],
    '31 February': [
      { frequency: 'yearly', month: 2 },
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1',
    ],
    '31 April': [{ frequency: 'yearly', month: 4 }, 'FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=30'],
  }
  for (const [name, [pattern, rule]] of Object.entries(clamped)) {
    test(`${name} falls on the last day of a shorter month`, ({ assert }) => {
      assert.equal(text(pattern), rule)
    })
  }

  test('0 is Sunday, and days come once each, Monday first', ({ assert }) => {
    assert.equal(
      text({ frequency: 'weekly', days_of_week: [0, 6, 1, 1] }),
      'FREQ=WEEKLY;BYDAY=MO,SA,SU'
    )
  })

  test('a field that is null counts as not given', ({ assert }) => {
    const nulls = {
      interval: null,
      days_of_week: null,
      month: null,
      end_date: null,
      occurrences: 3,
    }
    assert.equal(text({ frequency: 'daily', ...nulls }), 'FREQ=DAILY;COUNT=3')
  })

  test('the end date is the whole local date, and a date-time is taken to it', ({ assert }) => {
    const until = (end: string, start = TIMED) => text({ frequency: 'daily', end_date: end }, start)
    assert.equal(until('2026-03-10'), 'FREQ=DAILY;UNTIL=20260311T035959Z')
    assert.equal(until('2026-03-10T12:00:00'), 'FREQ=DAILY;UNTIL=20260311T035959Z')
    assert.equal(until('2026-03-11T02:00:00Z'), 'FREQ=DAILY;UNTIL=20260311T035959Z')
    assert.equal(until('2026-03-11T02:00:00+01:00'), 'FREQ=DAILY;UNTIL=20260311T035959Z')
    assert.equal(until('2026-03-10', ALL_DAY as never), 'FREQ=DAILY;UNTIL=20260310')
  })

  const refused: Record<string, [pattern: unknown, part: string]> = {
    'no object': ['daily', 'recurrence_pattern'],
    'a list': [[], 'recurrence_pattern'],
    'no frequency': [{ interval: 1 }, 'frequency'],
    'an unknown frequency': [{ frequency: 'hourly' }, 'frequency'],
    'the name of a method': [{ frequency: 'constructor' }, 'frequency'],
    'an unknown field': [{ frequency: 'daily', until: '2027-01-01' }, 'until'],
    'days_of_week with daily': [{ frequency: 'daily', days_of_week: [1] }, 'days_of_week'],
    'days_of_week with monthly': [{ frequency: 'monthly', days_of_week: [1] }, 'days_of_week'],
    'day_of_month with weekly': [{ frequency: 'weekly', day_of_month: 1 }, 'day_of_month'],
    'month with monthly': [{ frequency: 'monthly', month: 1 }, 'month'],
    'interval 0': [{ frequency: 'daily', interval: 0 }, 'interval'],
    'interval 1001': [{ frequency: 'daily', interval: 1001 }, 'interval'],
    'interval 1.5': [{ frequency: 'daily', interval: 1.5 }, 'interval'],
    'an interval as text': [{ frequency: 'daily', interval: '2' }, 'interval'],
    'day 0': [{ frequency: 'monthly', day_of_month: 0 }, 'day_of_month'],
    'day 32': [{ frequency: 'monthly', day_of_month: 32 }, 'day_of_month'],
    'month 13': [{ frequency: 'yearly', month: 13 }, 'month'],
    'no days at all': [{ frequency: 'weekly', days_of_week: [] }, 'days_of_week'],
    'weekday 7': [{ frequency: 'weekly', days_of_week: [7] }, 'days_of_week'],
    'occurrences 0': [{ frequency: 'daily', occurrences: 0 }, 'occurrences'],
    'occurrences 10001': [{ frequency: 'daily', occurrences: 10_001 }, 'occurrences'],
    'two ends': [{ frequency: 'daily', occurrences: 2, end_date: '2027-01-01' }, 'occurrences'],
    'an end that no calendar has': [{ frequency: 'daily', end_date: '2027-02-30' }, 'end_date'],
    'an end further from UTC than a day': [
      { frequency: 'daily', end_date: '2027-01-01T12:00:00+24:00' },
      'end_date',
    ],
    'an end with two offsets': [
      { frequency: 'daily', end_date: '2027-01-01T12:00:00Z+02:00' },
      'end_date',
    ],
    'an end that is a date in UTC': [{ frequency: 'daily', end_date: '2027-01-01Z' }, 'end_date'],
    'an end after the last year there': [
      { frequency: 'daily', end_date: '9998-12-31T23:00:00-12:00' },
      'end_date',
    ],
    'an end that is a number': [{ frequency: 'daily', end_date: 20_270_101 }, 'end_date'],
  }
  for (const [name, [pattern, part]] of Object.entries(refused)) {
    test(`${name} is refused`, ({ assert }) => {
      try {
        fromPattern(pattern, TIMED)
        assert.fail('it was accepted')
      } catch (error) {
        assert.instanceOf(error, RecurrenceError)
        assert.deepInclude(error as RecurrenceError, { field: 'recurrence_pattern', part })
      }
    })
  }
})

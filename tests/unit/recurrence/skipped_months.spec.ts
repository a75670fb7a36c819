import { test } from '@japa/runner'
import { fromPattern, parseRule, skippedMonths, type Mode } from '#app/recurrence/engine/index'

const start = (wall: string) => ({ wall, zone: null })
const warning = (rule: string, wall = '2026-01-31', mode: Mode = 'fixed') =>
  skippedMonths(parseRule(rule, { allDay: true }), start(wall), mode)

test.group('Recurrence: skipped months', () => {
  const skipped: Record<string, string> = {
    'FREQ=MONTHLY;BYMONTHDAY=31': 'Months without a 31st are skipped.',
    'FREQ=MONTHLY;BYMONTHDAY=30,31': 'Months without a 30th are skipped.',
    'FREQ=MONTHLY;BYMONTHDAY=29': 'Months without a 29th are skipped.',
    'FREQ=MONTHLY;BYMONTHDAY=-31': 'Months of fewer than 31 days are skipped.',
    'FREQ=MONTHLY': 'Months without a 31st are skipped.',
    'FREQ=DAILY;BYMONTHDAY=31': 'Months without a 31st are skipped.',
    'FREQ=YEARLY;BYMONTHDAY=31': 'Months without a 31st are skipped.',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29': 'Years without a 29 February are skipped.',
    'FREQ=MONTHLY;BYDAY=5FR': 'Months without a fifth Friday are skipped.',
  }
  for (const [rule, sentence] of Object.entries(skipped)) {
    test(`${rule} warns`, ({ assert }) => assert.equal(warning(rule), sentence))
  }

  for (const rule of [
    'FREQ=DAILY',
    'FREQ=WEEKLY',
    'FREQ=MONTHLY;BYMONTHDAY=28',
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    'FREQ=MONTHLY;BYMONTHDAY=15,31',
    'FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1',
    'FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31',
    'FREQ=MONTHLY;BYMONTH=1,3,5;BYMONTHDAY=31',
    'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',
    'FREQ=MONTHLY;BYDAY=-1FR',
    'FREQ=YEARLY',
    'FREQ=YEARLY;BYYEARDAY=100',
    'FREQ=YEARLY;BYWEEKNO=20',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1',
  ]) {
    test(`${rule} skips nothing`, ({ assert }) => assert.isNull(warning(rule)))
  }

  test('29 February is skipped where it is the start’s', ({ assert }) => {
    assert.equal(warning('FREQ=YEARLY', '2028-02-29'), 'Years without a 29 February are skipped.')
  })

  test('after completion the day of the start clamps, a day that is named does not', ({
    assert,
  }) => {
    assert.isNull(warning('FREQ=MONTHLY', '2026-01-31', 'after_completion'))
    assert.isNotNull(warning('FREQ=MONTHLY;BYMONTHDAY=31', '2026-01-31', 'after_completion'))
  })

  test('no pattern skips a month', ({ assert }) => {
    for (let day = 1; day <= 31; day++) {
      for (const pattern of [{ frequency: 'monthly' }, { frequency: 'yearly', month: 2 }]) {
        const rule = fromPattern({ ...pattern, day_of_month: day }, start('2026-01-31'))
        assert.isNull(skippedMonths(rule, start('2026-01-31')), `${pattern.frequency} ${day}`)
      }
    }
  })
})

import { test } from '@japa/runner'
import {
  first,
  formatRule,
  parseRule,
  upcoming,
  validate,
  type Mode,
  type Series,
  type Start,
} from '#app/recurrence/engine/index'
import { NOTHING_CHOSEN, type RepeatFields } from '#app/tasks/pages/repeat/fields'
import { presets, presetWords } from '#app/tasks/pages/repeat/presets'
import { readRepeat } from '#app/tasks/pages/repeat/read_repeat'
import { repeatFields } from '#app/tasks/pages/repeat/repeat_fields'
import { Random } from '#tests/unit/recurrence/support/random'
import { randomDate, randomRule } from '#tests/unit/recurrence/support/random_rule'

const ALL_DAY: Start = { wall: '2026-11-23', zone: null } // a Monday, the fourth
const TIMED: Start = { wall: '2026-11-23T18:00', zone: 'Europe/Paris' }

const chosen = (fields: Partial<RepeatFields>): RepeatFields => ({ ...NOTHING_CHOSEN, ...fields })
const custom = (fields: Partial<RepeatFields>) => chosen({ repeat: 'custom', ...fields })

/** The text of the rule that the fields say, or the field that is wrong. */
function said(fields: RepeatFields, due: Start = ALL_DAY): string | null {
  const { input, error } = readRepeat(fields, due)
  return error ? `${error.field}!` : input.rrule
}

function series(text: string, start: Start = ALL_DAY, mode: Mode = 'fixed'): Series {
  return { rule: parseRule(text, { allDay: start.zone === null }), start, mode }
}

test.group('The repeat control: presets', () => {
  const lists: Record<string, [date: string, words: string[]]> = {
    'a Monday': [
      '2026-11-23',
      [
        'Every day',
        'Every weekday',
        'Every week on Monday',
        'Every month on the 23rd',
        'Every month on the fourth Monday',
        'Every month on the last workday',
        'Every year on 23 November',
      ],
    ],
    'the last day of a short month': [
      '2026-11-30',
      [
        'Every day',
        'Every weekday',
        'Every week on Monday',
        'Every month on the 30th or the last day',
        'Every month on the last day',
        'Every month on the last Monday',
        'Every month on the last workday',
        'Every year on 30 November',
      ],
    ],
    'a leap day': [
      '2028-02-29',
      [
        'Every day',
        'Every weekday',
        'Every week on Tuesday',
        'Every month on the 29th or the last day',
        'Every month on the last day',
        'Every month on the last Tuesday',
        'Every month on the last workday',
        'Every year on 29 February (28 February when there is none)',
      ],
    ],
  }
  for (const [name, [date, words]] of Object.entries(lists)) {
    test(`are those of the due date: ${name}`, ({ assert }) => {
      assert.deepEqual(
        presets(date).map((text) => presetWords(text, date)),
        words
      )
    })
  }

  test('are canonical, come at once on their date or later, and skip no month', ({ assert }) => {
    const random = new Random(1)
    for (let round = 0; round < 200; round++) {
      const wall = randomDate(random, 2000, 2100)
      const start = { wall, zone: null }
      for (const text of presets(wall)) {
        assert.isNull(validate(text, start), text)
        assert.equal(formatRule(parseRule(text, { allDay: true })), text)
        const days = upcoming(series(text, start), 13)
        if (text.startsWith('FREQ=MONTHLY')) {
          const months = new Set(days.map(({ due }) => due.slice(0, 7)))
          assert.lengthOf([...months], 13, `${text} from ${wall}`)
        }
      }
    }
  })
})

test.group('The repeat control: what the fields say', () => {
  const cases: Record<string, [fields: RepeatFields, rule: string | null]> = {
    'nothing': [chosen({}), null],
    'a preset': [chosen({ repeat: 'FREQ=WEEKLY;BYDAY=MO' }), 'FREQ=WEEKLY;BYDAY=MO'],
    'every three days': [
      custom({ repeat_interval: '3', repeat_unit: 'day' }),
      'FREQ=DAILY;INTERVAL=3',
    ],
    'weeks on days': [
      custom({ repeat_interval: '2', repeat_days: ['FR', 'MO'] }),
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR',
    ],
    'weeks without days: that of the due date': [
      custom({ repeat_interval: '2' }),
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO',
    ],
    'weeks without days after completion: open': [
      custom({ repeat_interval: '2', repeat_from: 'after_completion' }),
      'FREQ=WEEKLY;INTERVAL=2',
    ],
    'months on the same day': [
      custom({ repeat_unit: 'month', repeat_interval: '2' }),
      'FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=23',
    ],
    'months after completion': [
      custom({ repeat_unit: 'month', repeat_from: 'after_completion' }),
      'FREQ=MONTHLY',
    ],
    'months on a date, which clamps': [
      custom({ repeat_unit: 'month', repeat_month: 'date', repeat_month_day: '30' }),
      'FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1',
    ],
    'months on a weekday': [
      custom({
        repeat_unit: 'month',
        repeat_month: 'place',
        repeat_place: '-1',
        repeat_place_day: 'FR',
      }),
      'FREQ=MONTHLY;BYDAY=-1FR',
    ],
    'months on a workday': [
      custom({
        repeat_unit: 'month',
        repeat_month: 'place',
        repeat_place: '1',
        repeat_place_day: 'workday',
      }),
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1',
    ],
    'years': [
      custom({ repeat_unit: 'year', repeat_interval: '2' }),
      'FREQ=YEARLY;INTERVAL=2;BYMONTH=11;BYMONTHDAY=23',
    ],
    'a rule as its text': [
      chosen({ repeat: 'rrule', repeat_rule: 'rrule:byday=2TU;freq=monthly' }),
      'FREQ=MONTHLY;BYDAY=2TU',
    ],
    'a last date': [
      chosen({ repeat: 'FREQ=DAILY', repeat_end: 'date', repeat_until: '2026-12-24' }),
      'FREQ=DAILY;UNTIL=20261224',
    ],
    'a number of times': [
      chosen({ repeat: 'FREQ=DAILY', repeat_end: 'count', repeat_count: '10' }),
      'FREQ=DAILY;COUNT=10',
    ],
  }
  for (const [name, [fields, rule]] of Object.entries(cases)) {
    test(`${name}: ${rule ?? 'does not repeat'}`, ({ assert }) => assert.equal(said(fields), rule))
  }

  test('the last date of a task with a time is its whole day in the zone', ({ assert }) => {
    const fields = chosen({ repeat: 'FREQ=DAILY', repeat_end: 'date', repeat_until: '2026-12-24' })
    assert.equal(said(fields, TIMED), 'FREQ=DAILY;UNTIL=20261224T225959Z')
  })

  const wrong: Record<string, [fields: RepeatFields, field: string, says: RegExp]> = {
    'no number': [custom({ repeat_interval: '' }), 'repeat_interval', /1 to 1000/],
    'a number too large': [custom({ repeat_interval: '1001' }), 'repeat_interval', /1 to 1000/],
    'no day of the month': [
      custom({ repeat_unit: 'month', repeat_month: 'date' }),
      'repeat_month_day',
      /1 to 31/,
    ],
    'a forged unit': [custom({ repeat_unit: 'constructor' }), 'repeat', /daily, weekly/],
    'a forged weekday': [custom({ repeat_days: ['XX'] }), 'repeat', /BYDAY/],
    'a forged preset': [chosen({ repeat: 'FREQ=HOURLY' }), 'repeat', /not more often than daily/],
    'no rule': [chosen({ repeat: 'rrule' }), 'repeat_rule', /Write the rule/],
    'what is no rule': [
      chosen({ repeat: 'rrule', repeat_rule: 'every day' }),
      'repeat_rule',
      /^The rule is a list of NAME=VALUE/,
    ],
    'a rule that never occurs': [
      chosen({ repeat: 'rrule', repeat_rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }),
      'repeat_rule',
      /^The rule never occurs/,
    ],
    'a rule with an end of its own past': [
      chosen({ repeat: 'rrule', repeat_rule: 'FREQ=DAILY;UNTIL=20200101' }),
      'repeat_rule',
      /UNTIL is before the first/,
    ],
    'two ends': [
      chosen({
        repeat: 'rrule',
        repeat_rule: 'FREQ=DAILY;COUNT=3',
        repeat_end: 'count',
        repeat_count: '4',
      }),
      'repeat_end',
      /an end of its own/,
    ],
    'no last date': [
      chosen({ repeat: 'FREQ=DAILY', repeat_end: 'date' }),
      'repeat_until',
      /Give the last date/,
    ],
    'a last date before the first': [
      chosen({ repeat: 'FREQ=DAILY', repeat_end: 'date', repeat_until: '2026-11-22' }),
      'repeat_until',
      /before the first/,
    ],
    'no number of times': [
      chosen({ repeat: 'FREQ=DAILY', repeat_end: 'count' }),
      'repeat_count',
      /1 to 10000/,
    ],
    'zero times': [
      chosen({ repeat: 'FREQ=DAILY', repeat_end: 'count', repeat_count: '0' }),
      'repeat_count',
      /1 to 10000/,
    ],
  }
  for (const [name, [fields, field, says]] of Object.entries(wrong)) {
    test(`${name} is told at its field`, ({ assert }) => {
      const { error } = readRepeat(fields, ALL_DAY)
      assert.equal(error?.field, field)
      assert.match(error?.message ?? '', says)
    })
  }
})

test.group('The repeat control: how a rule stands in the fields', () => {
  const cases: Record<string, [series: Series, fields: Partial<RepeatFields>]> = {
    'a preset': [series('FREQ=WEEKLY;BYDAY=MO'), { repeat: 'FREQ=WEEKLY;BYDAY=MO' }],
    'a rule that leaves its day to the start': [
      series('FREQ=MONTHLY'),
      { repeat: 'FREQ=MONTHLY;BYMONTHDAY=23' },
    ],
    'a preset of another date than the due date': [
      series('FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=2'),
      { repeat: 'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=2' },
    ],
    'an interval after completion': [
      series('FREQ=DAILY;INTERVAL=3', TIMED, 'after_completion'),
      {
        repeat: 'custom',
        repeat_interval: '3',
        repeat_unit: 'day',
        repeat_from: 'after_completion',
      },
    ],
    'several weekdays': [
      series('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;COUNT=8'),
      {
        repeat: 'custom',
        repeat_interval: '2',
        repeat_unit: 'week',
        repeat_days: ['MO', 'FR'],
        repeat_end: 'count',
        repeat_count: '8',
      },
    ],
    'another day of the month': [
      series('FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1;UNTIL=20271231T225959Z', TIMED),
      {
        repeat: 'custom',
        repeat_unit: 'month',
        repeat_month: 'date',
        repeat_month_day: '31',
        repeat_end: 'date',
        repeat_until: '2027-12-31',
      },
    ],
    'an end within a day': [
      series('FREQ=DAILY;UNTIL=20271231T120000Z', TIMED),
      { repeat: 'rrule', repeat_rule: 'FREQ=DAILY;UNTIL=20271231T120000Z', repeat_end: 'never' },
    ],
    'a day that skips months': [
      series('FREQ=MONTHLY;BYMONTHDAY=31'),
      { repeat: 'rrule', repeat_rule: 'FREQ=MONTHLY;BYMONTHDAY=31' },
    ],
    'times of day': [
      series('FREQ=DAILY;BYHOUR=9,18', TIMED),
      { repeat: 'rrule', repeat_rule: 'FREQ=DAILY;BYHOUR=9,18' },
    ],
    'a week that begins on Sunday': [
      series('FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,SU'),
      { repeat: 'rrule', repeat_rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU' },
    ],
  }
  for (const [name, [current, fields]] of Object.entries(cases)) {
    test(name, ({ assert }) => {
      assert.containsSubset(repeatFields(current, current.start), fields)
    })
  }

  test('whatever is chosen comes back as the same rule', ({ assert }) => {
    const random = new Random(2)
    for (let round = 0; round < 1500; round++) {
      const due = randomStart(random)
      const fields = randomFields(random, due)
      const { input, error } = readRepeat(fields, due)
      if (error || input.rrule === null) continue
      const start = { ...due, wall: first(parseRule(input.rrule, kind(due)), due)?.key ?? due.wall }
      const shown = repeatFields(series(input.rrule, start, input.recurrence_mode), start)
      assert.notEqual(shown.repeat, 'rrule', input.rrule)
      assert.deepEqual(readRepeat(shown, start).input, input, JSON.stringify([due, fields, shown]))
    }
  })

  test('any rule comes back with the same dates, and as the same text where it is shown as one', ({
    assert,
  }) => {
    const random = new Random(3)
    for (let round = 0; round < 1500; round++) {
      const { text, allDay, start } = randomRule(random)
      if (validate(text, start) !== null) continue
      const mode = random.pick(['fixed', 'after_completion'] as const)
      const rule = parseRule(text, { allDay })
      const shown = repeatFields({ rule, start, mode }, start)
      const { input } = readRepeat(shown, start)
      if (shown.repeat === 'rrule') assert.equal(input?.rrule, formatRule(rule), text)
      const back = series(input?.rrule ?? '', start, mode)
      assert.deepEqual(upcoming(back, 8), upcoming({ rule, start, mode }, 8), text)
    }
  })
})

const kind = (due: Start) => ({ allDay: due.zone === null })

function randomStart(random: Random): Start {
  const wall = randomDate(random, 2000, 2100)
  return random.chance(0.5)
    ? { wall, zone: null }
    : { wall: `${wall}T18:00`, zone: 'America/New_York' }
}

function randomFields(random: Random, due: Start): RepeatFields {
  const whole = (from: number, to: number) => String(random.whole(from, to))
  const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
  return {
    repeat: random.pick(['custom', 'custom', ...presets(due.wall.slice(0, 10))]),
    repeat_interval: whole(1, 5),
    repeat_unit: random.pick(['day', 'week', 'month', 'year']),
    repeat_days: days.filter(() => random.chance(0.3)),
    repeat_month: random.pick(['same', 'date', 'place']),
    repeat_month_day: whole(1, 31),
    repeat_place: random.pick(['1', '2', '3', '4', '-1']),
    repeat_place_day: random.pick([...days, 'workday']),
    repeat_rule: '',
    repeat_from: random.pick(['fixed', 'after_completion']),
    repeat_end: random.pick(['never', 'date', 'count']),
    repeat_until: randomDate(random, 2101, 2110),
    repeat_count: whole(1, 20),
  }
}

import { test } from '@japa/runner'
import {
  formatRule,
  fromPattern,
  movePattern,
  moveRule,
  occurrences,
  parseRule,
  type Pattern,
} from '#app/recurrence/engine/index'
import { Random } from './support/random.js'
import { randomDate } from './support/random_rule.js'

const ZONE = 'Europe/Berlin'
const moved = (text: string, from: string, to: string) => {
  const rule = moveRule(parseRule(text, { allDay: from.length === 10 }), from, to, ZONE)
  return rule && formatRule(rule)
}

/** Rule, from, to, and what becomes of it. */
type Case = [rule: string, from: string, to: string, moved: string | null]

/** 2 March 2026 is a Monday. */
const MOVED: Record<string, Case> = {
  'a rule without days stays': ['FREQ=WEEKLY', '2026-03-02', '2026-03-03', 'FREQ=WEEKLY'],
  'so does a daily one': [
    'FREQ=DAILY;INTERVAL=3',
    '2026-03-02',
    '2026-03-03',
    'FREQ=DAILY;INTERVAL=3',
  ],
  'a weekday': ['FREQ=WEEKLY;BYDAY=MO', '2026-03-02', '2026-03-04', 'FREQ=WEEKLY;BYDAY=WE'],
  'one of several weekdays': [
    'FREQ=WEEKLY;BYDAY=MO,TH',
    '2026-03-05',
    '2026-03-01',
    'FREQ=WEEKLY;BYDAY=MO,SU',
  ],
  'onto another of them, which leaves no hole': [
    'FREQ=WEEKLY;BYDAY=MO,WE',
    '2026-03-02',
    '2026-03-04',
    'FREQ=WEEKLY;BYDAY=MO,WE',
  ],
  'a weekday of a daily rule': [
    'FREQ=DAILY;BYDAY=MO,TU',
    '2026-03-02',
    '2026-03-07',
    'FREQ=DAILY;BYDAY=TU,SA',
  ],
  'a weekday that is none of the rule': ['FREQ=WEEKLY;BYDAY=MO', '2026-03-03', '2026-03-04', null],
  'out of the months of a weekly rule': [
    'FREQ=WEEKLY;BYMONTH=3;BYDAY=MO',
    '2026-03-30',
    '2026-04-01',
    null,
  ],
  'a place of the week': ['FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1', '2026-03-02', '2026-03-04', null],
  'a day of the month': [
    'FREQ=MONTHLY;BYMONTHDAY=2',
    '2026-03-02',
    '2026-03-05',
    'FREQ=MONTHLY;BYMONTHDAY=5',
  ],
  'a day counted from the end': [
    'FREQ=MONTHLY;BYMONTHDAY=-3',
    '2026-03-29',
    '2026-03-26',
    'FREQ=MONTHLY;BYMONTHDAY=-6',
  ],
  'a day that the rule skips with': [
    'FREQ=MONTHLY;BYMONTHDAY=30',
    '2026-03-30',
    '2026-03-31',
    'FREQ=MONTHLY;BYMONTHDAY=31',
  ],
  'the last day to one before it': [
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    '2026-03-31',
    '2026-03-28',
    'FREQ=MONTHLY;BYMONTHDAY=28',
  ],
  'the 31st to the 30th, which clamps again': [
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    '2026-03-31',
    '2026-03-30',
    'FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1',
  ],
  'the 30th to the 31st, which clamps again': [
    'FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1',
    '2026-03-30',
    '2026-03-31',
    'FREQ=MONTHLY;BYMONTHDAY=-1',
  ],
  'a clamped 30th in February to the 27th': [
    'FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1',
    '2026-02-28',
    '2026-02-27',
    'FREQ=MONTHLY;BYMONTHDAY=27',
  ],
  'the last day to the last of a shorter month': [
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    '2026-03-31',
    '2026-04-30',
    'FREQ=MONTHLY;BYMONTHDAY=-1',
  ],
  'one of many days of the month': [
    'FREQ=MONTHLY;BYMONTHDAY=2,15',
    '2026-03-02',
    '2026-03-03',
    null,
  ],
  'a date that is another weekday too': [
    'FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR',
    '2026-03-13',
    '2026-03-14',
    null,
  ],
  'the second Tuesday': [
    'FREQ=MONTHLY;BYDAY=2TU',
    '2026-03-10',
    '2026-03-18',
    'FREQ=MONTHLY;BYDAY=3WE',
  ],
  'the last Friday to the last Thursday': [
    'FREQ=MONTHLY;BYDAY=-1FR',
    '2026-03-27',
    '2026-03-26',
    'FREQ=MONTHLY;BYDAY=-1TH',
  ],
  'the last Friday into the middle': [
    'FREQ=MONTHLY;BYDAY=-1FR',
    '2026-03-27',
    '2026-03-18',
    'FREQ=MONTHLY;BYDAY=3WE',
  ],
  'the second to what would be a fifth': [
    'FREQ=MONTHLY;BYDAY=2TU',
    '2026-03-10',
    '2026-03-30',
    'FREQ=MONTHLY;BYDAY=-1MO',
  ],
  'the second to last': [
    'FREQ=MONTHLY;BYDAY=-2FR',
    '2026-03-20',
    '2026-03-19',
    'FREQ=MONTHLY;BYDAY=-2TH',
  ],
  'every Monday of the month': ['FREQ=MONTHLY;BYDAY=MO', '2026-03-02', '2026-03-03', null],
  'the last workday': [
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    '2026-03-31',
    '2026-03-30',
    null,
  ],
  'a date of the year': [
    'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=2',
    '2026-03-02',
    '2026-04-05',
    'FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=5',
  ],
  'a month of the year': [
    'FREQ=YEARLY;BYMONTH=3',
    '2026-03-02',
    '2026-04-05',
    'FREQ=YEARLY;BYMONTH=4',
  ],
  'a clamped 29 February': [
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1',
    '2026-02-28',
    '2026-03-30',
    'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=30',
  ],
  'the fourth Thursday in November': [
    'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH',
    '2026-11-26',
    '2026-12-01',
    'FREQ=YEARLY;BYMONTH=12;BYDAY=1TU',
  ],
  'one of two months': ['FREQ=YEARLY;BYMONTH=3,6;BYMONTHDAY=2', '2026-03-02', '2026-04-02', null],
  'a Monday of the year': ['FREQ=YEARLY;BYDAY=10MO', '2026-03-09', '2026-03-10', null],
  'a week of the year': ['FREQ=YEARLY;BYWEEKNO=10;BYDAY=MO', '2026-03-02', '2026-03-03', null],
  'a day of the year': ['FREQ=YEARLY;BYYEARDAY=61', '2026-03-02', '2026-03-03', null],
  'to another time, which the start has': [
    'FREQ=DAILY',
    '2026-03-02T09:00',
    '2026-03-02T10:00',
    'FREQ=DAILY',
  ],
  'to another time, which the rule has': [
    'FREQ=DAILY;BYHOUR=9;BYMINUTE=0',
    '2026-03-02T09:00',
    '2026-03-02T10:30',
    'FREQ=DAILY;BYHOUR=10;BYMINUTE=30',
  ],
  'one of several times': ['FREQ=DAILY;BYHOUR=9,18', '2026-03-02T09:00', '2026-03-02T10:00', null],
  'the day of several times': [
    'FREQ=WEEKLY;BYDAY=MO;BYHOUR=9,18',
    '2026-03-02T09:00',
    '2026-03-03T09:00',
    'FREQ=WEEKLY;BYDAY=TU;BYHOUR=9,18',
  ],
  'times to a whole day': ['FREQ=DAILY;BYHOUR=9', '2026-03-02T09:00', '2026-03-02', null],
  'within its end': [
    'FREQ=DAILY;UNTIL=20260310',
    '2026-03-02',
    '2026-03-10',
    'FREQ=DAILY;UNTIL=20260310',
  ],
  'past its end': ['FREQ=DAILY;UNTIL=20260310', '2026-03-02', '2026-03-11', null],
  'past its end in the zone': [
    'FREQ=DAILY;UNTIL=20260310T080000Z',
    '2026-03-02T09:00',
    '2026-03-10T09:30',
    null,
  ],
  'an end of whole days to a time': [
    'FREQ=DAILY;UNTIL=20260310',
    '2026-03-02',
    '2026-03-02T09:00',
    'FREQ=DAILY;UNTIL=20260310T225959Z',
  ],
  'an end in time to whole days': [
    'FREQ=DAILY;UNTIL=20260310T225959Z',
    '2026-03-02T09:00',
    '2026-03-02',
    'FREQ=DAILY;UNTIL=20260310',
  ],
  'COUNT stays': [
    'FREQ=WEEKLY;BYDAY=MO;COUNT=3',
    '2026-03-02',
    '2026-03-03',
    'FREQ=WEEKLY;BYDAY=TU;COUNT=3',
  ],
}

test.group('Recurrence: a rule whose date is moved for all', () => {
  for (const [name, [rule, from, to, expected]] of Object.entries(MOVED)) {
    test(`${name}: ${expected ?? 'cannot be said'}`, ({ assert }) => {
      assert.equal(moved(rule, from, to), expected)
    })
  }

  test('a moved rule comes at the new date, and stays when nothing is moved', ({ assert }) => {
    const random = new Random(8)
    const rules = ['WEEKLY', 'MONTHLY', 'YEARLY'].flatMap((frequency) =>
      ['', ';BYDAY=MO', ';BYMONTHDAY=-1', ';BYMONTHDAY=28,29;BYSETPOS=-1', ';BYDAY=-1MO']
        .filter((days) => frequency !== 'WEEKLY' || ['', ';BYDAY=MO'].includes(days))
        .map((days) => parseRule(`FREQ=${frequency}${days}`, { allDay: true }))
    )
    for (let round = 0; round < 500; round++) {
      const rule = random.pick(rules)
      const begin = { wall: randomDate(random, 2000, 2100), zone: null }
      const [{ key: from } = { key: '' }] = occurrences(rule, begin, { limit: 1 })
      const to = randomDate(random, 2000, 2100)
      const found = moveRule(rule, from, to)
      if (found) {
        const [at] = occurrences(found, { wall: to, zone: null }, { limit: 1 })
        assert.equal(at?.key, to, `${formatRule(rule)} from ${from}`)
      }
      assert.deepEqual(moveRule(rule, from, from), rule)
    }
  })
})

type PatternCase = [pattern: Pattern, from: string, to: string, fields: Partial<Pattern> | null]

const PATTERNS: Record<string, PatternCase> = {
  'daily': [{ frequency: 'daily' }, '2026-03-02', '2026-03-03', {}],
  'weekly without days': [{ frequency: 'weekly', interval: 2 }, '2026-03-02', '2026-03-03', {}],
  'a weekday': [
    { frequency: 'weekly', days_of_week: [1, 4] },
    '2026-03-02',
    '2026-03-01',
    { days_of_week: [0, 4] },
  ],
  'a weekday onto another': [
    { frequency: 'weekly', days_of_week: [1, 4] },
    '2026-03-02',
    '2026-03-05',
    { days_of_week: [1, 4] },
  ],
  'a weekday that is none of it': [
    { frequency: 'weekly', days_of_week: [4] },
    '2026-03-02',
    '2026-03-05',
    null,
  ],
  'a day that clamped': [
    { frequency: 'monthly', day_of_month: 31 },
    '2026-02-28',
    '2026-02-20',
    { day_of_month: 20 },
  ],
  'a day to where it clamps to': [
    { frequency: 'monthly', day_of_month: 31 },
    '2026-03-31',
    '2026-04-30',
    {},
  ],
  'a day that is left to the start': [{ frequency: 'monthly' }, '2026-03-02', '2026-03-05', {}],
  'a date of the year': [
    { frequency: 'yearly', month: 2, day_of_month: 29 },
    '2026-02-28',
    '2026-04-02',
    { month: 4, day_of_month: 2 },
  ],
  'another month': [{ frequency: 'yearly', month: 4 }, '2026-03-02', '2026-03-03', null],
  'past its end': [
    { frequency: 'daily', end_date: '2026-03-10' },
    '2026-03-02',
    '2026-03-11',
    null,
  ],
}

test.group('Recurrence: a pattern whose date is moved for all', () => {
  for (const [name, [pattern, from, to, fields]] of Object.entries(PATTERNS)) {
    test(name, ({ assert }) => {
      assert.deepEqual(movePattern(pattern, from, to), fields && { ...pattern, ...fields })
    })
  }

  test('moves as its rule does', ({ assert }) => {
    const random = new Random(9)
    for (let round = 0; round < 300; round++) {
      const begin = { wall: randomDate(random, 2000, 2100), zone: null }
      const pattern: Pattern = random.pick([
        { frequency: 'weekly', days_of_week: random.some(3, () => random.whole(0, 6)) },
        { frequency: 'monthly', day_of_month: random.whole(1, 31) },
        { frequency: 'yearly' },
      ])
      const [{ key: from } = { key: '' }] = occurrences(fromPattern(pattern, begin), begin)
      const to = randomDate(random, 2000, 2100)
      const found = movePattern(pattern, from, to)
      const start = { wall: to, zone: null }
      assert.isNotNull(found)
      const [at] = occurrences(fromPattern(found, start), start, { limit: 1 })
      assert.equal(at?.key, to, JSON.stringify([pattern, from, to]))
    }
  })
})

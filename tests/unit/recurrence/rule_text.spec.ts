import { test } from '@japa/runner'
import {
  describe,
  describeShort,
  formatRule,
  parseRule,
  type Mode,
} from '#app/recurrence/engine/index'

const canonical = (text: string) => formatRule(parseRule(text, { allDay: false }))

test.group('Recurrence: the text of a rule', () => {
  test('parts come in one order, values sorted and once', ({ assert }) => {
    assert.equal(
      canonical(
        'COUNT=3;BYDAY=SU,-1FR,MO,2FR,MO;BYMONTHDAY=-1,15,2,-2;BYMONTH=3,1;FREQ=MONTHLY;BYSETPOS=-1,1'
      ),
      'FREQ=MONTHLY;BYMONTH=1,3;BYMONTHDAY=2,15,-2,-1;BYDAY=MO,2FR,-1FR,SU;BYSETPOS=1,-1;COUNT=3'
    )
    assert.equal(
      canonical('UNTIL=20270503T215959Z;WKST=SU;BYMINUTE=30,0;BYHOUR=18,9;INTERVAL=2;FREQ=WEEKLY'),
      'FREQ=WEEKLY;INTERVAL=2;BYHOUR=9,18;BYMINUTE=0,30;WKST=SU;UNTIL=20270503T215959Z'
    )
  })

  test('what RFC 5545 takes for granted is left out', ({ assert }) => {
    assert.equal(canonical('FREQ=DAILY;INTERVAL=1;WKST=MO'), 'FREQ=DAILY')
  })

  test('RRULE: before it, small letters, signs and leading zeros are read', ({ assert }) => {
    assert.equal(
      canonical('rrule:freq=monthly;byday=+2tu;bymonth=03'),
      'FREQ=MONTHLY;BYMONTH=3;BYDAY=2TU'
    )
  })
})

const START = { wall: '2026-03-31T09:00', zone: 'Europe/Berlin' }
const WORDS: Record<string, string> = {
  'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;UNTIL=20270503T215959Z':
    'every 2 weeks on Monday and Friday at 09:00, until 3 May 2027',
  'FREQ=DAILY': 'every day at 09:00',
  'FREQ=DAILY;INTERVAL=3;COUNT=10': 'every 3 days at 09:00, 10 times',
  'FREQ=DAILY;COUNT=1': 'every day at 09:00, once',
  'FREQ=WEEKLY': 'every week on Tuesday at 09:00',
  'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR': 'every weekday at 09:00',
  'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU':
    'every 2 weeks on Tuesday and Sunday at 09:00, weeks beginning on Sunday',
  'FREQ=MONTHLY': 'every month on the 31st at 09:00',
  'FREQ=MONTHLY;BYMONTHDAY=-1': 'every month on the last day at 09:00',
  'FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1':
    'every month on the 30th or the last day at 09:00',
  'FREQ=MONTHLY;BYMONTHDAY=2,15,27': 'every month on the 2nd, the 15th and the 27th at 09:00',
  'FREQ=MONTHLY;BYDAY=2TU': 'every month on the second Tuesday at 09:00',
  'FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR': 'every 3 months on the last Friday at 09:00',
  'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1': 'every month on the last workday at 09:00',
  'FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1': 'every month on the first Saturday or Sunday at 09:00',
  'FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR': 'every month on the 13th if a Friday at 09:00',
  'FREQ=YEARLY': 'every year on 31 March at 09:00',
  'FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=27': 'every year on 27 January at 09:00',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1':
    'every year on 29 February (28 February when there is none) at 09:00',
  'FREQ=YEARLY;BYDAY=20MO': 'every year on the 20th Monday of the year at 09:00',
  'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH': 'every year on the fourth Thursday in November at 09:00',
  'FREQ=YEARLY;BYWEEKNO=20,-1;BYDAY=MO':
    'every year on Monday of week 20 and the last week at 09:00',
  'FREQ=YEARLY;BYYEARDAY=100,-1': 'every year on day 100 and the last day of the year at 09:00',
  'FREQ=DAILY;BYHOUR=9,18': 'every day at 09:00 and 18:00',
  'FREQ=DAILY;BYMONTH=1;BYDAY=MO,TU': 'every Monday and Tuesday in January at 09:00',
  'FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=0,30;BYSETPOS=1,-1':
    'every day at 6 times from 01:00 to 03:30, only the first and last of each day',
}

test.group('Recurrence: a rule in words', () => {
  for (const [text, words] of Object.entries(WORDS)) {
    test(`${text} is “${words}”`, ({ assert }) => {
      assert.equal(describe(parseRule(text, { allDay: false }), START), words)
    })
  }

  test('an all-day rule has no time, and its mode is said', ({ assert }) => {
    const rule = parseRule('FREQ=DAILY;INTERVAL=3;UNTIL=20270503', { allDay: true })
    const start = { wall: '2026-03-31', zone: null }
    assert.equal(describe(rule, start), 'every 3 days, until 3 May 2027')
    assert.equal(
      describe(rule, start, { mode: 'after_completion' }),
      'every 3 days, counted from the day it is completed, until 3 May 2027'
    )
  })

  test('counted from the completion, a rule has only those days that it names', ({ assert }) => {
    const words = (text: string) =>
      describe(parseRule(text, { allDay: false }), START, { mode: 'after_completion' })
    assert.equal(
      words('FREQ=MONTHLY'),
      'every month at 09:00, counted from the day it is completed'
    )
    assert.equal(
      words('FREQ=WEEKLY;BYDAY=MO'),
      'every week on Monday at 09:00, counted from the day it is completed'
    )
  })
})

const IN_SHORT: [rule: string, mode: Mode, words: string][] = [
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'fixed', 'every weekday'],
  ['FREQ=MONTHLY;BYMONTHDAY=1', 'fixed', 'every month on the 1st'],
  ['FREQ=DAILY;BYHOUR=9,18', 'fixed', 'every day'],
  ['FREQ=DAILY;INTERVAL=2;COUNT=10', 'fixed', 'every 2 days, 10 times'],
  ['FREQ=DAILY;INTERVAL=3', 'after_completion', '3 days after I finish it'],
  ['FREQ=DAILY', 'after_completion', 'a day after I finish it'],
  ['FREQ=MONTHLY;COUNT=3', 'after_completion', 'a month after I finish it, 3 times'],
  ['FREQ=WEEKLY;BYDAY=MO', 'after_completion', 'every week on Monday, after I finish it'],
]

test.group('Recurrence: a rule in the words of a row', () => {
  for (const [text, mode, words] of IN_SHORT) {
    test(`${text} (${mode}) is “${words}”`, ({ assert }) => {
      assert.equal(describeShort(parseRule(text, { allDay: false }), START, { mode }), words)
    })
  }
})

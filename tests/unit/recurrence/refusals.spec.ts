import { test } from '@japa/runner'
import { parseRule, RecurrenceError, validate } from '#app/recurrence/engine/index'

const TIMED = { wall: '2026-03-02T09:00', zone: 'Europe/Berlin' }
const ALL_DAY = { wall: '2026-03-02', zone: null }

/** Rule, the part that is refused, and what the reason says. */
type Case = [rule: string, part: string, reason: RegExp]

const REFUSED: Record<string, Case> = {
  'more than 512 characters': [`FREQ=DAILY;BYHOUR=${'1,'.repeat(260)}1`, 'RRULE', /512/],
  'a line feed': ['FREQ=DAILY\nEXDATE:20260303', 'RRULE', /line/],
  'a carriage return': ['FREQ=DAILY\r', 'RRULE', /line/],
  'nothing': ['', 'RRULE', /NAME=VALUE/],
  'an empty part': ['FREQ=DAILY;', 'RRULE', /NAME=VALUE/],
  'a part without a value': ['FREQ=DAILY;COUNT=', 'RRULE', /NAME=VALUE/],
  'a part without a name': ['FREQ=DAILY;3', 'RRULE', /NAME=VALUE/],
  'white space within': ['FREQ=DAILY; COUNT=3', 'RRULE', /NAME=VALUE/],
  'another property': ['DTSTART:20260302;FREQ=DAILY', 'RRULE', /NAME=VALUE/],
  'a second FREQ': ['FREQ=DAILY;FREQ=WEEKLY', 'FREQ', /twice/],
  'a second COUNT': ['FREQ=DAILY;COUNT=1;COUNT=2', 'COUNT', /twice/],
  'an unknown part': ['FREQ=DAILY;BYEASTER=1', 'BYEASTER', /no part/],
  'a part of RFC 7529': ['FREQ=DAILY;RSCALE=GREGORIAN', 'RSCALE', /no part/],
  'an extension': ['FREQ=DAILY;X-EVIL=1', 'X-EVIL', /no part/],
  'no FREQ': ['INTERVAL=2', 'FREQ', /missing/],
  'an unknown FREQ': ['FREQ=FORTNIGHTLY', 'FREQ', /DAILY, WEEKLY/],
  'a letter that is no I': ['freq=daıly', 'FREQ', /DAILY, WEEKLY/],
  'a letter that is no S': ['freq=weekly;byday=ſu', 'BYDAY', /weekdays/],
  'every hour': ['FREQ=HOURLY', 'FREQ', /not more often than daily/],
  'every minute': ['FREQ=MINUTELY', 'FREQ', /not more often than daily/],
  'every second': ['FREQ=SECONDLY;INTERVAL=1', 'FREQ', /not more often than daily/],
  'INTERVAL=0': ['FREQ=DAILY;INTERVAL=0', 'INTERVAL', /1 to 1000/],
  'INTERVAL=-1': ['FREQ=DAILY;INTERVAL=-1', 'INTERVAL', /1 to 1000/],
  'INTERVAL=1001': ['FREQ=DAILY;INTERVAL=1001', 'INTERVAL', /1 to 1000/],
  'INTERVAL=1.5': ['FREQ=DAILY;INTERVAL=1.5', 'INTERVAL', /1 to 1000/],
  'INTERVAL=1e2': ['FREQ=DAILY;INTERVAL=1E2', 'INTERVAL', /1 to 1000/],
  'COUNT=0': ['FREQ=DAILY;COUNT=0', 'COUNT', /1 to 10000/],
  'COUNT=10001': ['FREQ=DAILY;COUNT=10001', 'COUNT', /1 to 10000/],
  'COUNT beside UNTIL': ['FREQ=DAILY;COUNT=3;UNTIL=20260401T000000Z', 'COUNT', /UNTIL/],
  'UNTIL as a date for a timed rule': ['FREQ=DAILY;UNTIL=20260401', 'UNTIL', /UTC/],
  'UNTIL in local time': ['FREQ=DAILY;UNTIL=20260401T000000', 'UNTIL', /UTC/],
  'UNTIL that no calendar has': ['FREQ=DAILY;UNTIL=20260230T000000Z', 'UNTIL', /UTC/],
  'BYMONTH=0': ['FREQ=DAILY;BYMONTH=0', 'BYMONTH', /1 to 12/],
  'BYMONTH=13': ['FREQ=DAILY;BYMONTH=13', 'BYMONTH', /1 to 12/],
  'BYMONTHDAY=0': ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY', /1 to 31/],
  'BYMONTHDAY=32': ['FREQ=MONTHLY;BYMONTHDAY=32', 'BYMONTHDAY', /1 to 31/],
  'BYMONTHDAY=-32': ['FREQ=MONTHLY;BYMONTHDAY=-32', 'BYMONTHDAY', /-1 to -31/],
  'BYMONTHDAY with WEEKLY': ['FREQ=WEEKLY;BYMONTHDAY=3', 'BYMONTHDAY', /WEEKLY/],
  'BYYEARDAY=0': ['FREQ=YEARLY;BYYEARDAY=0', 'BYYEARDAY', /1 to 366/],
  'BYYEARDAY=367': ['FREQ=YEARLY;BYYEARDAY=367', 'BYYEARDAY', /1 to 366/],
  'BYYEARDAY=-367': ['FREQ=YEARLY;BYYEARDAY=-367', 'BYYEARDAY', /1 to 366/],
  'BYYEARDAY with MONTHLY': ['FREQ=MONTHLY;BYYEARDAY=1', 'BYYEARDAY', /YEARLY only/],
  'BYYEARDAY with WEEKLY': ['FREQ=WEEKLY;BYYEARDAY=1', 'BYYEARDAY', /YEARLY only/],
  'BYYEARDAY with DAILY': ['FREQ=DAILY;BYYEARDAY=1', 'BYYEARDAY', /YEARLY only/],
  'BYWEEKNO=0': ['FREQ=YEARLY;BYWEEKNO=0', 'BYWEEKNO', /1 to 53/],
  'BYWEEKNO=54': ['FREQ=YEARLY;BYWEEKNO=54', 'BYWEEKNO', /1 to 53/],
  'BYWEEKNO with MONTHLY': ['FREQ=MONTHLY;BYWEEKNO=1', 'BYWEEKNO', /YEARLY only/],
  'BYWEEKNO with an INTERVAL': ['FREQ=YEARLY;INTERVAL=2;BYWEEKNO=1', 'BYWEEKNO', /INTERVAL/],
  'a numbered BYDAY beside BYWEEKNO': ['FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO', 'BYDAY', /BYWEEKNO/],
  'an unknown weekday': ['FREQ=WEEKLY;BYDAY=XX', 'BYDAY', /weekdays/],
  'BYDAY=0MO': ['FREQ=MONTHLY;BYDAY=0MO', 'BYDAY', /weekdays/],
  'BYDAY=6MO with MONTHLY': ['FREQ=MONTHLY;BYDAY=6MO', 'BYDAY', /1 to 5/],
  'BYDAY=-6MO with MONTHLY': ['FREQ=MONTHLY;BYDAY=-6MO', 'BYDAY', /-1 to -5/],
  'BYDAY=54MO with YEARLY': ['FREQ=YEARLY;BYDAY=54MO', 'BYDAY', /1 to 53/],
  'a numbered BYDAY with WEEKLY': ['FREQ=WEEKLY;BYDAY=1MO', 'BYDAY', /MONTHLY and FREQ=YEARLY/],
  'a numbered BYDAY with DAILY': ['FREQ=DAILY;BYDAY=1MO', 'BYDAY', /MONTHLY and FREQ=YEARLY/],
  'BYSETPOS=0': ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0', 'BYSETPOS', /1 to 366/],
  'BYSETPOS=367': ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367', 'BYSETPOS', /1 to 366/],
  'BYSETPOS alone': ['FREQ=MONTHLY;BYSETPOS=1', 'BYSETPOS', /another BY part/],
  'BYHOUR=24': ['FREQ=DAILY;BYHOUR=24', 'BYHOUR', /0 to 23/],
  'BYMINUTE=60': ['FREQ=DAILY;BYMINUTE=60', 'BYMINUTE', /0 to 59/],
  'more than 96 times a day': [
    `FREQ=DAILY;BYHOUR=${[...Array(24).keys()]};BYMINUTE=0,10,20,30,40`,
    'BYMINUTE',
    /96/,
  ],
  'BYSECOND': ['FREQ=DAILY;BYSECOND=0', 'BYSECOND', /not supported/],
  'WKST=1': ['FREQ=WEEKLY;WKST=1', 'WKST', /MO, TU/],
  '30 February': ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'RRULE', /never occurs within 100 years/],
  'an interval that passes its weekday by': ['FREQ=DAILY;INTERVAL=7;BYDAY=TU', 'RRULE', /never/],
  'a place that the set does not have': ['FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=2', 'RRULE', /never/],
  'an end before the first': ['FREQ=DAILY;UNTIL=20260301T000000Z', 'UNTIL', /before the first/],
}

const REFUSED_ALL_DAY: Record<string, Case> = {
  'UNTIL as a time for an all-day rule': ['FREQ=DAILY;UNTIL=20260401T000000Z', 'UNTIL', /a date/],
  'BYHOUR for an all-day rule': ['FREQ=DAILY;BYHOUR=9', 'BYHOUR', /all-day/],
  'BYMINUTE for an all-day rule': ['FREQ=DAILY;BYMINUTE=9', 'BYMINUTE', /all-day/],
}

test.group('Recurrence: refusals', () => {
  const all = [
    ...Object.entries(REFUSED).map(([what, refused]) => ({ what, refused, start: TIMED })),
    ...Object.entries(REFUSED_ALL_DAY).map(([what, refused]) => ({
      what,
      refused,
      start: ALL_DAY,
    })),
  ]
  for (const { what, refused, start } of all) {
    test(`${what} is refused`, ({ assert }) => {
      const [rule, part, reason] = refused
      const refusal = validate(rule, start)
      assert.equal(refusal?.field, 'rrule')
      assert.equal(refusal?.part, part)
      assert.match(refusal?.reason ?? '', reason)
    })
  }

  test('the limits themselves are allowed', ({ assert }) => {
    const start = { wall: '2026-01-01T00:00', zone: 'UTC' }
    const hours = `BYHOUR=${[...Array(24).keys()]};BYMINUTE=0,15,30,45`
    for (const rule of [
      'FREQ=DAILY;INTERVAL=1000;COUNT=10000',
      'FREQ=MONTHLY;BYMONTHDAY=31,-31;BYMONTH=1,12',
      'FREQ=YEARLY;BYYEARDAY=366,-366',
      'FREQ=YEARLY;BYWEEKNO=53,-53',
      'FREQ=YEARLY;BYDAY=53TH,-53TH',
      'FREQ=MONTHLY;BYDAY=5MO,-5MO',
      `FREQ=YEARLY;${hours};BYSETPOS=1,-1`,
      `FREQ=DAILY;${hours}`,
    ]) {
      assert.isNull(validate(rule, start), rule)
    }
  })

  test('a start that is no date, or has no zone, is refused', ({ assert }) => {
    assert.equal(validate('FREQ=DAILY', { wall: '2026-02-30', zone: null })?.field, 'start')
    assert.equal(validate('FREQ=DAILY', { wall: 'today', zone: null })?.field, 'start')
    assert.equal(validate('FREQ=DAILY', { wall: '2026-03-02T09:00', zone: null })?.part, 'zone')
    assert.equal(validate('FREQ=DAILY', { wall: '2026-03-02T09:00', zone: 'Mars/X' })?.part, 'zone')
  })

  test('the error of parseRule names the part and the reason', ({ assert }) => {
    try {
      parseRule('FREQ=DAILY;INTERVAL=0', { allDay: true })
      assert.fail('it was accepted')
    } catch (error) {
      assert.instanceOf(error, RecurrenceError)
      assert.deepInclude(error as RecurrenceError, { field: 'rrule', part: 'INTERVAL' })
      assert.equal((error as Error).message, 'INTERVAL: takes whole numbers from 1 to 1000')
    }
  })
})

import { test } from '@japa/runner'
import { parseQuickAdd } from '#app/tasks/quick_add/quick_add'
import { read, understands, WEDNESDAY } from '#tests/support/quick_add'

test.group('Quick add: dates', () => {
  understands({
    'Call wed': 'Call | 2026-03-11',
    'Call next wed': 'Call | 2026-03-11',
    'Call next monday': 'Call | 2026-03-09',
    'Call monday next week': 'Call | 2026-03-09',
    'Dinner Friday, mar 20': 'Dinner | 2026-03-20',
    'Dinner fri the 13th': 'Dinner | 2026-03-13',
    'Dinner sunday 13 march': 'Dinner 13 march | 2026-03-08',
    'Call the day after tomorrow': 'Call | 2026-03-06',
    'Call in two weeks': 'Call | 2026-03-18',
    'Call a week from today': 'Call | 2026-03-11',
    'Call 3 days from now at noon': 'Call | 2026-03-07T12:00',
    'Buy 3 days of food': 'Buy 3 days of food',
    'Report by end of next week': 'Report by end of next week',
    'Call +2 months': 'Call | 2026-05-04',
    'Rest next weekend': 'Rest | 2026-03-14',
    'Budget next year': 'Budget | 2027-01-01',
    'Budget at the end of the month': 'Budget | 2026-03-31',
    'Budget end of next month': 'Budget | 2026-04-30',
    'Budget end of february': 'Budget | 2027-02-28',
    'Rent by the 4th': 'Rent | 2026-03-04',
    'Pay 4/1/2026': 'Pay | 2026-04-01',
    'Ship mar 20, 2027': 'Ship | 2027-03-20',
    'Ship 2026-02-30': 'Ship 2026-02-30',
    'Ship Mar. 20': 'Ship | 2026-03-20',
    'Ship 20 Mar., then rest': 'Ship, then rest | 2026-03-20',
    'Ship mid-april': 'Ship | 2026-04-15',
    'Ship feb 30': 'Ship feb 30',
    'Ship feb 30th': 'Ship feb 30th',
    'Ship april the 31st': 'Ship april the 31st',
    'Ship the 31st of april': 'Ship the 31st of april',
    'Pay 4/1': 'Pay 4/1',
    'Call after 10 days': 'Call after 10 days',
    'Read last friday notes': 'Read last friday notes',
    'Meet 2nd tuesday of may': 'Meet 2nd tuesday of may',
    'Tuesday’s report': 'Tuesday’s report',
    'Meet friday about saturday trip': 'Meet about saturday trip | 2026-03-06',
  })
})

test.group('Quick add: a doubtful date gives way to what else says the day', () => {
  understands({
    'Lunch with Tom on friday at noon': 'Lunch with Tom | 2026-03-06T12:00',
    'Meet tom at noon, friday #work': 'Meet tom | 2026-03-06T12:00',
    'Call Tom every friday': 'Call Tom | 2026-03-06 | FREQ=WEEKLY;BYDAY=FR',
    'Call Tom in 2 hours': 'Call Tom | 2026-03-04T12:00',
    'Call Tom 5pm': 'Call | 2026-03-05T17:00',
    'Call Bob tom about friday meeting': 'Call Bob about friday meeting | 2026-03-05',
    'Read the 2nd chapter tomorrow': 'Read the 2nd chapter | 2026-03-05',
    'Clean 1st floor every friday': 'Clean 1st floor | 2026-03-06 | FREQ=WEEKLY;BYDAY=FR',
    'Give 2nd dose in 3 weeks': 'Give 2nd dose | 2026-03-25',
    'Pay 27th rent': 'Pay rent | 2026-03-27',
    'Pay on the 27th rent for tomorrow': 'Pay rent for tomorrow | 2026-03-27',
    'Rent 2nd and 15th': 'Rent and 15th | 2026-04-02',
    'Dinner fri the 13th Anna, tell Bob tomorrow': 'Dinner Anna, tell Bob tomorrow | 2026-03-13',
  })
})

test.group('Quick add: dates at the edges of the calendar', () => {
  const at = (now: string, zone: string) => ({ now, zone })

  test('the 31st is of the next month that has one', ({ assert }) => {
    assert.equal(read('Rent 31st', at('2026-04-05T12:00:00Z', 'UTC')), 'Rent | 2026-05-31')
    assert.equal(read('Rent 30th', at('2026-01-31T12:00:00Z', 'UTC')), 'Rent | 2026-03-30')
  })
  test('29 February waits for a leap year, eight years around 2100', ({ assert }) => {
    assert.equal(read('x feb 29', at('2096-03-01T12:00:00Z', 'UTC')), 'x | 2104-02-29')
  })
  test('months clamp to the end of a shorter one, into a leap day too', ({ assert }) => {
    assert.equal(read('x in 1 month', at('2028-01-31T12:00:00Z', 'UTC')), 'x | 2028-02-29')
    assert.equal(read('x in 1 year', at('2028-02-29T12:00:00Z', 'UTC')), 'x | 2029-02-28')
  })
  test('this weekend is today on a Saturday', ({ assert }) => {
    assert.equal(read('x this weekend', at('2026-03-07T12:00:00Z', 'UTC')), 'x | 2026-03-07')
  })
  test('on a Sunday next monday is tomorrow', ({ assert }) => {
    assert.equal(read('x next monday', at('2026-03-08T12:00:00Z', 'UTC')), 'x | 2026-03-09')
  })
  test('the last day of the years that are kept has no tomorrow', ({ assert }) => {
    const end = at('9998-12-31T12:00:00Z', 'UTC')
    assert.equal(read('x 9am', end), 'x | 9998-12-31T09:00')
    assert.equal(read('x in 3 days', end), 'x in 3 days')
    assert.equal(read('x jan 1', end), 'x jan 1')
    assert.equal(read('x every jan 1', end), 'x every jan 1')
    assert.equal(read('x tomorrow', end), 'x tomorrow')
    assert.equal(read('x fri', end), 'x fri')
    assert.equal(read('x next week', end), 'x next week')
  })
})

test.group('Quick add: times', () => {
  understands({
    'Call 12am tomorrow': 'Call | 2026-03-05T00:00',
    'Call 12pm tomorrow': 'Call | 2026-03-05T12:00',
    'Call 5:30 pm': 'Call | 2026-03-04T17:30',
    'Call @5pm': 'Call | 2026-03-04T17:00',
    'Call @noon @friday': 'Call | 2026-03-06T12:00',
    'Call 5.30pm': 'Call | 2026-03-04T17:30',
    'Call 5 p.m. tomorrow': 'Call | 2026-03-05T17:00',
    'Call tomorrow, 9:30a.m.': 'Call | 2026-03-05T09:30',
    'Release 5.30': 'Release 5.30',
    'Call 10am': 'Call | 2026-03-04T10:00',
    'Call today 8am': 'Call | 2026-03-04T08:00',
    'Call in 45min': 'Call | 2026-03-04T10:45',
    'Call in half an hour': 'Call | 2026-03-04T10:30',
    'Call 13pm': 'Call 13pm',
    'Call 24:00': 'Call 24:00',
    'Meet at 5': 'Meet at 5',
    'Meet tomorrow at 5': 'Meet at 5 | 2026-03-05',
    'Meet tomorrow morning at 8': 'Meet | 2026-03-05T08:00',
    'Meet tomorrow at 8 in the evening': 'Meet | 2026-03-05T20:00',
    'Meet at 8 tomorrow morning': 'Meet | 2026-03-05T08:00',
    'Meet at 8 tonight': 'Meet | 2026-03-04T20:00',
    'Meet tomorrow afternoon at 9': 'Meet at 9 | 2026-03-05T12:00',
    'Meet tonight at 8 with Ann': 'Meet with Ann | 2026-03-04T20:00',
    'Meet tonight at 5 Main Street': 'Meet at 5 Main Street | 2026-03-04T19:00',
    'Sleep tomorrow night at 1': 'Sleep at 1 | 2026-03-05T22:00',
    'Film tonight': 'Film | 2026-03-04T19:00',
    'Film tonight at 9pm': 'Film | 2026-03-04T21:00',
    'Send by friday midnight': 'Send | 2026-03-06T23:59',
    'Run this evening': 'Run | 2026-03-04T19:00',
    'Run in the morning': 'Run | 2026-03-05T09:00',
    'Sleep at night': 'Sleep | 2026-03-04T22:00',
    'Gym tomorrow morning at 8am': 'Gym | 2026-03-05T08:00',
    'Gym 8am tomorrow morning': 'Gym | 2026-03-05T08:00',
    'Gym at 8:30 in the morning tomorrow': 'Gym | 2026-03-05T08:30',
    'Parents evening thu 18:30': 'Parents evening | 2026-03-05T18:30',
    'Cover 9pm night shift': 'Cover night shift | 2026-03-04T21:00',
    'monday morning run': 'run | 2026-03-09T09:00',
    'Buy night cream': 'Buy night cream',
    'Say good morning': 'Say good morning',
    'Midnight snack': 'Midnight snack',
  })

  test('tonight turns from evening to night, and then to the day', ({ assert }) => {
    assert.equal(
      read('Film tonight', { now: '2026-03-04T20:00:00Z', zone: 'UTC' }),
      'Film | 2026-03-04T22:00'
    )
    assert.equal(
      read('Film tonight', { now: '2026-03-04T22:00:01Z', zone: 'UTC' }),
      'Film | 2026-03-04'
    )
  })
})

test.group('Quick add: times when the clocks change', () => {
  const NEW_YORK = 'America/New_York'

  test('time that passes jumps over a gap', ({ assert }) => {
    assert.equal(
      read('x in 3 hours', { now: '2026-03-08T06:30:00Z', zone: NEW_YORK }),
      'x | 2026-03-08T05:30'
    )
  })
  test('in the second hour of a fold the instant tells which is meant', ({ assert }) => {
    const { due } = parseQuickAdd('x in 2 hours', { now: '2026-11-01T04:30:00Z', zone: NEW_YORK })
    assert.deepEqual(due, {
      kind: 'time',
      wall: '2026-11-01T01:30:00',
      zone: NEW_YORK,
      at: '2026-11-01T06:30:00Z',
    })
  })
  test('a wall time within a gap is kept; its instant is as long after the gap began', ({
    assert,
  }) => {
    const { due } = parseQuickAdd('x mar 8 2:30am', WEDNESDAY)
    assert.deepEqual(due, {
      kind: 'time',
      wall: '2026-03-08T02:30:00',
      zone: NEW_YORK,
      at: '2026-03-08T07:30:00Z',
    })
  })
  test('seconds are never cut off the wait', ({ assert }) => {
    assert.equal(
      read('x in 1 min', { now: '2026-03-04T15:00:59.5Z', zone: 'UTC' }),
      'x | 2026-03-04T15:02'
    )
  })
  test('a date that the zone skipped is no obstacle', ({ assert }) => {
    // Pacific/Apia went from 29 to 31 December 2011.
    const apia = { now: '2011-12-29T20:00:00Z', zone: 'Pacific/Apia' }
    assert.equal(read('x tomorrow 9am', apia), 'x | 2011-12-30T09:00')
    assert.equal(read('x every day', apia), 'x | 2011-12-29 | FREQ=DAILY')
  })
})

test.group('Quick add: recurrence', () => {
  understands({
    'x every mon,wed,fri': 'x | 2026-03-04 | FREQ=WEEKLY;BYDAY=MO,WE,FR',
    'x every Mon. and Fri., 9am': 'x | 2026-03-06T09:00 | FREQ=WEEKLY;BYDAY=MO,FR',
    'x every sun, sat and fri': 'x | 2026-03-06 | FREQ=WEEKLY;BYDAY=FR,SA,SU',
    'x every mon wed fri 7am': 'x | 2026-03-06T07:00 | FREQ=WEEKLY;BYDAY=MO,WE,FR',
    'x every monday and every thursday': 'x | 2026-03-05 | FREQ=WEEKLY;BYDAY=MO,TH',
    'x every 1st and every 15th': 'x | 2026-03-15 | FREQ=MONTHLY;BYMONTHDAY=1,15',
    'x every monday and every 2 weeks': 'x and every 2 weeks | 2026-03-09 | FREQ=WEEKLY;BYDAY=MO',
    'x every other weekend': 'x | 2026-03-07 | FREQ=WEEKLY;INTERVAL=2;BYDAY=SA',
    'x every 2 weeks on monday and friday': 'x | 2026-03-06 | FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR',
    'x weekly on friday': 'x | 2026-03-06 | FREQ=WEEKLY;BYDAY=FR',
    'x every two weeks': 'x | 2026-03-04 | FREQ=WEEKLY;INTERVAL=2',
    'x every 2nd week': 'x | 2026-03-04 | FREQ=WEEKLY;INTERVAL=2',
    'x every 2 quarters': 'x | 2026-03-04 | FREQ=MONTHLY;INTERVAL=6',
    'x quarterly on the last day': 'x | 2026-03-31 | FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1',
    'x every first and third monday': 'x | 2026-03-16 | FREQ=MONTHLY;BYDAY=1MO,3MO',
    'x every 1st and last day': 'x | 2026-03-31 | FREQ=MONTHLY;BYMONTHDAY=1,-1',
    'x every 1st and the 15th': 'x | 2026-03-15 | FREQ=MONTHLY;BYMONTHDAY=1,15',
    'x every first workday': 'x | 2026-04-01 | FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1',
    'x on the last workday of each month':
      'x | 2026-03-31 | FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    'x on the 1st of every month': 'x | 2026-04-01 | FREQ=MONTHLY;BYMONTHDAY=1',
    'x first monday every month': 'x | 2026-04-06 | FREQ=MONTHLY;BYDAY=1MO',
    'x last day each month': 'x | 2026-03-31 | FREQ=MONTHLY;BYMONTHDAY=-1',
    'x the 15th every 3 months': 'x | 2026-03-15 | FREQ=MONTHLY;INTERVAL=3',
    'x every month on the last friday at 4pm': 'x | 2026-03-27T16:00 | FREQ=MONTHLY;BYDAY=-1FR',
    'x every 31st': 'x | 2026-03-31 | FREQ=MONTHLY;BYMONTHDAY=31',
    'x yearly on jan 27': 'x | 2027-01-27 | FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=27',
    'x annually on jan 27': 'x | 2027-01-27 | FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=27',
    'x each monday at 9am': 'x | 2026-03-09T09:00 | FREQ=WEEKLY;BYDAY=MO',
    'Mail each other friday': 'Mail each other | 2026-03-06',
    'Review the last week of each month': 'Review the last week of each month',
    'x every feb 29': 'x | 2028-02-29 | FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
    'x ev! monday': 'x | 2026-03-09 | FREQ=WEEKLY;BYDAY=MO !',
    'x every monday morning': 'x | 2026-03-09T09:00 | FREQ=WEEKLY;BYDAY=MO',
    'x every evening at 8 until mar 10': 'x | 2026-03-04T20:00 | FREQ=DAILY;UNTIL=20260311T035959Z',
    'x every monday morning at 8am': 'x | 2026-03-09T08:00 | FREQ=WEEKLY;BYDAY=MO',
    'x every evening at 8pm': 'x | 2026-03-04T20:00 | FREQ=DAILY',
    'Create monthly report': 'Create report | 2026-03-04 | FREQ=MONTHLY',
    'Monthly newsletter on the first monday of each month':
      'Monthly newsletter | 2026-04-06 | FREQ=MONTHLY;BYDAY=1MO',
    'Read quarterly numbers every 2 weeks on mon':
      'Read quarterly numbers | 2026-03-09 | FREQ=WEEKLY;INTERVAL=2;BYDAY=MO',
    'x every 2 hours': 'x every 2 hours',
    'x hourly': 'x hourly',
    'x every 1001 days': 'x every 1001 days',
    'x every feb 30': 'x every feb 30',
    'x every 31st of june': 'x every 31st of june',
    'x every june 31st': 'x every june 31st',
    'x every 2 pills': 'x every 2 pills',
    'x every': 'x every',
    'x every !high': 'x every',
  })
})

test.group('Quick add: where a recurrence begins and ends', () => {
  understands({
    // Any day will do for the first: the next one at that time, not one interval on.
    'x every 3 days at 9am': 'x | 2026-03-05T09:00 | FREQ=DAILY;INTERVAL=3',
    'x every wed at 9am': 'x | 2026-03-11T09:00 | FREQ=WEEKLY;BYDAY=WE',
    'x every day starting at 9am': 'x | 2026-03-05T09:00 | FREQ=DAILY',
    'x every month on the 1st starting jan': 'x | 2027-01-01 | FREQ=MONTHLY;BYMONTHDAY=1',
    'x every week starting march': 'x | 2026-03-04 | FREQ=WEEKLY',
    'x every week starting march 2028': 'x | 2028-03-01 | FREQ=WEEKLY',
    'Read letters from april every week': 'Read letters from april | 2026-03-04 | FREQ=WEEKLY',
    'x every day except on sunday': 'x except on sunday | 2026-03-04 | FREQ=DAILY',
    'x every jan 1 and jul 1': 'x and jul 1 | 2027-01-01 | FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1',
    'x daily tomorrow 5pm': 'x | 2026-03-05T17:00 | FREQ=DAILY',
    'x every monday from tomorrow': 'x | 2026-03-09 | FREQ=WEEKLY;BYDAY=MO',
    'x every 2 weeks from 2026-01-05': 'x | 2026-03-16 | FREQ=WEEKLY;INTERVAL=2',
    'x every 3 weeks from 2019-05-07': 'x | 2026-03-10 | FREQ=WEEKLY;INTERVAL=3',
    'x every 5 days from 2026-01-01': 'x | 2026-03-07 | FREQ=DAILY;INTERVAL=5',
    'x every 3 months from 2025-11-30': 'x | 2026-05-30 | FREQ=MONTHLY;INTERVAL=3',
    'from dec 20 until jan 5 every day ski': 'ski | 2026-12-20 | FREQ=DAILY;UNTIL=20270105',
    'x every day from monday until friday': 'x | 2026-03-09 | FREQ=DAILY;UNTIL=20260313',
    'x every day ending mar 10': 'x | 2026-03-04 | FREQ=DAILY;UNTIL=20260310',
    'x every day for 3 weeks': 'x | 2026-03-04 | FREQ=DAILY;UNTIL=20260324',
    'x every monday for 3 weeks at 7pm':
      'x | 2026-03-09T19:00 | FREQ=WEEKLY;BYDAY=MO;UNTIL=20260330T035959Z',
    'x every day for ten times': 'x | 2026-03-04 | FREQ=DAILY;COUNT=10',
    'x every monday until tomorrow': 'x until tomorrow | 2026-03-09 | FREQ=WEEKLY;BYDAY=MO',
    'x every day for 3 times until mar 10': 'x until | 2026-03-10 | FREQ=DAILY;COUNT=3',
    'Rent a car for 3 weeks': 'Rent a car for 3 weeks',
    'Hold mail until mar 10': 'Hold mail until | 2026-03-10',
  })

  test('the last day ends when it ends in the zone', ({ assert }) => {
    const sydney = { now: '2026-03-04T15:00:00Z', zone: 'Australia/Sydney' }
    assert.equal(
      read('x every day at 8pm until apr 5', sydney),
      'x | 2026-03-05T20:00 | FREQ=DAILY;UNTIL=20260405T135959Z'
    )
  })
})

test.group('Quick add: title', () => {
  understands({
    'Call Bob tomorrow, then Ann': 'Call Bob, then Ann | 2026-03-05',
    'Call Bob, tomorrow, and Ann': 'Call Bob, and Ann | 2026-03-05',
    'Call Bob tomorrow.': 'Call Bob. | 2026-03-05',
    'Tomorrow: call Bob': 'call Bob | 2026-03-05',
    'Buy milk, tomorrow': 'Buy milk | 2026-03-05',
    'Buy milk – tomorrow': 'Buy milk | 2026-03-05',
    'tomorrow - buy milk': 'buy milk | 2026-03-05',
    'Buy milk tomorrow - skimmed': 'Buy milk - skimmed | 2026-03-05',
    '- buy milk tomorrow': '- buy milk | 2026-03-05',
    'tomorrow -': 'tomorrow - | 2026-03-05',
    'Gym every monday, 9am': 'Gym | 2026-03-09T09:00 | FREQ=WEEKLY;BYDAY=MO',
    'Smile tomorrow :)': 'Smile :) | 2026-03-05',
    'Book a table for friday 7pm': 'Book a table | 2026-03-06T19:00',
    'Book a room for 3 nights from 12 june': 'Book a room for 3 nights | 2026-06-12',
    'Write slides for friday meeting': 'Write slides for meeting | 2026-03-06',
    'Report due on friday #work': 'Report | 2026-03-06',
    'Watch "Friday Night Lights" tomorrow': 'Watch "Friday Night Lights" | 2026-03-05',
    'Cut 5" nails tomorrow': 'Cut 5" nails | 2026-03-05',
    'Ask @tom about it': 'Ask @tom about it',
    'Meet (tomorrow) or mon-fri': 'Meet (tomorrow) or mon-fri',
    'Mail tod@example.com, see https://example.com/today?at=5pm':
      'Mail tod@example.com, see https://example.com/today?at=5pm',
    '\u3000Buy\u00a0 milk\t今日 tomorrow \n': 'Buy milk 今日 | 2026-03-05',
    'tomorrow 5pm': 'tomorrow 5pm | 2026-03-05T17:00',
    'tomorrow, !high': 'tomorrow, !high | 2026-03-05',
    '!low !high x': '!high x',
    'constructor __proto__ every toString': 'constructor __proto__ every toString',
    '   ': '',
  })
})

test.group('Quick add: tags and priorities', () => {
  test('of several priorities the first counts', ({ assert }) => {
    const { title, priority } = parseQuickAdd('x p2, y !low', WEDNESDAY)
    assert.deepEqual([title, priority], ['x, y !low', 'high'])
  })
  test('tags that differ in case or normal form are one, as first written', ({ assert }) => {
    const { tags } = parseQuickAdd('x #Möbel #mo\u0308bel #MÖBEL #b2b_1-a', WEDNESDAY)
    assert.deepEqual(tags, ['Möbel', 'b2b_1-a'])
  })
  test('what no task could carry stays in the title', ({ assert }) => {
    const long = `x #${'a'.repeat(51)}`
    assert.deepEqual(parseQuickAdd(long, WEDNESDAY).title, long)
    const many = Array.from({ length: 51 }, (_, index) => `#t${index}`).join(' ')
    const { title, tags } = parseQuickAdd(`x ${many}`, WEDNESDAY)
    assert.deepEqual([title, tags.length], ['x #t50', 50])
  })
  for (const word of ['#c++', '#a/b', '##a', '#', '#1205', 'a#b', '#🎉', 'p0', 'p10', '!!high']) {
    test(`${word} is a word`, ({ assert }) => {
      const { title, tags, priority } = parseQuickAdd(`x ${word}`, WEDNESDAY)
      assert.deepEqual([title, tags, priority], [`x ${word}`, [], null])
    })
  }
})

test.group('Quick add: spans', () => {
  const LINE = 'Pay #home rent every month on the 15th at 9am, !high until jun 1'

  test('each part is told with its place', ({ assert }) => {
    const { spans } = parseQuickAdd(LINE, WEDNESDAY)
    assert.deepEqual(
      spans.map(({ kind, text }) => [kind, text]),
      [
        ['tag', '#home'],
        ['recurrence', 'every month on the 15th'],
        ['time', 'at 9am'],
        ['priority', '!high'],
        ['end', 'until jun 1'],
      ]
    )
  })

  test('a part of the day and the time beside it are one part', ({ assert }) => {
    const texts = (line: string) => parseQuickAdd(line, WEDNESDAY).spans.map(({ text }) => text)
    assert.deepEqual(texts('Gym tomorrow morning at 8am'), ['tomorrow', 'morning at 8am'])
    assert.deepEqual(texts('Gym 8am in the morning'), ['8am in the morning'])
    assert.deepEqual(texts('8am tomorrow morning gym'), ['8am', 'tomorrow', 'morning'])
  })

  for (const kind of ['tag', 'recurrence', 'time', 'priority', 'end']) {
    test(`a ${kind} that is taken off stays in the title`, ({ assert }) => {
      const span = parseQuickAdd(LINE, WEDNESDAY).spans.find((each) => each.kind === kind)
      const without = parseQuickAdd(LINE, { ...WEDNESDAY, ignore: [span!] })
      assert.include(without.title, span!.text)
      assert.notInclude(
        without.spans.map(({ start }) => start),
        span!.start
      )
    })
  }

  test('when the first date is taken off the second one counts', ({ assert }) => {
    const line = 'Send friday notes by monday'
    const [friday] = parseQuickAdd(line, WEDNESDAY).spans
    assert.equal(read(line, { ...WEDNESDAY, ignore: [friday!] }), 'Send friday notes | 2026-03-09')
  })
})

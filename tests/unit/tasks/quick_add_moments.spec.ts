import { test } from '@japa/runner'
import { understands } from '#tests/support/quick_add'

/* Answers worked out by a second reading of the rules in Python, without the parser: the same phrases at edges of the calendar. */

test.group('Quick add: a Saturday that is the 31st, in Auckland', () => {
  understands(
    {
      'x next week': 'x | 2026-02-02',
      'x next month': 'x | 2026-02-01',
      'x in 1 month': 'x | 2026-02-28',
      'x in 13 months': 'x | 2027-02-28',
      'x next friday': 'x | 2026-02-06',
      'x this weekend': 'x | 2026-01-31',
      'x end of month': 'x | 2026-01-31',
      'x 30th': 'x | 2026-03-30',
      'x february 28': 'x | 2026-02-28',
      'x tomorrow': 'x | 2026-02-01',
      'x at 11 pm': 'x | 2026-01-31T23:00',
      'x at 9:15am': 'x | 2026-02-01T09:15',
      'x every month': 'x | 2026-01-31 | FREQ=MONTHLY',
      'x every 30th': 'x | 2026-03-30 | FREQ=MONTHLY;BYMONTHDAY=30',
      'x every last day': 'x | 2026-01-31 | FREQ=MONTHLY;BYMONTHDAY=-1',
      'x every first weekday': 'x | 2026-02-02 | FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1',
      'x every other saturday': 'x | 2026-01-31 | FREQ=WEEKLY;INTERVAL=2;BYDAY=SA',
    },
    { now: '2026-01-30T22:10:00Z', zone: 'Pacific/Auckland' }
  )
})

test.group('Quick add: half an hour before a year ends, in Tokyo', () => {
  understands(
    {
      'x today': 'x | 2026-12-31',
      'x tomorrow': 'x | 2027-01-01',
      'x in 2 months': 'x | 2027-02-28',
      'x 1st': 'x | 2027-01-01',
      'x jan 1': 'x | 2027-01-01',
      'x 31st': 'x | 2026-12-31',
      'x next thursday': 'x | 2027-01-07',
      'x this thu': 'x | 2027-01-07',
      'x dec 28': 'x | 2027-12-28',
      'x +10 days': 'x | 2027-01-10',
      'x at 23:59': 'x | 2026-12-31T23:59',
      'x at 5pm': 'x | 2027-01-01T17:00',
      'x in 45 minutes': 'x | 2027-01-01T00:15',
      'x every day': 'x | 2026-12-31 | FREQ=DAILY',
      'x every weekday': 'x | 2026-12-31 | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
      'x every first fri': 'x | 2027-01-01 | FREQ=MONTHLY;BYDAY=1FR',
      'x last workday of every month':
        'x | 2026-12-31 | FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      'x every 1st': 'x | 2027-01-01 | FREQ=MONTHLY;BYMONTHDAY=1',
      'x every day 5pm until 2031-04-01':
        'x | 2027-01-01T17:00 | FREQ=DAILY;UNTIL=20310401T145959Z',
    },
    { now: '2026-12-31T14:30:00Z', zone: 'Asia/Tokyo' }
  )
})

test.group('Quick add: a Tuesday evening at the end of June, a Wednesday in UTC', () => {
  understands(
    {
      'x today': 'x | 2026-06-30',
      'x wed': 'x | 2026-07-01',
      'x tue': 'x | 2026-07-07',
      'x next tue': 'x | 2026-07-07',
      'x end of month': 'x | 2026-06-30',
      'x in 1 month': 'x | 2026-07-30',
      'x 29th': 'x | 2026-07-29',
      'x mid june': 'x | 2027-06-15',
      'x mid july': 'x | 2026-07-15',
      'x june 28th': 'x | 2027-06-28',
      'x at 7PM': 'x | 2026-07-01T19:00',
      'x at 11 pm': 'x | 2026-06-30T23:00',
      'x every tue': 'x | 2026-06-30 | FREQ=WEEKLY;BYDAY=TU',
      'x every last tuesday': 'x | 2026-06-30 | FREQ=MONTHLY;BYDAY=-1TU',
      'x every last weekday': 'x | 2026-06-30 | FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      'x every 31st': 'x | 2026-07-31 | FREQ=MONTHLY;BYMONTHDAY=31',
      'x quarterly': 'x | 2026-06-30 | FREQ=MONTHLY;INTERVAL=3',
      'x every tue 5pm until 2031-04-01':
        'x | 2026-07-07T17:00 | FREQ=WEEKLY;BYDAY=TU;UNTIL=20310402T065959Z',
    },
    { now: '2026-07-01T02:30:00Z', zone: 'America/Los_Angeles' }
  )
})

test.group('Quick add: a Sunday in Kolkata', () => {
  understands(
    {
      'x sun': 'x | 2026-06-21',
      'x next sunday': 'x | 2026-06-21',
      'x monday': 'x | 2026-06-15',
      'x next monday': 'x | 2026-06-15',
      'x this weekend': 'x | 2026-06-20',
      'x next week': 'x | 2026-06-15',
      'x next month': 'x | 2026-07-01',
      'x 15th': 'x | 2026-06-15',
      'x every weekend': 'x | 2026-06-20 | FREQ=WEEKLY;BYDAY=SA',
      'x every weekday': 'x | 2026-06-15 | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
      'x every 2nd sun': 'x | 2026-06-14 | FREQ=MONTHLY;BYDAY=2SU',
      'x every sat and sun': 'x | 2026-06-14 | FREQ=WEEKLY;BYDAY=SA,SU',
      'x every weekday 5pm until 2031-04-01':
        'x | 2026-06-15T17:00 | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20310401T182959Z',
    },
    { now: '2026-06-14T02:45:00Z', zone: 'Asia/Kolkata' }
  )
})

test.group('Quick add: a Monday before a leap day, in Sydney', () => {
  understands(
    {
      'x tomorrow': 'x | 2028-02-29',
      'x 29th': 'x | 2028-02-29',
      'x in 1 month': 'x | 2028-03-28',
      'x mon': 'x | 2028-03-06',
      'x next mon': 'x | 2028-03-06',
      'x end of month': 'x | 2028-02-29',
      'x 30th': 'x | 2028-03-30',
      'x in 12 months': 'x | 2029-02-28',
      'x every feb 29': 'x | 2028-02-29 | FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
      'x every last monday': 'x | 2028-02-28 | FREQ=MONTHLY;BYDAY=-1MO',
      'x every 29th': 'x | 2028-02-29 | FREQ=MONTHLY;BYMONTHDAY=29',
      'x every last workday': 'x | 2028-02-29 | FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    },
    { now: '2028-02-28T01:00:00Z', zone: 'Australia/Sydney' }
  )
})

test.group('Quick add: a Friday at half past six, in Berlin', () => {
  understands(
    {
      'x fri': 'x | 2026-11-27',
      'x next fri': 'x | 2026-11-27',
      'x this sat': 'x | 2026-11-21',
      'x next sat': 'x | 2026-11-28',
      'x 20th of november': 'x | 2026-11-20',
      'x nov 9': 'x | 2027-11-09',
      'x in 3 months': 'x | 2027-02-20',
      'x at 5pm': 'x | 2026-11-21T17:00',
      'x at 7PM': 'x | 2026-11-20T19:00',
      'x every fri': 'x | 2026-11-20 | FREQ=WEEKLY;BYDAY=FR',
      'x every third fri': 'x | 2026-11-20 | FREQ=MONTHLY;BYDAY=3FR',
      'x every mon, wed, fri': 'x | 2026-11-20 | FREQ=WEEKLY;BYDAY=MO,WE,FR',
      'x every fri 5pm until 2031-04-01':
        'x | 2026-11-27T17:00 | FREQ=WEEKLY;BYDAY=FR;UNTIL=20310401T215959Z',
    },
    { now: '2026-11-20T17:30:00Z', zone: 'Europe/Berlin' }
  )
})

test.group('Quick add: a minute before September, in Auckland', () => {
  understands(
    {
      'x tomorrow': 'x | 2026-09-01',
      'x 31st': 'x | 2026-08-31',
      'x 30th': 'x | 2026-09-30',
      'x next month': 'x | 2026-09-01',
      'x end of month': 'x | 2026-08-31',
      'x in 6 months': 'x | 2027-02-28',
      'x september 1': 'x | 2026-09-01',
      'x mon': 'x | 2026-09-07',
      'x at 23:59': 'x | 2026-08-31T23:59',
      'x at 00:00': 'x | 2026-09-01T00:00',
      'x in 5 minutes': 'x | 2026-09-01T00:04',
      'x every last day': 'x | 2026-08-31 | FREQ=MONTHLY;BYMONTHDAY=-1',
      'x every 31st': 'x | 2026-08-31 | FREQ=MONTHLY;BYMONTHDAY=31',
      'x every first weekday': 'x | 2026-09-01 | FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1',
      'x every other month': 'x | 2026-08-31 | FREQ=MONTHLY;INTERVAL=2',
    },
    { now: '2026-08-31T11:59:00Z', zone: 'Pacific/Auckland' }
  )
})

test.group('Quick add: half an hour before a gap, in New York', () => {
  understands(
    {
      'x at 12:30am': 'x | 2026-03-09T00:30',
      'x in 30 min': 'x | 2026-03-08T03:00',
      'x in an hour': 'x | 2026-03-08T03:30',
      'x in 24 hours': 'x | 2026-03-09T02:30',
    },
    { now: '2026-03-08T06:30:00Z', zone: 'America/New_York' }
  )
})

test.group('Quick add: in the first hour of a fold, in New York', () => {
  understands(
    {
      'x in 30 min': 'x | 2026-11-01T01:00',
      'x in an hour': 'x | 2026-11-01T01:30',
      'x in 3 hours': 'x | 2026-11-01T03:30',
    },
    { now: '2026-11-01T05:30:00Z', zone: 'America/New_York' }
  )
})

import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { type ApiUser, anApiUser, ok, refusals } from '#tests/support/api'
import { travelTo } from '#tests/support/clock'

const preview = (by: ApiUser, body: object) => ok(by.post('/recurrence/preview', body))

test.group('A preview of how something repeats', (group) => {
  group.each.setup(() => travelTo('2026-03-04T22:30:00Z'))

  test('says a rule in words, in its canonical text, and its next five dates', async ({
    assert,
  }) => {
    const ada = await anApiUser('Europe/Paris')
    assert.deepEqual(
      await preview(ada, { rrule: 'rrule:byday=FR,MO;freq=weekly', start: '2026-03-02' }),
      {
        rrule: 'FREQ=WEEKLY;BYDAY=MO,FR',
        recurrence_mode: 'fixed',
        words: 'every week on Monday and Friday',
        start: '2026-03-02',
        occurrences: ['2026-03-02', '2026-03-06', '2026-03-09', '2026-03-13', '2026-03-16'],
        ends: false,
        warning: null,
      }
    )
  })

  test('says a pattern, which clamps and so warns of nothing', async ({ assert }) => {
    const pattern = { frequency: 'monthly', day_of_month: 31, end_date: '2026-04-30' }
    const found = await preview(await anApiUser(), {
      recurrence_pattern: pattern,
      rrule: null,
      start: '2026-01-31',
    })
    assert.deepInclude(found, {
      rrule: 'FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20260430',
      words: 'every month on the last day, until 30 April 2026',
      occurrences: ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'],
      ends: true,
      warning: null,
    })
  })

  test('warns of months that a rule skips', async ({ assert }) => {
    const ada = await anApiUser()
    const found = await preview(ada, { rrule: 'FREQ=MONTHLY;BYMONTHDAY=31', start: '2026-01-31' })
    assert.deepInclude(found, { warning: 'Months without a 31st are skipped.', ends: false })
  })

  test('begins at the first date of the rule where the start is none', async ({ assert }) => {
    const body = { rrule: 'FREQ=WEEKLY;BYDAY=MO', start: '2026-03-04', limit: 1 }
    assert.deepInclude(await preview(await anApiUser(), body), {
      start: '2026-03-09',
      occurrences: ['2026-03-09'],
    })
  })

  test('begins today, in the zone of the profile or the one that is named', async ({ assert }) => {
    const ada = await anApiUser('Asia/Tokyo')
    const startIn = async (timezone?: string | null) =>
      (await preview(ada, { rrule: 'FREQ=DAILY', timezone })).start
    assert.deepEqual(
      [await startIn(), await startIn('America/New_York'), await startIn(null)],
      ['2026-03-05', '2026-03-04', '2026-03-05']
    )
  })

  test('keeps the wall time of the zone across a change of its clocks, but for the gap itself', async ({
    assert,
  }) => {
    const found = await preview(await anApiUser('America/New_York'), {
      rrule: 'FREQ=DAILY;COUNT=3',
      start: '2026-03-28T01:30:00Z',
      timezone: 'Europe/Berlin',
    })
    assert.deepInclude(found, {
      words: 'every day at 02:30, 3 times',
      occurrences: [
        '2026-03-28T02:30:00+01:00',
        '2026-03-29T03:30:00+02:00',
        '2026-03-30T02:30:00+02:00',
      ],
      ends: true,
    })
  })

  test('after completion counts from each day as if it were done then', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const mode = { recurrence_mode: 'after_completion', limit: 3 }
    const monthly = await preview(ada, { rrule: 'FREQ=MONTHLY', start: '2026-01-31', ...mode })
    assert.deepInclude(monthly, {
      recurrence_mode: 'after_completion',
      words: 'every month, counted from the day it is completed',
      occurrences: ['2026-01-31', '2026-02-28', '2026-03-28'],
      warning: null,
    })
    const timed = { rrule: 'FREQ=DAILY;INTERVAL=3;COUNT=2', start: '2026-03-27T08:00:00Z' }
    assert.deepInclude(await preview(ada, { ...timed, ...mode }), {
      occurrences: ['2026-03-27T09:00:00+01:00', '2026-03-30T09:00:00+02:00'],
      ends: true,
    })
  })

  test('gives as many dates as are asked for, up to 50', async ({ assert }) => {
    const ada = await anApiUser()
    for (const limit of [1, 50]) {
      assert.lengthOf((await preview(ada, { rrule: 'FREQ=DAILY', limit })).occurrences, limit)
    }
    for (const limit of [0, 51, 1.5, '5', null]) {
      const [refused] = refusals(
        await ada.post('/recurrence/preview', { rrule: 'FREQ=DAILY', limit })
      )
      assert.match(refused!, /^limit /, String(limit))
    }
  })

  test('ends where the calendar does', async ({ assert }) => {
    const ada = await anApiUser()
    const found = await preview(ada, { rrule: 'FREQ=DAILY', start: '9998-12-30' })
    assert.deepInclude(found, { occurrences: ['9998-12-30', '9998-12-31'], ends: true })
  })

  const REFUSED: Record<string, [body: object, refusal: string, says: RegExp]> = {
    'neither rule nor pattern': [{}, 'rrule required', /recurrence_pattern/],
    'both': [
      { rrule: 'FREQ=DAILY', recurrence_pattern: { frequency: 'daily' } },
      'recurrence_pattern exclusive',
      /Give one of them/,
    ],
    'what is no rule': [{ rrule: 'every day' }, 'rrule rrule', /^rrule is a list of NAME=VALUE/],
    'an empty rule': [{ rrule: '' }, 'rrule rrule', /NAME=VALUE/],
    'a rule of more than 512 characters': [
      { rrule: `FREQ=DAILY;BYMONTH=${'1,'.repeat(260)}1` },
      'rrule max_length',
      /512/,
    ],
    'a rule of several lines': [
      { rrule: 'FREQ=DAILY\nEXDATE:20260303' },
      'rrule rrule',
      /^rrule has more than one line: write it in one/,
    ],
    'a part out of range': [
      { rrule: 'FREQ=DAILY;INTERVAL=0' },
      'rrule rrule',
      /^rrule: INTERVAL takes whole numbers from 1 to 1000/,
    ],
    'more often than daily': [{ rrule: 'FREQ=HOURLY' }, 'rrule rrule', /not more often than daily/],
    'a rule that never occurs': [
      { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' },
      'rrule rrule',
      /^rrule never occurs within 100 years/,
    ],
    'an end before the first': [
      { rrule: 'FREQ=DAILY;UNTIL=20260101', start: '2026-03-01' },
      'rrule rrule',
      /^rrule: UNTIL is before the first occurrence: choose a later end/,
    ],
    'an end of the other kind': [
      { rrule: 'FREQ=DAILY;UNTIL=20270101', start: '2026-03-01T09:00:00Z' },
      'rrule rrule',
      /UTC/,
    ],
    'a rule that is no text': [{ rrule: 5 }, 'rrule string', /text/],
    'a pattern that is no object': [
      { recurrence_pattern: 'daily' },
      'recurrence_pattern object',
      /frequency/,
    ],
    'a pattern that is a list': [{ recurrence_pattern: [] }, 'recurrence_pattern object', /object/],
    'a pattern without frequency': [
      { recurrence_pattern: { interval: 2 } },
      'recurrence_pattern.frequency recurrence_pattern',
      /^recurrence_pattern.frequency is daily, weekly/,
    ],
    'an unknown field of a pattern': [
      { recurrence_pattern: { frequency: 'daily', every: 2 } },
      'recurrence_pattern.every recurrence_pattern',
      /it has frequency, interval, end_date, occurrences/,
    ],
    'a field that is foreign to the frequency': [
      { recurrence_pattern: { frequency: 'monthly', days_of_week: [1] } },
      'recurrence_pattern.days_of_week recurrence_pattern',
      /monthly pattern/,
    ],
    'an interval out of range': [
      { recurrence_pattern: { frequency: 'daily', interval: 1001 } },
      'recurrence_pattern.interval recurrence_pattern',
      /1 to 1000/,
    ],
    'a pattern that ends before its first': [
      { recurrence_pattern: { frequency: 'daily', end_date: '2026-02-28' }, start: '2026-03-01' },
      'recurrence_pattern.end_date recurrence_pattern',
      /before the first/,
    ],
    'a pattern with both ends': [
      { recurrence_pattern: { frequency: 'daily', end_date: '2027-01-01', occurrences: 2 } },
      'recurrence_pattern.occurrences recurrence_pattern',
      /leave one of them out/,
    ],
    'an unknown mode': [
      { rrule: 'FREQ=DAILY', recurrence_mode: 'sometimes' },
      'recurrence_mode enum',
      /fixed, after_completion/,
    ],
    'a start that is no date': [
      { rrule: 'FREQ=DAILY', start: '2026-02-30' },
      'start date',
      /2026-11-30/,
    ],
    'a start after the last year in its zone': [
      { rrule: 'FREQ=DAILY', start: '9998-12-31T23:00:00Z', timezone: 'Asia/Tokyo' },
      'start date',
      /9998/,
    ],
    'an unknown zone': [
      { rrule: 'FREQ=DAILY', timezone: 'Mars/Base' },
      'timezone timezone',
      /Europe\/Paris/,
    ],
    'an unknown field': [{ rrule: 'FREQ=DAILY', from: '2026-03-01' }, 'from unknown', /"from"/],
  }
  for (const [name, [body, refusal, says]] of Object.entries(REFUSED)) {
    test(`refuses ${name}, with the field and what to do`, async ({ assert }) => {
      const answer = await (await anApiUser()).post('/recurrence/preview', body)
      assert.deepEqual(refusals(answer), [refusal])
      assert.match(answer.body.errors[0].message, says)
    })
  }

  test('writes nothing, and needs no more than the right to read', async ({ assert }) => {
    const ada = await anApiUser()
    await preview(ada, { rrule: 'FREQ=DAILY' })
    for (const table of ['tasks', 'series', 'events', 'idempotency_keys']) {
      assert.lengthOf(await db.from(table), 0, table)
    }
  })
})

import { test } from '@japa/runner'
import {
  formatRule,
  missedBetween,
  next,
  nextInSeries,
  occurrences,
  parseKey,
  parseRule,
  splitAt,
  type Mode,
  type Series,
} from '#app/recurrence/engine/index'

const ZONE = 'America/New_York'

function series(rule: string, wall: string, mode: Mode = 'fixed'): Series {
  const allDay = wall.length === 10
  return { rule: parseRule(rule, { allDay }), start: { wall, zone: allDay ? null : ZONE }, mode }
}

function afterCompleting(of: Series, key: string, at: string) {
  return nextInSeries(of, { action: 'complete', key, at, zone: ZONE })?.key
}

function afterSkipping(of: Series, key: string) {
  return nextInSeries(of, { action: 'skip', key, at: '2099-01-01T00:00:00Z', zone: ZONE })?.key
}

/* The numbers are those of the table in docs/recurrence.md; semantics-cases.jsonl holds the rest. */
test.group('Recurrence: the next of a series', () => {
  test('(2) days missed by a late completion leave no tasks, and are counted', ({ assert }) => {
    const daily = series('FREQ=DAILY', '2026-03-02')
    assert.equal(afterCompleting(daily, '2026-03-02', '2026-03-06T15:00:00Z'), '2026-03-07')
    assert.equal(missedBetween(daily, '2026-03-02', '2026-03-07'), 4)
    assert.equal(missedBetween(daily, '1990-01-01', '2026-03-07', 3), 3)
  })

  test('(6) after completion the time of day is kept', ({ assert }) => {
    const every3 = series('FREQ=DAILY;INTERVAL=3', '2026-03-01T09:00', 'after_completion')
    const found = afterCompleting(every3, '2026-03-01T09:00~1', '2026-03-05T03:15:00Z')
    assert.equal(found, '2026-03-07T09:00~2')
  })

  test('(7) after completion a rule with days begins anew on the day of completion', ({
    assert,
  }) => {
    const everyOther = series('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', '2026-03-02', 'after_completion')
    assert.equal(
      afterCompleting(everyOther, '2026-03-02~1', '2026-03-11T15:00:00Z'),
      '2026-03-23~2'
    )
    const byHour = series('FREQ=DAILY;BYHOUR=8,20', '2026-03-02T08:00', 'after_completion')
    assert.equal(
      afterCompleting(byHour, '2026-03-02T08:00~1', '2026-03-02T15:00:00Z'),
      '2026-03-03T08:00~2'
    )
  })

  test('(8) after an early completion the same due date has a key of its own', ({ assert }) => {
    const every10 = series('FREQ=DAILY;INTERVAL=10', '2026-03-02', 'after_completion')
    assert.equal(afterCompleting(every10, '2026-03-12~2', '2026-03-02T15:00:00Z'), '2026-03-12~3')
    assert.deepEqual(parseKey('2026-03-12T09:00~3'), { scheduled: '2026-03-12T09:00', instance: 3 })
    assert.throws(() => parseKey('2026-03-12~0'))
  })

  test('(11) after completion a month without the day gives its last', ({ assert }) => {
    const monthly = series('FREQ=MONTHLY', '2026-01-31', 'after_completion')
    assert.equal(afterCompleting(monthly, '2026-01-31~1', '2026-01-31T15:00:00Z'), '2026-02-28~2')
    const inJune = series('FREQ=YEARLY;BYMONTH=6', '2026-01-31', 'after_completion')
    assert.equal(afterCompleting(inJune, '2026-01-31~1', '2026-01-31T15:00:00Z'), '2026-06-30~2')
  })

  test('(12) a key in a gap leads to the day after it, in both modes', ({ assert }) => {
    const daily = series('FREQ=DAILY', '2026-03-07T02:30')
    assert.equal(
      afterCompleting(daily, '2026-03-08T02:30', '2026-03-08T07:30:00Z'),
      '2026-03-09T02:30'
    )
    const after = series('FREQ=DAILY', '2026-03-07T02:30', 'after_completion')
    const closing = { action: 'complete', at: '2026-03-07T15:00:00Z', zone: ZONE } as const
    assert.deepEqual(nextInSeries(after, { ...closing, key: '2026-03-07T02:30~1' }), {
      key: '2026-03-08T02:30~2',
      due: '2026-03-08T03:30',
      at: '2026-03-08T07:30:00Z',
    })
  })

  test('(14) after completion COUNT counts what the series made', ({ assert }) => {
    const twice = series('FREQ=DAILY;COUNT=2', '2026-03-02', 'after_completion')
    assert.equal(afterCompleting(twice, '2026-03-02~1', '2026-03-20T15:00:00Z'), '2026-03-21~2')
    assert.isUndefined(afterCompleting(twice, '2026-03-21~2', '2026-03-21T15:00:00Z'))
  })

  test('(16) a skip moves on from the scheduled date, whenever it is said', ({ assert }) => {
    assert.equal(afterSkipping(series('FREQ=DAILY', '2026-03-02'), '2026-03-02'), '2026-03-03')
    const after = series('FREQ=DAILY;INTERVAL=3', '2026-03-02', 'after_completion')
    assert.equal(afterSkipping(after, '2026-03-02~1'), '2026-03-05~2')
  })

  test('(18) this and following: the rule is cut before the key, and COUNT is shared out', ({
    assert,
  }) => {
    const ended = splitAt(series('FREQ=WEEKLY;BYDAY=MO;COUNT=5', '2026-03-02'), '2026-03-16')
    assert.equal(ended.before && formatRule(ended.before), 'FREQ=WEEKLY;BYDAY=MO;COUNT=2')
    assert.equal(formatRule(ended.following), 'FREQ=WEEKLY;BYDAY=MO;COUNT=3')

    const endless = series('FREQ=DAILY', '2026-03-02T09:00')
    const cut = splitAt(endless, '2026-03-09T09:00')
    assert.equal(cut.before && formatRule(cut.before), 'FREQ=DAILY;UNTIL=20260309T125959Z')
    assert.equal(formatRule(cut.following), 'FREQ=DAILY')
    assert.equal([...occurrences(cut.before!, endless.start)].at(-1)?.key, '2026-03-08T09:00')

    const allDay = splitAt(series('FREQ=DAILY;UNTIL=20260401', '2026-03-02'), '2026-03-04')
    assert.equal(allDay.before && formatRule(allDay.before), 'FREQ=DAILY;UNTIL=20260303')
    assert.equal(formatRule(allDay.following), 'FREQ=DAILY;UNTIL=20260401')
  })

  test('(18) at the first occurrence nothing stays before', ({ assert }) => {
    const daily = series('FREQ=DAILY;COUNT=5', '2026-03-02')
    assert.deepEqual(splitAt(daily, '2026-03-02'), { before: null, following: daily.rule })
  })

  test('(18) after completion the numbers of the keys share COUNT out', ({ assert }) => {
    const after = series('FREQ=DAILY;COUNT=5', '2026-03-02', 'after_completion')
    const { before, following } = splitAt(after, '2026-03-20~3')
    assert.deepEqual([before?.count, following.count], [2, 3])
  })

  test('(19) another rule begins with its first date after the last closed key', ({ assert }) => {
    const { rule, start } = series('FREQ=WEEKLY;BYDAY=TH', '2026-03-02')
    assert.equal(next(rule, start, '2026-03-09')?.key, '2026-03-12')
  })

  test('(25) an all-day completion counts by the date of the person’s zone', ({ assert }) => {
    const daily = series('FREQ=DAILY', '2026-03-02')
    const closing = { action: 'complete', key: '2026-03-04', at: '2026-03-05T04:00:00Z' } as const
    assert.equal(
      nextInSeries(daily, { ...closing, zone: 'America/Los_Angeles' })?.key,
      '2026-03-05'
    )
    assert.equal(nextInSeries(daily, { ...closing, zone: 'Asia/Tokyo' })?.key, '2026-03-06')
  })
})

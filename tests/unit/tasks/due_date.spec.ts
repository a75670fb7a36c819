import { test } from '@japa/runner'
import { allDay, changeDue, formatDue, moveToDate, timed } from '#app/tasks/due_date'
import { NO_DUE } from '#app/tasks/task'

const PARIS = 'Europe/Paris'

test.group('A due date', () => {
  test('a wall time in a fold is the first of its two instants', ({ assert }) => {
    assert.equal(timed('2026-10-25T02:30:00', PARIS).dueAt, '2026-10-25T00:30:00Z')
  })

  test('a wall time in a gap is the instant that many minutes after the gap began', ({
    assert,
  }) => {
    assert.equal(timed('2026-03-29T02:30:00', PARIS).dueAt, '2026-03-29T01:30:00Z')
  })

  test('an instant is cut to milliseconds, which is what is kept', ({ assert }) => {
    const due = changeDue(NO_DUE, { due_date: '2026-11-21T10:00:00.1239999Z' }, 'UTC')
    assert.deepEqual(
      [due.dueAt, due.dueWall],
      ['2026-11-21T10:00:00.123Z', '2026-11-21T10:00:00.123']
    )
  })

  test('instants and wall times are written as PostgreSQL writes them, so that equal ones are equal', ({
    assert,
  }) => {
    const due = changeDue(NO_DUE, { due_date: '2026-11-21T10:00:00.120Z' }, 'UTC')
    assert.deepEqual(
      [due.dueAt, due.dueWall],
      ['2026-11-21T10:00:00.12Z', '2026-11-21T10:00:00.12']
    )
  })

  for (const [instant, text] of [
    ['2026-10-25T00:30:00Z', '2026-10-25T02:30:00+02:00'],
    ['2026-10-25T01:30:00Z', '2026-10-25T02:30:00+01:00'],
  ] as const) {
    test(`${instant} is answered with the offset that makes it that instant`, ({ assert }) => {
      assert.equal(formatDue(changeDue(NO_DUE, { due_date: instant }, PARIS)), text)
    })
  }

  test('a zone west of Greenwich has a negative offset, a quarter of an hour included', ({
    assert,
  }) => {
    assert.equal(
      formatDue(changeDue(NO_DUE, { due_date: '2026-07-01T00:00:00Z' }, 'America/St_Johns')),
      '2026-06-30T21:30:00-02:30'
    )
    assert.equal(
      formatDue(changeDue(NO_DUE, { due_date: '2026-07-01T00:00:00Z' }, 'Asia/Kathmandu')),
      '2026-07-01T05:45:00+05:45'
    )
  })

  test('an offset with seconds, which RFC 3339 cannot write, is answered in UTC', ({ assert }) => {
    assert.equal(
      formatDue(changeDue(NO_DUE, { due_date: '1971-01-01T00:00:00Z' }, 'Africa/Monrovia')),
      '1971-01-01T00:00:00Z'
    )
  })

  test('a date skipped by a zone ends when the next one there begins', ({ assert }) => {
    // Pacific/Apia went from 29 to 31 December 2011.
    assert.equal(allDay('2011-12-29', 'Pacific/Apia').dueAt, '2011-12-30T09:59:59.999999Z')
  })

  test('moved to its own date it stays as it is, the second instant of a fold too', ({
    assert,
  }) => {
    const due = changeDue(NO_DUE, { due_date: '2026-10-25T01:30:00Z' }, PARIS)
    assert.deepEqual(moveToDate(due, '2026-10-25', PARIS), due)
  })

  test('moved to another date an all-day task stays all-day', ({ assert }) => {
    assert.deepEqual(
      moveToDate(allDay('2026-11-21', PARIS), '2026-11-22', PARIS),
      allDay('2026-11-22', PARIS)
    )
  })

  test('nothing said is no change', ({ assert }) => {
    const due = timed('2026-03-29T02:30:00', PARIS)
    assert.strictEqual(changeDue(due, {}, 'UTC'), due)
  })

  test('the latest date that is taken has an end', ({ assert }) => {
    assert.equal(allDay('9998-12-31', 'Pacific/Honolulu').dueAt, '9999-01-01T09:59:59.999999Z')
  })
})

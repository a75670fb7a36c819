import { test } from '@japa/runner'
import { movedToZone } from '#app/recurrence/move_series'
import { LIVE, type SeriesState } from '#app/recurrence/series'

const DAILY: SeriesState = {
  ...LIVE,
  rule: 'FREQ=DAILY',
  pattern: null,
  startWall: '2026-07-01T18:00',
  timezone: 'Europe/Paris',
  mode: 'fixed',
}

test.group('A series in another zone', () => {
  test('changes nothing but its zone, when it has no end', ({ assert }) => {
    assert.deepEqual(movedToZone(DAILY, 'Asia/Tokyo'), { ...DAILY, timezone: 'Asia/Tokyo' })
    const counted = { ...DAILY, rule: 'FREQ=DAILY;COUNT=5' }
    assert.deepEqual(movedToZone(counted, 'Asia/Tokyo'), { ...counted, timezone: 'Asia/Tokyo' })
  })

  for (const [until, zone, moved] of [
    ['20261231T225959Z', 'Asia/Tokyo', '20261231T145959Z'],
    ['20261231T225959Z', 'America/New_York', '20270101T045959Z'],
    ['20260701T155959Z', 'Asia/Kathmandu', '20260701T121459Z'],
  ]) {
    test(`UNTIL=${until} in Paris is ${moved} in ${zone}`, ({ assert }) => {
      const series = { ...DAILY, rule: `FREQ=DAILY;UNTIL=${until}` }
      assert.equal(movedToZone(series, zone!).rule, `FREQ=DAILY;UNTIL=${moved}`)
    })
  }

  test('there and back it is what it was', ({ assert }) => {
    const series = { ...DAILY, rule: 'FREQ=DAILY;UNTIL=20261231T225959Z' }
    assert.deepEqual(movedToZone(movedToZone(series, 'Asia/Tokyo'), 'Europe/Paris'), series)
  })

  for (const [end, date] of [
    ['2026-12-31', '2026-12-31'],
    ['2026-12-31T23:30:00Z', '2027-01-01'],
    ['2026-12-31T23:30:00', '2026-12-31'],
  ]) {
    test(`an end on ${end} is the date ${date}`, ({ assert }) => {
      const series = { ...DAILY, pattern: { frequency: 'daily' as const, end_date: end } }
      assert.equal(movedToZone(series, 'Asia/Tokyo').pattern?.end_date, date)
    })
  }

  test('all-day it has none, and stays', ({ assert }) => {
    const series = { ...DAILY, startWall: '2026-07-01', timezone: null }
    assert.deepEqual(movedToZone(series, 'Asia/Tokyo'), series)
  })
})

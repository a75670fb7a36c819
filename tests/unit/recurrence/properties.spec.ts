import { test } from '@japa/runner'
import {
  checkOccurs,
  formatRule,
  missedBetween,
  next,
  occurrences,
  parseRule,
  placeOf,
  RecurrenceError,
  type Occurrence,
  type Rule,
  type Start,
} from '#app/recurrence/engine/index'
import { work } from '#app/recurrence/engine/work'
import { plainExpansion } from './support/plain_expansion.js'
import { Random } from './support/random.js'
import { randomDate, randomRule } from './support/random_rule.js'

interface Case {
  text: string
  rule: Rule
  start: Start
}

/** Random rules that occur, always the same ones. */
function cases(count: number, seed: number): Case[] {
  const random = new Random(seed)
  const found: Case[] = []
  while (found.length < count) {
    const { text, allDay, start } = randomRule(random)
    const rule = parseRule(text, { allDay })
    if (occurs(rule, start)) found.push({ text, rule, start })
  }
  return found
}

function occurs(rule: Rule, start: Start) {
  try {
    checkOccurs(rule, start)
    return true
  } catch (error) {
    if (error instanceof RecurrenceError) return false
    throw error
  }
}

const position = ({ at, key }: Occurrence) => at ?? key
const moment = (random: Random, start: Start) =>
  randomDate(random, 1970, 2120) + (start.zone === null ? '' : 'T07:45:00Z')
const name = ({ text, start }: Case) => `${text} from ${start.wall} ${start.zone ?? ''}`

test.group('Recurrence: what holds for every rule', () => {
  test('what was missed is what lies between, without a walk', ({ assert }) => {
    for (const { text, rule, start } of cases(300, 11)) {
      const keys = [...occurrences(rule, start, { limit: 40 })].map(({ key }) => key)
      const [closed = '', following = ''] = [keys.at(0), keys.at(-1)]
      const missed = missedBetween({ rule, start, mode: 'fixed' }, closed, following)
      assert.equal(missed, Math.max(0, keys.length - 2), text)
    }
    const start = { wall: '1970-01-01T09:00', zone: 'Europe/Paris' }
    const daily = {
      rule: parseRule('FREQ=DAILY', { allDay: false }),
      start,
      mode: 'fixed' as const,
    }
    const before = work.rounds
    assert.equal(missedBetween(daily, start.wall, '1990-01-01T08:00:00Z'), 7304)
    assert.isBelow(work.rounds - before, 10)
  })

  test('wall times are those of a plain reading of RFC 5545', ({ assert }) => {
    for (const one of cases(500, 1)) {
      const endless = { ...one.rule, count: null, until: null }
      // In UTC every wall time is an instant of its own.
      const start = { wall: one.start.wall, zone: one.start.zone && 'UTC' }
      const lastYear = Number(start.wall.slice(0, 4)) + 4
      const keys = [...occurrences(endless, start, { limit: 1000 })].map(({ key }) => key)
      const expected = plainExpansion(endless, start.wall, lastYear)
        .slice(0, 1000)
        .map((wall) => wall.slice(0, start.zone ? 16 : 10))
      const within = keys.filter((key) => Number(key.slice(0, 4)) <= lastYear)
      assert.deepEqual(within, expected, name(one))
    }
  }).timeout(30_000)

  test('occurrences ascend and none comes twice', ({ assert }) => {
    for (const one of cases(300, 2)) {
      const found = [...occurrences(one.rule, one.start, { limit: 60 })].map(position)
      assert.isAbove(found.length, 0, name(one))
      found.slice(1).forEach((at, i) => assert.isTrue(at > found[i]!, `${name(one)}: ${at}`))
    }
  })

  test('next is strictly after its moment, and the first of the occurrences after it', ({
    assert,
  }) => {
    const random = new Random(3)
    for (const one of cases(500, 3)) {
      const after = moment(random, one.start)
      const found = next(one.rule, one.start, after)
      if (found) assert.isTrue(position(found) > after, name(one))
      const [listed = null] = occurrences(one.rule, one.start, { after, limit: 1 })
      assert.deepEqual(found, listed, name(one))
    }
  })

  test('stepping with next walks the same way as listing', ({ assert }) => {
    for (const one of cases(200, 4)) {
      const listed = [...occurrences(one.rule, one.start, { limit: 25 })]
      const stepped = listed.slice(0, -1).map((from) => next(one.rule, one.start, position(from)))
      assert.deepEqual(stepped, listed.slice(1), name(one))
      const byKey = listed.slice(0, -1).map((from) => next(one.rule, one.start, from.key))
      assert.deepEqual(byKey, listed.slice(1), name(one))
    }
  })

  test('a window is a filter of the whole', ({ assert }) => {
    const random = new Random(5)
    for (const one of cases(200, 5)) {
      const whole = [...occurrences(one.rule, one.start, { limit: 400 })]
      const after = position(random.pick(whole))
      const before = position(random.pick(whole))
      const window = [...occurrences(one.rule, one.start, { after, before })]
      const filtered = whole.filter((each) => position(each) > after && position(each) < before)
      assert.deepEqual(window, filtered, name(one))
    }
  })

  test('a rule that is written reads back as the same rule', ({ assert }) => {
    for (const { rule, start, text } of cases(1000, 6)) {
      const written = formatRule(rule)
      const allDay = start.zone === null
      assert.deepEqual(parseRule(written, { allDay }), rule, text)
      assert.equal(formatRule(parseRule(written, { allDay })), written)
    }
  })

  test('COUNT ends after as many wall times, and places count them', ({ assert }) => {
    for (const one of cases(200, 7)) {
      const start = { wall: one.start.wall, zone: one.start.zone && 'UTC' }
      const endless = { ...one.rule, count: null, until: null }
      const keys = [...occurrences(endless, start, { limit: 30 })].map(({ key }) => key)
      const counted = { ...endless, count: 30 }
      assert.deepEqual(
        [...occurrences(counted, start)].map(({ key }) => key),
        keys,
        name(one)
      )
      assert.deepEqual(
        keys.map((key) => placeOf(endless, start, key)),
        keys.map((_, at) => at + 1),
        name(one)
      )
    }
  })
})

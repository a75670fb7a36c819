import { test } from '@japa/runner'
import { next, RecurrenceError, ruleFor } from '#app/recurrence/engine/index'
import { work } from '#app/recurrence/engine/work'
import { Random } from './support/random.js'
import { randomRule } from './support/random_rule.js'

/**
 * Rounds of the engine's search that one rule may cost, from its text to its next date. A round is less than 100 ns, so this is far
 * below 50 ms on any machine, and no test has to look at a watch.
 */
const MOST_ROUNDS = 100_000

const PIECES = [
  ...[
    'FREQ=',
    'DAILY',
    'SECONDLY',
    ';',
    '=',
    ',',
    '-',
    '+',
    '0',
    '1',
    '99999999999999999999',
    '-1',
  ],
  ...['BYDAY=', 'MO', '-53SU', 'BYSETPOS=', 'BYMONTHDAY=', 'UNTIL=', '20260230T000000Z', 'COUNT='],
  ...['INTERVAL=1000', 'BYHOUR=', '\n', '\u0000', '𝔘', 'ß', ' ', 'RRULE:', 'EXDATE:', 'null', '%'],
]

/** A valid rule with one to four mistakes, or nothing but pieces. */
function malformed(random: Random): string {
  if (random.chance(0.2)) return random.some(25, () => random.pick(PIECES)).join('')
  let text = randomRule(random).text
  for (let mistakes = random.whole(1, 4); mistakes > 0; mistakes--) {
    const at = random.whole(0, text.length)
    const cut = random.whole(0, 4)
    text =
      text.slice(0, at) + (random.chance(0.6) ? random.pick(PIECES) : '') + text.slice(at + cut)
  }
  return text
}

test.group('Recurrence: rules that somebody made up', () => {
  test('10,000 of them end soon, with a rule or with the documented error', ({ assert }) => {
    const random = new Random(11)
    const counts = { accepted: 0, refused: 0 }
    for (let i = 0; i < 10_000; i++) {
      const text = malformed(random)
      const { start } = randomRule(random)
      work.rounds = 0
      try {
        const rule = ruleFor(text, start)
        next(rule, start, start.zone === null ? '2140-01-01' : '2140-01-01T00:00:00Z')
        counts.accepted++
      } catch (error) {
        assert.instanceOf(error, RecurrenceError, `${JSON.stringify(text)}: ${String(error)}`)
        counts.refused++
      }
      assert.isBelow(work.rounds, MOST_ROUNDS, JSON.stringify(text))
    }
    assert.isAbove(counts.accepted, 100)
    assert.isAbove(counts.refused, 5000)
  })

  test('10,000 valid rules end soon too', ({ assert }) => {
    const random = new Random(12)
    let most = 0
    for (let i = 0; i < 10_000; i++) {
      const { text, start } = randomRule(random)
      work.rounds = 0
      try {
        const rule = ruleFor(text, start)
        next(rule, start, start.zone === null ? '2140-01-01' : '2140-01-01T00:00:00Z')
      } catch (error) {
        assert.instanceOf(error, RecurrenceError, text)
      }
      most = Math.max(most, work.rounds)
    }
    assert.isBelow(most, MOST_ROUNDS)
  })
})

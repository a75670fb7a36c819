import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import { first, ruleFor } from '#app/recurrence/engine/index'
import { clock, useClock } from '#app/shared/clock'
import { parseQuickAdd } from '#app/tasks/quick_add/quick_add'
import { understand } from '#app/tasks/understood'
import { pageNow } from '#app/tasks/pages/due_words'
import { chipsOf } from '#app/tasks/pages/understood_chips'
import { addedWords } from '#app/tasks/pages/understood_words'

const ZONE = 'Europe/Paris'
const FILE = new URL('../../vectors/quickadd-public.jsonl', import.meta.url)

test.group('What is understood, in words', (group) => {
  group.each.setup(() => {
    useClock({ nowMs: () => Date.parse('2026-11-21T09:00:00Z') }) // a Saturday, 10:00 in Paris
    return () => useClock()
  })

  const added = (text: string) => {
    const understood = understand({ text }, ZONE)
    return addedWords(understood.title, understood, pageNow(clock.nowMs(), ZONE))
  }
  const chips = (text: string, ignore: { start: number; end: number }[] = []) =>
    chipsOf({ text, ignore }, understand({ text, ignore }, ZONE), pageNow(clock.nowMs(), ZONE)).map(
      ({ words, stretch, off }) => [words, stretch && text.slice(...range(stretch)), off] as const
    )
  const range = (stretch: string) => stretch.split('-').map(Number) as [number, number]

  for (const [text, said] of [
    ['Buy milk', 'Buy milk added.'],
    ['Buy milk today', 'Buy milk added: today.'],
    ['Buy milk tonight', 'Buy milk added: today 19:00.'],
    ['Call Zoë in 2 hours', 'Call Zoë added: today 12:00.'],
    ['Call Zoë tomorrow 5pm p1', 'Call Zoë added: tomorrow 17:00, urgent.'],
    ['Pay 2027-01-05', 'Pay added: Tue 5 Jan 2027.'],
    ['Rent every month on the 1st', 'Rent added: every month on the 1st, next Tue 1 Dec.'],
    ['Water every! 3 days', 'Water added: 3 days after I finish it, next today.'],
    [
      'Stand-up every weekday 9am until dec 18',
      'Stand-up added: every weekday, until Fri 18 Dec, next Mon 23 Nov 09:00.',
    ],
    ['Gym every mon for 3 times', 'Gym added: every week on Monday, 3 times, next Mon 23 Nov.'],
  ] as const) {
    test(`${text} → ${said}`, ({ assert }) => {
      assert.equal(added(text), said)
    })
  }

  for (const [text, expected] of [
    ['Buy milk', []],
    ['Call at 5pm', ['today 17:00']],
    ['Call on friday at 5pm', ['Fri 27 Nov', '17:00']],
    ['Call tonight', ['today 19:00']],
    ['Rent every month on the 1st', ['every month on the 1st', 'Tue 1 Dec']],
    ['Rent every month on the 1st 9am', ['every month on the 1st', 'Tue 1 Dec', '09:00']],
    ['Gym every morning', ['every day', 'tomorrow 09:00']],
    ['Gym every mon starting dec 1', ['every week on Monday', 'Mon 7 Dec']],
    ['Gym daily until dec 18 at 9am', ['every day', 'tomorrow', 'until Fri 18 Dec', '09:00']],
    ['Gym #Sport daily for 1 time !low', ['Sport', 'every day', 'today', 'once', 'low']],
  ] as const) {
    test(`${text} has chips for ${expected.join(', ') || 'nothing'}`, ({ assert }) => {
      assert.deepEqual(
        chips(text).map(([words]) => words),
        [...expected]
      )
    })
  }

  test('every chip but the first date of a recurrence can be taken off by its own stretch', ({
    assert,
  }) => {
    assert.deepEqual(chips('Rent every month on the 1st #home'), [
      ['every month on the 1st', 'every month on the 1st', false],
      ['Tue 1 Dec', null, false],
      ['home', '#home', false],
    ])
  })

  test('what was taken off is a chip with its own words', ({ assert }) => {
    assert.deepEqual(chips('Call Tom !high', [{ start: 5, end: 8 }]), [
      ['Tom', 'Tom', true],
      ['high', '!high', false],
    ])
  })

  test('every recurrence of the vectors is one that the engine takes, due where it begins', ({
    assert,
  }) => {
    const lines = readFileSync(FILE, 'utf8').split('\n').filter(Boolean)
    let recurring = 0
    for (const { text, now, tz } of lines.map((line) => JSON.parse(line))) {
      const { due, recurrence } = parseQuickAdd(text, { now, zone: tz })
      if (!due || !recurrence) continue
      const start =
        due.kind === 'date'
          ? { wall: due.date, zone: null }
          : { wall: due.wall.slice(0, 16), zone: tz }
      assert.equal(first(ruleFor(recurrence.rrule, start), start)?.key, start.wall, text)
      recurring++
    }
    assert.isAbove(recurring, 20)
  })
})

import { test } from '@japa/runner'
import { isPlainDate } from '#app/shared/time'
import { parseQuickAdd, type QuickTask } from '#app/tasks/quick_add/quick_add'

const LINES = 10_000
const RRULE =
  /^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;INTERVAL=([2-9]|[1-9]\d{1,2}|1000))?(;BYMONTH=([1-9]|1[0-2]))?(;BYMONTHDAY=[\d,-]+)?(;BYDAY=[A-Z\d,-]+)?(;BYSETPOS=(-1|[1-5]))?(;COUNT=[1-9]\d{0,3}|;UNTIL=\d{8}(T\d{6}Z)?)?$/

const FRAGMENTS =
  `every|ev|every!|!|,|.|and|on|at|by|@|the|of|in|for|from|starting|until|next|this|last|first|2nd|second|15th
31st|other|day|days|week|weeks|month|months|quarter|year|each|weekday|workday|weekend|mon|tuesday|fri,|sat|sun|jan
march|may|feb|29|30|31|2|3|10|0|9999|1001|2026|2028-02-29|2026-13-01|4/1|27/4/2026|31/31/2026|today|tod|tomorrow|tom
tonight|noon|midnight|morning|evening|night|5pm|12am|17:45|24:00|pm|am|hour|hours|min|30min|an|a|half|times|mid|end
daily|monthly|hourly|#tag|#1|#möbel|!high|!low|p1|p5|+5|+|"|“|”|Buy|milk|ann@example.com|https://example.com/today|…
日本語|🎉|tomorrow,|every!,|mon,wed,fri|2,15,27|due|:|Tom|Mon.|p.m.|each|8|-|@friday|ending|from now|constructor`.split(
    /[|\n]/
  )
const GAPS = [' ', ' ', ' ', ' ', '  ', '\t', '\u00a0', '']
const MOMENTS = [
  ['2026-03-04T15:00:00Z', 'America/New_York'],
  ['2026-03-08T06:59:59.999Z', 'America/New_York'],
  ['2026-10-25T00:30:00Z', 'Europe/Paris'],
  ['2028-02-29T11:00:00Z', 'Pacific/Auckland'],
  ['2026-12-31T23:59:59Z', 'UTC'],
  ['2011-12-29T20:00:00Z', 'Pacific/Apia'],
  ['9998-12-30T20:00:00Z', 'Asia/Tokyo'],
  ['1970-01-02T00:00:00Z', 'America/Los_Angeles'],
] as const

/** Numbers from 0 to 1 that are the same on every run (mulberry32). */
function sequence(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const random = sequence(20_260_304)
const pick = <T>(choices: readonly T[]) => choices[Math.floor(random() * choices.length)]!
const times = <T>(most: number, make: () => T) =>
  Array.from({ length: 1 + Math.floor(random() * most) }, make)
const fromGrammar = () => times(14, () => pick(FRAGMENTS) + pick(GAPS)).join('')
/** Any UTF-16 units, halves of surrogate pairs among them. */
const fromUnicode = () =>
  times(60, () => String.fromCharCode(Math.floor(random() * (random() < 0.5 ? 128 : 65_536)))).join(
    ''
  )

/** What is wrong with a reading; undefined when nothing is. */
function fault(text: string, { title, due, recurrence, spans }: QuickTask): string | undefined {
  let end = 0
  for (const span of spans) {
    if (span.start < end || span.end <= span.start) return 'spans overlap'
    if (span.text !== text.slice(span.start, span.end)) return 'a span is not its slice'
    end = span.end
  }
  if (title === '' && text.trim() !== '') return 'no title'
  if (title !== title.trim() || /\s\s|[^\S ]/.test(title)) return 'white space'
  if (due && !isPlainDate(due.kind === 'date' ? due.date : due.wall.slice(0, 10))) return 'date'
  if (due?.kind === 'time' && !/T([01]\d|2[0-3]):[0-5]\d:00$/.test(due.wall)) return 'wall time'
  if (recurrence && !due) return 'a recurrence without a first occurrence'
  if (recurrence && !RRULE.test(recurrence.rrule)) return `not canonical: ${recurrence.rrule}`
  return spans.length === 0 && title !== text.replaceAll(/\s+/g, ' ').trim() ? 'words' : undefined
}

/** Words, without the marks and dashes that may go with a part. */
const wordsOf = (text: string) => text.split(/[\s,;.!?:]+/).filter((word) => !/^[-–—]*$/.test(word))

test.group('Quick add, whatever is typed', () => {
  for (const [name, line] of [
    ['lines of fragments', fromGrammar],
    ['lines of any characters', fromUnicode],
  ] as const) {
    test(`${LINES} ${name} are read without fault`, ({ assert }) => {
      for (let count = 0; count < LINES; count++) {
        const text = line()
        const [now, zone] = pick(MOMENTS)
        const where = `${JSON.stringify(text)} at ${now} in ${zone}`
        const task = parseQuickAdd(text, { now, zone })
        assert.isUndefined(fault(text, task), where)
        assert.deepEqual(parseQuickAdd(text, { now, zone }), task, where)
      }
    }).timeout(60_000)
  }

  test('no word is lost: each is in the title or in a span', ({ assert }) => {
    for (let count = 0; count < 2000; count++) {
      const text = fromGrammar()
      const [now, zone] = pick(MOMENTS)
      const { title, spans } = parseQuickAdd(text, { now, zone })
      let rest = text
      for (const { start, end } of spans.toReversed()) {
        rest = `${rest.slice(0, start)} ${rest.slice(end)}`
      }
      const left = wordsOf(rest)
      assert.deepEqual(wordsOf(title), left.length > 0 ? left : wordsOf(text), text)
    }
  })

  test('with every span taken off again and again, the title is the text', ({ assert }) => {
    for (let count = 0; count < 1000; count++) {
      const text = fromGrammar()
      const [now, zone] = pick(MOMENTS)
      const ignore: { start: number; end: number }[] = []
      let task = parseQuickAdd(text, { now, zone })
      for (let round = 0; task.spans.length > 0; round++) {
        assert.isBelow(round, 40, text)
        for (const { start, end } of task.spans) ignore.push({ start, end })
        task = parseQuickAdd(text, { now, zone, ignore })
      }
      assert.equal(task.title, text.replaceAll(/\s+/g, ' ').trim())
      assert.isNull(task.due)
    }
  })

  test('the reading does not depend on the case of the letters', ({ assert }) => {
    for (let count = 0; count < 2000; count++) {
      const text = fromGrammar()
      const upper = text.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase())
      const [now, zone] = pick(MOMENTS)
      const [as, asUpper] = [
        parseQuickAdd(text, { now, zone }),
        parseQuickAdd(upper, { now, zone }),
      ]
      assert.deepEqual([asUpper.due, asUpper.recurrence], [as.due, as.recurrence], text)
    }
  })

  for (const fragment of [
    'every mon, ',
    '"',
    '“',
    '1st and ',
    'every ',
    '#a',
    ',',
    'in the ',
    'a,',
    '! ',
    '- ',
    'Tom ',
    'tomorrow - ',
    'at 8 ',
    'evening 5pm ',
  ]) {
    test(`100,000 times ${JSON.stringify(fragment)} is read in one pass`, ({ assert }) => {
      // Work that grows with the square of the length would take minutes, and end in the test's timeout.
      const [now, zone] = MOMENTS[0]
      assert.isNotEmpty(parseQuickAdd(fragment.repeat(100_000), { now, zone }).title)
    })
  }
})

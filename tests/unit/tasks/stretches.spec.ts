import { test } from '@japa/runner'

interface Stretches {
  movedStretches(stretches: string, before: string, now: string): string
}

/** Plain JavaScript of the pages. */
const stretches = (): Promise<Stretches> =>
  import(new URL('../../../resources/js/stretches.js', import.meta.url).href)

test.group('Stretches of a line that is being edited', () => {
  for (const [what, before, now, moved] of [
    ['stay where they are when more is typed behind them', 'Call Tom', 'Call Tom today', '5-8'],
    ['go along with what is typed before them', 'Call Tom', 'Really call Tom', '12-15'],
    ['go back with what is deleted before them', 'Really call Tom', 'Tom', '0-3'],
    ['are gone when their words are typed over', 'Call Tom now', 'Call Ann now', ''],
    ['are gone when something is typed into them', 'Call Tom now', 'Call T.om now', ''],
    ['are gone when their word goes on', 'Call Tom', 'Call Tomorrow', ''],
    ['stay when a mark closes them', 'Call Tom', 'Call Tom,', '5-8'],
    ['are gone with a text that is replaced', 'Call Tom', '', ''],
    ['stay when the text stays', 'Call Tom', 'Call Tom', '5-8'],
  ] as const) {
    test(`${what}: ${before} → ${now}`, async ({ assert }) => {
      const { movedStretches } = await stretches()
      const at = before.indexOf('Tom')
      assert.equal(movedStretches(`${at}-${at + 3}`, before, now), moved)
    })
  }

  test('several are moved each on its own', async ({ assert }) => {
    const { movedStretches } = await stretches()
    assert.equal(movedStretches('0-3 10-13', 'tom meets sun', 'tom never meets sun'), '0-3 16-19')
  })

  test('none are none', async ({ assert }) => {
    assert.equal((await stretches()).movedStretches('', 'a', 'ab'), '')
  })
})

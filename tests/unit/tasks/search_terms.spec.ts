import { test } from '@japa/runner'
import { parseSearch, withinOneTypo } from '#app/tasks/search_terms'

const said = (q: string) =>
  parseSearch(q).map(
    ({ text, phrase, excluded }) => `${excluded ? '-' : ''}${phrase ? `"${text}"` : text}`
  )

test.group('What a search says', () => {
  for (const [q, terms] of [
    ['water tomatoes', ['water', 'tomatoes']],
    ['  water\t\ntomatoes ', ['water', 'tomatoes']],
    ['"water the tomatoes" now', ['"water the tomatoes"', 'now']],
    ['-roses', ['-roses']],
    ['-"the roses"', ['-"the roses"']],
    ['"never closed', ['"never closed"']],
    ['-', []],
    ['--', []],
    ['""', []],
    ['?! ...', []],
    ['re-cut', ['re-cut']],
    ["Ada's", ["Ada's"]],
    ['', []],
  ] as const) {
    test(JSON.stringify(q), ({ assert }) => {
      assert.deepEqual(said(q), [...terms])
    })
  }

  test('no more than sixteen terms are looked for', ({ assert }) => {
    assert.lengthOf(said('a '.repeat(100)), 16)
  })
})

test.group('One typo', () => {
  for (const [typed, word] of [
    ['milk', 'milk'],
    ['mlik', 'milk'],
    ['mik', 'milk'],
    ['millk', 'milk'],
    ['mill', 'milk'],
    ['ilk', 'milk'],
    ['imlk', 'milk'],
    ['zurihc', 'zurich'],
    ['🍅🌱ab', '🌱🍅ab'],
  ]) {
    test(`${typed} may be ${word}`, ({ assert }) => {
      assert.isTrue(withinOneTypo(typed!, word!))
    })
  }

  for (const [typed, word] of [
    ['mkil', 'milk'],
    ['mlki', 'milk'],
    ['mi', 'milk'],
    ['kilm', 'milk'],
    ['zirihc', 'zurich'],
  ]) {
    test(`${typed} is not ${word}`, ({ assert }) => {
      assert.isFalse(withinOneTypo(typed!, word!))
    })
  }
})

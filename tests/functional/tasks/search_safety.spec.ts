import { test } from '@japa/runner'
import { anApiUser, type ApiUser, ok } from '#tests/support/api'
import { aTag, aTask, found, tasksTitled } from '#tests/support/factories'

const PIECES = [
  '"',
  '""',
  '-"',
  "'",
  "''",
  '\\',
  '\\\\',
  '&',
  '|',
  '!',
  '(',
  ')',
  ':*',
  ':',
  '*',
  '<->',
  '<2>',
  '-',
  '--',
  ' ',
  '  ',
  '\t',
  '\n',
  '%',
  '_',
  '$$',
  '?',
  ':q',
  '::text',
  '\u0000',
  '\ufeff',
  '\u200d',
  '🍅',
  '👩‍🌾',
  'é',
  'e\u0301',
  'ß',
  'İ',
  'ﬁ',
  'مرحبا',
  '中文',
  '\ud83c',
  'tomato',
  'Zürich',
  'zurihc',
  'x'.repeat(60),
  '1e5',
  '3.14',
  '2026-11-21',
  'http://a.b/c?d=e',
  'a@b.example',
  '<b>',
  '</script>',
  ';--',
]

/** A small generator with a seed, so that a failure can be repeated. */
function pieces(seed: number) {
  let state = seed
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  return Array.from({ length: 1 + next(12) }, () => PIECES[next(PIECES.length)]).join('')
}

test.group('Search: any input is safe', () => {
  test('500 strings of quotes, operators, emoji and NUL are answered, never with an error of ours', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    await tasksTitled(ada, 'Tomatoes in Zürich', 'x'.repeat(60), '1e5 3.14')
    const inputs = Array.from({ length: 500 }, (_, seed) => pieces(seed))
    const unsafe: string[] = []
    const ask = async (q: string, index: number) => {
      const path = index % 2 ? '/tasks/search' : '/tasks'
      const { status } = await ada.get(`${path}?q=${encodeURIComponent(q.toWellFormed())}`)
      if (status !== 200 && !(status === 422 && q.includes('\u0000'))) {
        unsafe.push(`${status} ${JSON.stringify(q)}`)
      }
    }
    for (let start = 0; start < inputs.length; start += 20) {
      await Promise.all(inputs.slice(start, start + 20).map(ask))
    }
    assert.deepEqual(unsafe, [])
  }).timeout(60_000)

  for (const [what, query] of [
    ['bytes that are no UTF-8', 'q=%FF%FE'],
    ['a lone per cent sign', 'q=100%'],
    ['a plus', 'q=a+b'],
    ['500 characters', `q=${'ab '.repeat(166)}`],
    ['one word of 500 characters', `q=${'a'.repeat(500)}`],
    ['more words than anybody types', `q=${'a b c d '.repeat(60)}`],
  ] as const) {
    test(`${what} are answered`, async ({ assert }) => {
      const ada = await anApiUser()
      await tasksTitled(ada, 'a'.repeat(39))
      assert.equal((await ada.get(`/tasks/search?${query}`)).status, 200)
    })
  }

  test('NUL is refused, naming the field', async ({ assert }) => {
    const ada = await anApiUser()
    const { status, body } = await ada.get('/tasks/search?q=a%00b')
    assert.deepEqual([status, body.errors[0].field], [422, 'q'])
  })

  test('words with quotes and operators are found as text', async ({ assert }) => {
    const ada = await anApiUser()
    await tasksTitled(ada, "Ada's list & more | !things (a:*)")
    assert.lengthOf(
      await found(ada, `/tasks/search?q=${encodeURIComponent("ada's & | !things (a:*)")}`),
      1
    )
  })
})

test.group('Search: other people', () => {
  const search = (by: ApiUser, q: string) => found(by, `/tasks/search?q=${encodeURIComponent(q)}`)

  test("other people's tasks are never found", async ({ assert }) => {
    const [ada, ben] = [await anApiUser(), await anApiUser()]
    await aTask(ben, { title: 'Zürich', tags: ['orchard'], description: 'tomatoes' })
    const hits = []
    for (const q of ['zurich', 'orchard', 'tomatoes', 'zurihc', '-bern']) {
      hits.push(...(await search(ada, q)))
    }
    assert.deepEqual(hits, [])
  })

  test("other people's words neither help nor hinder", async ({ assert }) => {
    const [ada, ben] = [await anApiUser(), await anApiUser()]
    await tasksTitled(ada, 'Zürich')
    await tasksTitled(ben, 'zurihc', 'zurihc', 'zurihc', 'zurihc', 'zurihc', 'zurihc')
    assert.deepEqual(await search(ada, 'zurihc'), ['Zürich'])
  })

  test("other people's tags of the same name do not count", async ({ assert }) => {
    const [ada, ben] = [await anApiUser(), await anApiUser()]
    await aTask(ada, { title: 'mine', tags: ['garden'] })
    const theirs = await aTag(ben, 'garden')
    await ok(ben.patch(`/tags/${theirs.id}`, { name: 'meadow' }))
    assert.deepEqual(await search(ada, 'garden'), ['mine'])
  })
})

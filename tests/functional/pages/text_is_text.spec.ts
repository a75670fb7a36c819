import { test } from '@japa/runner'
import { renderMarkdown } from '#app/tasks/markdown'
import { makePerson } from '#tests/support/people'
import { titlesOf } from '#tests/support/page'
import { giveTask } from '#tests/support/tasks'
import { Visitor } from '#tests/support/visitor'

const ATTACKS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)' x='",
  '</title><svg/onload=alert(1)>',
  '</textarea><script>alert(1)</script>',
  '{{ 7777 * 7777 }} {{{ 7777 * 7777 }}} @if(true) x @end',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '<math><mtext><table><mglyph><style><!--</style><img title="--><img src=1 onerror=alert(1)>">',
  '<a href="javascript:alert(1)" x-on:click="alert(1)" x-data="secret">x</a>',
]

const ATTRIBUTE = /[\s/]*([^\s"'=<>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=]+)))?/y

/** The elements of a page, read as a browser does: what stands in quotes is no markup. */
function elementsOf(html: string) {
  return [...html.matchAll(/<([a-z][^\s/>]*)/gi)].map(({ 0: start, 1: name = '', index }) => {
    const attributes: (readonly [name: string, value: string])[] = []
    ATTRIBUTE.lastIndex = index + start.length
    for (let end = ATTRIBUTE.lastIndex; ; end = ATTRIBUTE.lastIndex) {
      const [, key, ...values] = ATTRIBUTE.exec(html) ?? []
      if (!key) {
        return {
          source: html.slice(index, end + 1),
          start: index,
          end,
          name: name.toLowerCase(),
          attributes,
        }
      }
      attributes.push([key.toLowerCase(), values.join('')])
    }
  })
}

const FOREIGN = ['iframe', 'object', 'embed', 'base', 'style', 'math', 'img', 'mglyph']

/** Elements and attributes of a page that would run something, or take a person elsewhere. */
function dangers(html: string): string[] {
  const elements = elementsOf(html)
  const isQuoted = (at: number) => elements.some(({ start, end }) => start < at && at < end)
  return elements
    .filter(({ name, attributes, start }) => {
      if (isQuoted(start)) return false
      if (FOREIGN.includes(name)) return true
      if (name === 'script') {
        return !attributes.some(([key, value]) => key === 'src' && value.startsWith('/assets/'))
      }
      return attributes.some(
        ([key, value]) =>
          /^on|^srcdoc$|^style$/.test(key) ||
          (/^x-on|^@/.test(key) && value.includes('alert')) ||
          (/^(href|src|action|formaction)$/.test(key) &&
            /^\s*(javascript|data|vbscript):/i.test(value))
      )
    })
    .map(({ source }) => source)
}

test.group('What a person typed is shown as text', () => {
  for (const attack of ATTACKS) {
    test(`on every page, whatever it is: ${attack}`, async ({ assert }) => {
      const user = await makePerson({ name: attack.slice(0, 100) })
      const task = await giveTask(user, {
        title: attack,
        description: attack,
        tags: [attack.slice(0, 50).trim()],
      })
      const visitor = await new Visitor().signIn(user)
      const q = encodeURIComponent(attack)
      const pages = [
        '/all',
        `/all?q=${q}`,
        `/all?q=alert`,
        `/all?tags=${q}&sort=${q}&cursor=${q}&due_after=${q}`,
        `/tags/${task.tags[0]!.id}`,
        `/tasks/${task.id}?back=${encodeURIComponent(`/all?q=${attack}`)}`,
        `/tasks/${task.id}/edit?back=%2Fall`,
        '/settings/tags',
        '/settings/profile',
      ]
      for (const page of pages) {
        const { status, body } = await visitor.get(page)
        assert.equal(status, 200, page)
        assert.deepEqual(dangers(body), [], page)
        assert.notInclude(body, '60481729', page)
      }
      assert.deepEqual(titlesOf(await visitor.get('/all')), [attack.replaceAll(/\s+/g, ' ')])
      const said = await visitor.submit(
        '/all',
        { return_to: '/all' },
        `/tasks/${task.id}/completion`
      )
      assert.equal(said.location, '/all')
      assert.deepEqual(dangers((await visitor.get('/all')).body), [])
    })
  }

  test('a refused form shows what was typed as text, too', async ({ assert }) => {
    const user = await makePerson()
    const task = await giveTask(user, 'Water the tomatoes')
    const visitor = await new Visitor().signIn(user)
    for (const attack of ATTACKS) {
      const wrong = {
        title: attack + 'x'.repeat(200),
        description: attack,
        due_date: attack,
        due_time: attack,
        due_timezone: attack,
        new_tags: attack + 'x'.repeat(60),
        priority: attack,
        version: attack,
        tags: [attack],
        return_to: `/tasks/${task.id}?back=/all`,
      }
      const answer = await visitor.submit(
        `/tasks/${task.id}/edit`,
        wrong,
        `/tasks/${task.id}?_method=PUT`
      )
      const { body } = await visitor.get(answer.location!)
      assert.include(body, 'aria-invalid="true"')
      assert.deepEqual(dangers(body), [], attack)
    }
  })
})

test.group('Markdown', () => {
  const cases: [markdown: string, shows: RegExp, never: RegExp][] = [
    ['[x](javascript:alert(1))', /javascript/, /href/],
    ['[x](JaVaScRiPt&colon;alert(1))', /x/, /href="javascript/i],
    ['[x](data:text/html,<script>alert(1)</script>)', /x/, /href|<script/],
    ['[x](vbscript:msgbox)', /x/, /href/],
    ['<javascript:alert(1)>', /javascript/, /href/],
    ['![x](https://tracker.example/pixel.png)', /<a href="https:\/\/tracker\.example/, /<img/],
    ['<img src=x onerror=alert(1)>', /&lt;img/, /<img/],
    ['<details open ontoggle=alert(1)>', /&lt;details/, /<details/],
    ['# One', /<h3>One<\/h3>/, /<h1/],
    ['https://example.org', /rel="noopener noreferrer nofollow"/, /target=/],
    ['[a](https://example.org "onmouseover=alert(1)")', /href="https:\/\/example\.org"/, /title=/],
    ['```html\n<script>alert(1)</script>\n```', /<code>&lt;script/, /<script|class=/],
    ['| a |\n|:-:|\n| <b>x</b> |', /<td>&lt;b/, /style|<b>/],
    ['[x](//evil.example)', /x/, /href="javascript/],
    ['[x]: javascript:alert(1)\n\n[x]', /x/, /href/],
  ]
  for (const [markdown, shows, never] of cases) {
    test(`is made safe: ${markdown}`, ({ assert }) => {
      const html = renderMarkdown(markdown) ?? ''
      assert.match(html, shows)
      assert.notMatch(html, never)
      assert.deepEqual(dangers(html), [])
    })
  }
})

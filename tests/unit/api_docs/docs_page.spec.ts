import { test } from '@japa/runner'
import { curl } from '#app/api_docs/curl'
import { jsonHtml } from '#app/api_docs/json_html'
import { schemaWords } from '#app/api_docs/schema_words'

test.group('The page of the API: examples', () => {
  test('JSON is marked and nothing in it is read as HTML', ({ assert }) => {
    assert.equal(
      jsonHtml({ '<b>': 'a "quote" & <i>', 'n': -1.5, 'none': null }),
      [
        '{',
        '  <span class="json-name">&quot;&lt;b&gt;&quot;</span>: <span class="json-text">&quot;a \\&quot;quote\\&quot; &amp; &lt;i&gt;&quot;</span>,',
        '  <span class="json-name">&quot;n&quot;</span>: <span class="json-value">-1.5</span>,',
        '  <span class="json-name">&quot;none&quot;</span>: <span class="json-value">null</span>',
        '}',
      ].join('\n')
    )
  })

  test('a command is what a shell reads back', ({ assert }) => {
    const command = curl({
      method: 'POST',
      url: 'https://tasks.example.org/api/tasks?q=a b',
      token: true,
      headers: [['If-Match', '"4"']],
      body: { title: "Ada's" },
    })
    assert.equal(
      command,
      [
        'curl -X POST \\',
        "  'https://tasks.example.org/api/tasks?q=a b' \\",
        '  -H "Authorization: Bearer $TOKEN" \\',
        `  -H 'If-Match: "4"' \\`,
        `  -d '{"title":"Ada'\\''s"}'`,
      ].join('\n')
    )
  })
})

test.group('The page of the API: words for shapes', () => {
  const shapes = [
    [{ type: 'string', minLength: 1, maxLength: 200 }, 'text, 1–200 characters'],
    [{ type: ['string', 'null'], maxLength: 9 }, 'text, at most 9 characters or null'],
    [{ type: 'string', enum: ['low', 'high', 'urgent'] }, 'low, high or urgent'],
    [{ type: 'integer', minimum: 1 }, 'whole number, from 1'],
    [
      { type: 'array', maxItems: 4, items: { type: 'boolean' } },
      'list, at most 4 of: true or false',
    ],
    [{ anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] }, 'date or null'],
    [{ $ref: '#/components/schemas/Task' }, 'Task'],
  ] as const

  for (const [schema, words] of shapes) {
    test(`${JSON.stringify(schema)} is “${words}”`, ({ assert }) => {
      assert.equal(schemaWords(structuredClone(schema) as never), words)
    })
  }
})

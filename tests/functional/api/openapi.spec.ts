import { test } from '@japa/runner'
import router from '@adonisjs/core/services/router'
import { apiDocument } from '#app/api_docs/api_document'
import { isMachinePath } from '#app/platform/machine_paths'
import { apiRoutes } from '#app/shared/api_router'
import { assertValid } from '#tests/support/conformance'
import { baseUrl } from '#tests/support/settings'

/** `METHOD /path` of every operation of the document. */
function described(): string[] {
  return Object.entries(apiDocument().document.paths)
    .flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`)
    )
    .sort()
}

/** The same of every route that the router has under /api, but for the sidecar's. */
function registered(): string[] {
  return Object.values(router.toJSON())
    .flat()
    .filter(({ pattern }) => pattern.startsWith('/api/') && !isMachinePath(pattern))
    .flatMap(({ pattern, methods }) =>
      methods
        .filter((method) => method !== 'HEAD')
        .map((method) => `${method} ${pattern.replace('/api', '').replaceAll(/:(\w+)/g, '{$1}')}`)
    )
    .sort()
}

interface MediaType {
  schema: object
  example?: unknown
  examples?: Record<string, { value: unknown }>
}

/** Every schema of the document that comes with examples, with a name to find it by. */
function* examples(): Generator<{ label: string; schema: object; example: unknown }> {
  for (const [path, operations] of Object.entries(apiDocument().document.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const label = `${method} ${path}`
      for (const { name, schema } of (operation.parameters ?? []) as {
        name: string
        schema: { examples?: unknown[] }
      }[]) {
        for (const example of schema.examples ?? []) {
          yield { label: `${label} ${name}`, schema, example }
        }
      }
      const bodies = [['body', operation.requestBody], ...Object.entries(operation.responses)] as [
        string,
        { content?: Record<string, MediaType> }?,
      ][]
      for (const [what, body] of bodies) {
        for (const { schema, example, examples: several = {} } of Object.values(
          body?.content ?? {}
        )) {
          if (example !== undefined) yield { label: `${label} ${what}`, schema, example }
          for (const [name, { value }] of Object.entries(several)) {
            yield { label: `${label} ${what} ${name}`, schema, example: value }
          }
        }
      }
    }
  }
}

test.group('OpenAPI', () => {
  test('every route of the API is in the document, and nothing else is', ({ assert }) => {
    assert.deepEqual(described(), registered())
    assert.isAbove(described().length, 20)
  })

  test('every operation has an id of its own', ({ assert }) => {
    const ids = Object.values(apiDocument().document.paths).flatMap((operations) =>
      Object.values(operations).map(({ operationId }) => operationId)
    )
    assert.lengthOf([...new Set(ids)], ids.length)
  })

  test('every example fits its schema', ({ assert }) => {
    let count = 0
    for (const { label, schema, example } of examples()) {
      assertValid(schema, example, label)
      count++
    }
    assert.isAbove(count, 150)
  })

  test('every operation with a body, and every answer with one, has an example', ({ assert }) => {
    const labels = new Set([...examples()].map(({ label }) => label))
    const without = apiRoutes()
      .filter(({ ability }) => ability !== null)
      .flatMap(({ method, path, body, responses }) => [
        ...(body ? [`${[method].flat()[0]?.toLowerCase()} ${path} body`] : []),
        ...Object.entries(responses).flatMap(([status, { schema }]) =>
          schema ? [`${[method].flat()[0]?.toLowerCase()} ${path} ${status}`] : []
        ),
      ])
      .filter((label) => !labels.has(label))
    assert.deepEqual(without, [])
  })

  test('every reference leads somewhere, and every shape is used', ({ assert }) => {
    const { document, text } = apiDocument()
    const referred = new Set(
      [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name)
    )
    assert.deepEqual([...referred].sort(), Object.keys(document.components.schemas).sort())
  })

  test('each operation says which ability it needs', ({ assert }) => {
    const { paths } = apiDocument().document
    assert.deepEqual(paths['/tasks']?.post?.security, [{ token: ['tasks:write'] }])
    assert.deepEqual(paths['/openapi.json']?.get?.security, [])
  })

  test('lists repeat their parameter', ({ assert }) => {
    const parameters = apiDocument().document.paths['/tasks']?.get?.parameters as { name: string }[]
    assert.containsSubset(
      parameters.find(({ name }) => name === 'tags'),
      { style: 'form', explode: true }
    )
  })

  test('the document is served to everybody, and not sent again while it is the same', async ({
    assert,
  }) => {
    const first = await fetch(`${baseUrl}/api/openapi.json`)
    assert.equal(first.status, 200)
    assert.deepEqual(await first.json(), JSON.parse(apiDocument().text))
    const etag = first.headers.get('etag') ?? ''
    const again = await fetch(`${baseUrl}/api/openapi.json`, { headers: { 'if-none-match': etag } })
    assert.equal(again.status, 304)
    assert.equal(await again.text(), '')
  })
})

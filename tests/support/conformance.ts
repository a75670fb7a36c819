import assert from 'node:assert/strict'
import { type ErrorObject, Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { apiDocument } from '#app/api_docs/api_document'
import { knownTimeZone } from '#app/shared/time'

/** An answer of the API, as far as its description speaks of it. `body` is parsed when it is JSON. */
export interface Answer {
  status: number
  headers: Headers
  body: unknown
}

interface DescribedResponse {
  headers?: Record<string, { required?: boolean; schema: object }>
  content?: Record<string, { schema: object }>
}

/**
 * Fails unless an answer of the API is what its own OpenAPI document promises for the operation: a status that it
 * names, that status' media type, headers and shape, and for a refusal one of the codes that it lists.
 *
 * @param path under `/api` or with it; a query string is left out of account
 */
export function assertConforms(method: string, path: string, answer: Answer) {
  const label = `${method} ${path} → ${answer.status}`
  const response = described(method, path, answer.status, label)
  const [mediaType = ''] = (answer.headers.get('content-type') ?? '').split(';')
  const content = response.content?.[mediaType]
  if (response.content) {
    assert.ok(content, `${label}: ${mediaType || 'no body'} is not described`)
    if (method !== 'HEAD') assertValid(content.schema, answer.body, label)
  } else {
    assert.ok(
      answer.body === undefined || answer.body === '',
      `${label}: has a body that is not described`
    )
  }
  assertHeaders(response, answer.headers, label)
}

/** Fails unless a value fits a schema of the document. */
export function assertValid(schema: object, value: unknown, label: string) {
  const validate = validator(schema)
  assert.ok(
    validate(value),
    `${label}: ${mistakes(validate.errors ?? [])}\n${JSON.stringify(value, null, 2)}`
  )
}

/** The path of the document that an address belongs to, e.g. `/tasks/{id}`; one without parameters first. */
export function pathOf(address: string): string | undefined {
  const [path = ''] = address.replace(/^\/api(?=\/)/, '').split('?')
  const { paths } = apiDocument().document
  if (path in paths) return path
  return Object.keys(paths).find((template) =>
    new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path)
  )
}

function described(
  method: string,
  address: string,
  status: number,
  label: string
): DescribedResponse {
  const { paths } = apiDocument().document
  const operation = paths[pathOf(address) ?? '']?.[method === 'HEAD' ? 'get' : method.toLowerCase()]
  if (!operation) return OUTSIDE[status] ?? assert.fail(`${label}: no such operation is described`)
  return (
    (operation.responses[status] as DescribedResponse) ??
    assert.fail(`${label}: the status is not described`)
  )
}

/** An address or a method that is no operation: the introduction of the document promises these. */
const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
const OUTSIDE: Record<number, DescribedResponse> = {
  404: { content: problem },
  405: { content: problem, headers: { Allow: { required: true, schema: { type: 'string' } } } },
}

function assertHeaders({ headers = {} }: DescribedResponse, sent: Headers, label: string) {
  for (const [name, { required, schema }] of Object.entries(headers)) {
    const value = sent.get(name)
    if (value === null) assert.ok(!required, `${label}: ${name} is missing`)
    else {
      assertValid(
        schema,
        'type' in schema && schema.type === 'integer' ? Number(value) : value,
        `${label} ${name}`
      )
    }
  }
}

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addFormat('timezone', (name: string) => knownTimeZone(name) !== undefined)
const validators = new Map<object, ValidateFunction>()

/** References are resolved against the whole document. */
function validator(schema: object): ValidateFunction {
  const known = validators.get(schema)
  if (known) return known
  const validate = ajv.compile({ ...schema, components: apiDocument().document.components })
  validators.set(schema, validate)
  return validate
}

function mistakes(errors: ErrorObject[]) {
  return errors
    .map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`
    )
    .join('\n')
}

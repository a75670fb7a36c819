import { curl } from '#app/api_docs/curl'
import { jsonHtml } from '#app/api_docs/json_html'
import type { Operation } from '#app/api_docs/operation'
import { inlineHtml } from '#app/api_docs/own_markdown'
import { schemaWords } from '#app/api_docs/schema_words'
import type { JsonSchema } from '#app/shared/json_schema'

interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  description?: string
  schema: JsonSchema
}

interface Content {
  schema: JsonSchema
  example?: unknown
  examples?: Record<string, { value: { detail?: string } }>
}

interface Response {
  description: string
  headers?: Record<string, unknown>
  content?: Record<string, Content>
}

/** A parameter, or a field of a body, as a row. */
export interface FieldRow {
  name: string
  words: string
  required: boolean
  descriptionHtml: string
}

/** One operation as its part of the page shows it; `…Html` is safe to show as it is. */
export function docsOperation(method: string, path: string, operation: Operation, base: string) {
  const parameters = (operation.parameters ?? []) as Parameter[]
  const body = bodyOf(operation)
  const responses = Object.entries(operation.responses) as [string, Response][]
  const answers = responses.filter(([status]) => Number(status) < 400)
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    summary: operation.summary,
    descriptionHtml: (operation.description ?? '')
      .split('\n\n')
      .filter((text) => !text.startsWith('Needs the ability'))
      .map(inlineHtml),
    ability: operation.security[0]?.token?.[0],
    parameters: (['path', 'query', 'header'] as const)
      .map((place) => ({
        title: PLACES[place],
        rows: parameters.filter((one) => one.in === place).map(parameterRow),
      }))
      .filter(({ rows }) => rows.length > 0),
    fields: bodyRows(body?.schema, false),
    readOnly: bodyRows(body?.schema, true).map(({ name }) => name),
    curl: curl(exampleRequest(method, path, parameters, operation, body, base)),
    answers: answers.map(([status, answer]) => answerOf(status, answer)),
    refusals: responses
      .filter(([status]) => Number(status) >= 400)
      .flatMap(([status, answer]) => refusalRows(status, answer)),
  }
}

const PLACES = { path: 'In the path', query: 'In the query', header: 'Headers' }

function bodyOf(operation: Operation): Content | undefined {
  return (operation.requestBody as { content: Record<string, Content> } | undefined)?.content[
    'application/json'
  ]
}

function parameterRow({ name, required = false, description = '', schema }: Parameter): FieldRow {
  return { name, words: schemaWords(schema), required, descriptionHtml: inlineHtml(description) }
}

function bodyRows(schema: JsonSchema | undefined, readOnly: boolean): FieldRow[] {
  return Object.entries(schema?.properties ?? {})
    .filter(([, property]) => (property.readOnly ?? false) === readOnly)
    .map(([name, property]) => ({
      name,
      words: schemaWords(property),
      required: schema?.required?.includes(name) ?? false,
      descriptionHtml: inlineHtml(property.description ?? ''),
    }))
}

function exampleRequest(
  method: string,
  path: string,
  parameters: Parameter[],
  operation: Operation,
  body: Content | undefined,
  base: string
) {
  const example = ({ schema }: Parameter) => String(schema.examples?.[0] ?? '')
  const filled = parameters
    .filter((one) => one.in === 'path')
    .reduce((url, one) => url.replace(`{${one.name}}`, example(one)), path)
  const query = parameters.filter((one) => one.in === 'query' && one.required)
  const search = new URLSearchParams(query.map((one) => [one.name, example(one)])).toString()
  const headers = parameters
    .filter((one) => one.in === 'header')
    .map((one): [string, string] => [one.name, example(one)])
  return {
    method: method.toUpperCase(),
    url: `${base}${filled}${search && `?${search}`}`,
    token: operation.security.length > 0,
    headers: [
      ...headers,
      ...(body ? [['Content-Type', 'application/json'] as [string, string]] : []),
    ],
    ...(body && { body: body.example }),
  }
}

function answerOf(status: string, { description, headers = {}, content = {} }: Response) {
  const [body] = Object.values(content)
  return {
    status,
    descriptionHtml: inlineHtml(description),
    headers: Object.keys(headers),
    exampleHtml: body?.example === undefined ? undefined : jsonHtml(body.example),
  }
}

function refusalRows(status: string, { content = {} }: Response) {
  const examples = content['application/problem+json']?.examples ?? {}
  return Object.entries(examples).map(([code, { value }]) => ({
    status,
    code,
    detail: value.detail ?? '',
  }))
}

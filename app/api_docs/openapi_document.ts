import { createHash } from 'node:crypto'
import { INTRODUCTION } from '#app/api_docs/introduction'
import { operation, type Operation } from '#app/api_docs/operation'
import { VERSION } from '#app/platform/version'
import { methodsOf } from '#app/shared/api_addresses'
import type { ApiRoute } from '#app/shared/api_route'
import type { JsonSchema } from '#app/shared/json_schema'

/** The OpenAPI 3.1 document, as far as this application looks into it itself. */
export interface OpenApiDocument {
  openapi: string
  info: { title: string; version: string; summary: string; description: string }
  servers: { url: string }[]
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, unknown> }
}

/** Describes the routes as OpenAPI 3.1. Everything in it is read off the entries that also register and guard them. */
export function openApiDocument(
  routes: readonly ApiRoute[],
  schemas: Readonly<Record<string, JsonSchema>>
): OpenApiDocument {
  const used = new Set(routes.map((route) => route.tag))
  return {
    openapi: '3.1.1',
    info: {
      title: 'Taskflow API',
      version: VERSION,
      summary: 'Tasks, tags, trash, undo and the account over REST.',
      description: INTRODUCTION,
    },
    servers: [{ url: '/api' }],
    tags: TAGS.filter(({ name }) => used.has(name)),
    paths: paths(routes),
    components: { schemas: { ...schemas, Problem: problem }, securitySchemes: { token } },
  }
}

/** The entity tag of a document's text. */
export function tagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
}

function paths(routes: readonly ApiRoute[]) {
  const found: OpenApiDocument['paths'] = {}
  for (const route of routes) {
    for (const method of methodsOf(route)) {
      const path = (found[route.path] ??= {})
      path[method.toLowerCase()] = operation(route, method)
    }
  }
  return found
}

const TAGS: { name: ApiRoute['tag']; description: string }[] = [
  { name: 'Tasks', description: 'What there is to do: lists, search, changes, the trash.' },
  { name: 'Recurrence', description: 'How tasks repeat: rules in words and dates.' },
  { name: 'Tags', description: 'Names for what belongs together, each person’s own.' },
  { name: 'Undo', description: 'Every change can be taken back for 24 hours.' },
  { name: 'Audit', description: 'What was done, by whom, when and through what.' },
  { name: 'Account', description: 'Whose tasks these are.' },
  { name: 'Documents', description: 'This description, for programs and for people.' },
]

const token = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'tf_…',
  description:
    'An API token: Settings, API tokens, or `npm run ace -- tokens:create`. It has abilities, and none implies another; each operation says which it needs.',
}

const problem: JsonSchema = {
  type: 'object',
  description: 'RFC 9457. Branch on `code`, which is stable; show `detail` to people.',
  properties: {
    type: { type: 'string', const: 'about:blank' },
    title: { type: 'string' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    code: { type: 'string', pattern: '^[a-z_]+$' },
    detail: { type: 'string', description: 'What happened and what to do.' },
    errors: {
      type: 'array',
      description: 'With 422 and 409: each field that is wrong.',
      items: {
        type: 'object',
        properties: {
          field: { type: 'string', description: 'e.g. `title`, or `ids.3` within a list.' },
          rule: { type: 'string', description: 'Stable, like `code`.' },
          message: { type: 'string' },
        },
        required: ['field', 'rule', 'message'],
        additionalProperties: false,
      },
    },
    ability: { type: 'string', description: 'With 403: what the token lacks.' },
    current: { type: 'object', description: 'With 412: the present state.' },
  },
  required: ['type', 'title', 'status', 'code', 'detail'],
  additionalProperties: false,
}

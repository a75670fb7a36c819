import type { ApiMethod, ApiRoute } from '#app/shared/api_route'
import { Problem } from '#app/shared/problem'
import { type ProblemCode, type ProblemKind, PROBLEMS } from '#app/shared/problem_catalogue'
import { problemHeaders } from '#app/api_docs/headers'
import type { JsonSchema } from '#app/shared/json_schema'

/** Every refusal that a route can give with a method: what follows from its entry, and what its action adds. */
export function problemCodes(route: ApiRoute, method: ApiMethod): ProblemCode[] {
  if (route.ability === null) return ['internal_error']
  const writes = method !== 'GET'
  return [
    ...when(writes, 'malformed_body'),
    ...when(route.params, 'malformed_path'),
    ...when(route.conditional, 'if_match_malformed'),
    ...when(isIdempotent(route, method), 'idempotency_key_invalid'),
    'unauthenticated',
    'insufficient_ability',
    ...when(route.params, 'not_found'),
    ...when(isIdempotent(route, method), 'idempotency_in_progress'),
    ...(route.problems ?? []),
    ...when(route.conditional, 'version_mismatch'),
    ...when(writes, 'body_too_large', 'unsupported_media_type'),
    'validation_failed',
    ...when(isIdempotent(route, method) && route.body, 'idempotency_key_reused'),
    'too_many_requests',
    'internal_error',
  ]
}

/** Whether `Idempotency-Key` counts: on POST only. */
export function isIdempotent(route: ApiRoute, method: ApiMethod): boolean {
  return method === 'POST' && route.idempotent === true
}

/** The `responses` of an operation for its refusals, by status. */
export function problemResponses(route: ApiRoute, method: ApiMethod): Record<string, unknown> {
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of problemCodes(route, method)) {
    const { status } = PROBLEMS[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [status, problemResponse(route, codes)])
  )
}

function problemResponse(route: ApiRoute, codes: ProblemCode[]) {
  const kinds: ProblemKind[] = codes.map((code) => PROBLEMS[code])
  return {
    description: [...new Set(kinds.map(({ status }) => MEANINGS[status] ?? 'Refused.'))].join(' '),
    headers: problemHeaders(kinds),
    content: {
      'application/problem+json': {
        schema: problemSchema(route, codes),
        examples: Object.fromEntries(
          codes.map((code) => [code, { value: problemExample(route, code) }])
        ),
      },
    },
  }
}

function problemSchema(route: ApiRoute, codes: ProblemCode[]): JsonSchema {
  const properties: Record<string, JsonSchema> = { code: { enum: codes } }
  if (codes.includes('version_mismatch')) properties.current = currentSchema(route)
  return { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties }] }
}

/** On 412 the document holds the resource as it is now: what the route answers when it succeeds. */
function currentSchema(route: ApiRoute): JsonSchema {
  return success(route)?.schema ?? { type: 'object' }
}

function success(route: ApiRoute) {
  return Object.values(route.responses).find((response) => response.schema)
}

/** A document of the code as the route would send it. */
export function problemExample(route: ApiRoute, code: ProblemCode): unknown {
  const { status, detail, extensions }: ProblemKind = PROBLEMS[code]
  return new Problem(status, code, detail.replace('tasks:write', route.ability ?? ''), {
    extensions: {
      ...extensions,
      ...(code === 'insufficient_ability' && { ability: route.ability }),
      ...(code === 'version_mismatch' && { current: success(route)?.example ?? {} }),
    },
  }).toDocument()
}

const MEANINGS: Record<number, string> = {
  400: 'What was sent cannot be read.',
  401: 'No token, or one that is not in force.',
  403: 'The token lacks the ability.',
  404: 'There is no such thing, or it is somebody else’s.',
  409: 'The present state does not allow it.',
  412: 'It was changed since: the present state comes along.',
  413: 'The body is larger than 1 MB.',
  415: 'The body is not JSON.',
  422: 'A field is wrong; `errors` names each with its rule.',
  429: 'Too many requests: wait as long as `Retry-After` says.',
  500: 'A fault of ours.',
}

function when(condition: unknown, ...codes: ProblemCode[]): ProblemCode[] {
  return condition ? codes : []
}

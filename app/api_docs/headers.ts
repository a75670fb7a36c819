import { IDEMPOTENCY_KEY } from '#app/shared/api_answer'
import type { ApiMethod, ApiResponse, ApiRoute } from '#app/shared/api_route'
import { IF_MATCH } from '#app/shared/etag'
import type { JsonSchema } from '#app/shared/json_schema'
import type { ProblemKind } from '#app/shared/problem_catalogue'

interface Header {
  description: string
  required?: boolean
  schema: JsonSchema
}

const ETAG = '"4"'

/** What answers carry besides their body. */
const HEADERS = {
  'ETag': {
    description: 'The version, for `If-Match`.',
    schema: { type: 'string', examples: [ETAG] },
  },
  'Location': {
    description: 'Where what was made can be read.',
    schema: {
      type: 'string',
      format: 'uri-reference',
      examples: ['/api/tasks/0197b0a2-6c1e-7c40-9b1a-2f6f3e1d5a10'],
    },
  },
  'Taskflow-Undo': {
    description:
      'Takes the change back: `POST /api/undo/{id}`. Absent when nothing changed or it was for good.',
    schema: { type: 'string', format: 'uuid', examples: ['0197b0a3-0d4e-7d2b-a1f0-6b1c2d3e4f50'] },
  },
  'Idempotent-Replayed': {
    description: 'The answer is the one that was given to this `Idempotency-Key` before.',
    schema: { type: 'string', enum: ['true'] },
  },
  'Retry-After': {
    description: 'Seconds to wait.',
    schema: { type: 'integer', minimum: 1, examples: [21] },
  },
  'WWW-Authenticate': {
    description: 'What is asked for (RFC 6750).',
    schema: { type: 'string', examples: ['Bearer'] },
  },
  'Allow': {
    description: 'The methods this address takes.',
    schema: { type: 'string', examples: ['GET, HEAD, POST'] },
  },
} satisfies Record<string, Header>

type HeaderName = keyof typeof HEADERS

/** Headers of an answer that is no refusal. */
export function answerHeaders(
  route: ApiRoute,
  method: ApiMethod,
  response: ApiResponse
): Record<string, Header> {
  return Object.fromEntries([
    ...(response.etag ? [header('ETag', true)] : []),
    ...(response.location ? [header('Location', true)] : []),
    ...(route.undoable ? [header('Taskflow-Undo', false)] : []),
    ...(method === 'POST' && route.idempotent ? [header('Idempotent-Replayed', false)] : []),
  ])
}

/** Headers of a status: required when every refusal of that status has it. */
export function problemHeaders(kinds: ProblemKind[]): Record<string, Header> {
  const names = (Object.keys(HEADERS) as HeaderName[]).filter((name) =>
    kinds.some((kind) => has(kind, name))
  )
  return Object.fromEntries(
    names.map((name) =>
      header(
        name,
        kinds.every((kind) => has(kind, name))
      )
    )
  )
}

/** Headers that a request may have besides its token. */
export function requestHeaders(route: ApiRoute, method: ApiMethod): unknown[] {
  return [
    ...(route.conditional ? [ifMatch] : []),
    ...(method === 'POST' && route.idempotent ? [idempotencyKey] : []),
  ]
}

const ifMatch = {
  name: 'If-Match',
  in: 'header',
  description:
    'The ETag you read. Another version by now is 412; `*` is passed by every one, a weak tag by none.',
  schema: {
    type: 'string',
    pattern: IF_MATCH.source,
    examples: [ETAG],
  },
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'Your own text for this request, e.g. a UUID. Sent again within 24 hours it gets the same answer.',
  schema: {
    type: 'string',
    pattern: IDEMPOTENCY_KEY.source,
    examples: ['8e03978e-40d5-43e8-bc93-6894a57f9324'],
  },
}

function header(name: HeaderName, required: boolean): [string, Header] {
  return [name, required ? { ...HEADERS[name], required } : HEADERS[name]]
}

function has(kind: ProblemKind, name: HeaderName) {
  return kind.headers?.[name.toLowerCase()] !== undefined
}

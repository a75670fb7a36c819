/** One stable `code` of the API. */
export interface ProblemKind {
  status: number
  /** The sentence that comes with it, as an example: wording may change, the code does not. */
  detail: string
  /** Headers that every answer of the kind has. */
  headers?: Readonly<Record<string, string>>
  /** Further members of the document, as an example. */
  extensions?: Readonly<Record<string, unknown>>
}

/** Every code the API answers with. The OpenAPI document lists them for each route; tests hold answers against it. */
export const PROBLEMS = {
  malformed_body: kind(400, 'The body is not JSON. Check its syntax.'),
  malformed_path: kind(
    400,
    'The address holds a % that is not followed by two hex digits of UTF-8. Write it as %25.'
  ),
  if_match_malformed: kind(400, 'If-Match is * or a quoted version, e.g. "4".'),
  idempotency_key_invalid: kind(400, 'An Idempotency-Key has 1 to 255 characters of ASCII.'),
  unauthenticated: kind(
    401,
    'The token is wrong, expired or revoked. Make a new one under Settings, API tokens.',
    {
      headers: { 'www-authenticate': 'Bearer' },
    }
  ),
  insufficient_ability: kind(
    403,
    'The token lacks the ability tasks:write. Make one that has it.',
    {
      headers: { 'www-authenticate': 'Bearer error="insufficient_scope", scope="tasks:write"' },
      extensions: { ability: 'tasks:write' },
    }
  ),
  not_found: kind(404, 'There is no such task, or it is not yours.'),
  method_not_allowed: kind(405, 'This address takes GET, HEAD, POST only.', {
    headers: { allow: 'GET, HEAD, POST' },
  }),
  idempotency_in_progress: kind(
    409,
    'The same request is being worked on. Try again in a moment.',
    {
      headers: { 'retry-after': '1' },
    }
  ),
  task_in_trash: kind(409, 'The task is in the trash. Restore it first.'),
  not_recurring: kind(
    409,
    'The task does not repeat, so there is nothing to skip. Complete or delete it.',
    { headers: { etag: '"4"' } }
  ),
  occurrence_completed: kind(409, 'The task was completed meanwhile. Reopen it first to skip it.', {
    headers: { etag: '"4"' },
  }),
  occurrence_skipped: kind(409, 'The task was skipped meanwhile. Reopen it first to complete it.', {
    headers: { etag: '"4"' },
  }),
  occurrence_closed: kind(
    409,
    'The task is closed, so its series cannot be changed through it. Change the open occurrence, or reopen this one.',
    { headers: { etag: '"4"' } }
  ),
  tag_exists: kind(409, 'There is a tag "garden" already. Choose another name.', {
    extensions: {
      errors: [
        {
          field: 'name',
          rule: 'tag_exists',
          message: 'There is a tag of this name already. Choose another.',
        },
      ],
    },
  }),
  already_undone: kind(409, 'This change was taken back already.'),
  version_mismatch: kind(412, 'The task was changed since you read it. Look at it again.', {
    headers: { etag: '"4"' },
  }),
  body_too_large: kind(413, 'The body is larger than 1 MB. Send less at a time.'),
  unsupported_media_type: kind(415, 'Send the body as application/json.'),
  validation_failed: kind(422, 'There is no field "titel" here. Leave it out.', {
    extensions: {
      errors: [
        {
          field: 'titel',
          rule: 'unknown',
          message: 'There is no field "titel" here. Leave it out.',
        },
      ],
    },
  }),
  idempotency_key_reused: kind(
    422,
    'This Idempotency-Key was used with another body. Use a new key for a new request.'
  ),
  too_many_requests: kind(
    429,
    'More than 1200 requests in a minute. Try again when Retry-After has passed.',
    {
      headers: { 'retry-after': '21' },
    }
  ),
  internal_error: kind(
    500,
    'Something broke on our side. The log has the details under this request id.'
  ),
} as const satisfies Record<string, ProblemKind>

export type ProblemCode = keyof typeof PROBLEMS

function kind(
  status: number,
  detail: string,
  rest: Omit<ProblemKind, 'status' | 'detail'> = {}
): ProblemKind {
  return { status, detail, ...rest }
}

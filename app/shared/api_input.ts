import type { HttpContext } from '@adonisjs/core/http'
import { errors } from '@vinejs/vine'
import type { AnyValidator } from '#app/shared/api_route'
import { inputMessages } from '#app/shared/input_messages'
import type { JsonSchema } from '#app/shared/json_schema'
import { type FieldError, invalid, Problem } from '#app/shared/problem'

/** The validated body: every field known, every rule kept, absent fields absent and `null` kept as null. */
export async function readBody<T>(
  ctx: HttpContext,
  validator: AnyValidator,
  allowed: readonly string[] = []
): Promise<T> {
  if (hasBody(ctx) && !ctx.request.is(['json', 'application/merge-patch+json'])) {
    throw new Problem(415, 'unsupported_media_type', 'Send the body as application/json.')
  }
  // A body of `null` is one, and no object.
  const body: unknown = hasBody(ctx) ? ctx.request.body() : {}
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalid([
      {
        field: 'body',
        rule: 'object',
        message: 'The body is a JSON object, e.g. {"title": "Pay rent"}.',
      },
    ])
  }
  return validateInput<T>(validator, body as Record<string, unknown>, allowed)
}

/** An empty body is none. What has no type was not parsed, and must not pass for an empty one. */
function hasBody(ctx: HttpContext) {
  return ctx.request.hasBody() && ctx.request.header('content-length') !== '0'
}

/** The validated query string. A parameter that repeats is a list; an unknown one is refused. */
export async function readQuery<T>(ctx: HttpContext, validator: AnyValidator): Promise<T> {
  const lists = listParameters(validator)
  const given = new Map<string, string | string[]>()
  for (const [name, value] of new URLSearchParams(ctx.request.parsedUrl.query ?? '')) {
    if (lists.has(name)) given.set(name, [given.get(name) ?? [], value].flat())
    else if (given.has(name)) {
      throw invalid([{ field: name, rule: 'once', message: `Give ${name} once.` }])
    } else given.set(name, value)
  }
  return validateInput<T>(validator, Object.fromEntries(given), [])
}

/** Holds an input against its validator: unknown fields and broken rules are named together. */
export async function validateInput<T>(
  validator: AnyValidator,
  input: Record<string, unknown>,
  allowed: readonly string[] = []
): Promise<T> {
  const known = properties(validator)
  const problems = Object.keys(input).flatMap(
    (field) => refusal(field, input[field], known, allowed) ?? []
  )
  const refused = new Set(problems.map(({ field }) => field))
  try {
    const valid = await validator.validate(input, { messagesProvider: inputMessages } as never)
    if (problems.length === 0) return valid as T
  } catch (error) {
    if (!(error instanceof errors.E_VALIDATION_ERROR)) throw error
    for (const { field, rule, message } of error.messages as FieldError[]) {
      if (!refused.has(field)) problems.push({ field, rule: RULE_NAMES[rule] ?? rule, message })
    }
  }
  throw invalid(problems)
}

/** Vine's names of rules, where they are not spelled as the API spells names. */
const RULE_NAMES: Record<string, string> = {
  'minLength': 'min_length',
  'maxLength': 'max_length',
  'withoutDecimals': 'whole_number',
  'array.minLength': 'min_items',
  'array.maxLength': 'max_items',
}

/** What Vine lets pass: it drops a field that it does not know, and takes null for "not given" where a field may be absent. */
function refusal(
  field: string,
  value: unknown,
  known: Record<string, JsonSchema>,
  allowed: readonly string[]
): FieldError | undefined {
  const schema = Object.hasOwn(known, field) ? known[field] : undefined
  if (schema) {
    if (value !== null || takesNull(schema)) return undefined
    return {
      field,
      rule: 'required',
      message: `${field} cannot be null. Leave it out, or give it a value.`,
    }
  }
  if (allowed.includes(field)) return undefined
  return {
    field,
    rule: 'unknown',
    message: `There is no field ${JSON.stringify(field)} here. Leave it out.`,
  }
}

function takesNull({ type, anyOf }: JsonSchema): boolean {
  return [type].flat().includes('null') || (anyOf?.some(takesNull) ?? false)
}

const propertyCache = new WeakMap<AnyValidator, Record<string, JsonSchema>>()

/** The fields that a validator knows, as JSON Schema. */
export function properties(validator: AnyValidator): Record<string, JsonSchema> {
  let known = propertyCache.get(validator)
  if (!known) {
    known = (validator.toJSONSchema().properties ?? {}) as Record<string, JsonSchema>
    propertyCache.set(validator, known)
  }
  return known
}

function listParameters(validator: AnyValidator) {
  return new Set(
    Object.entries(properties(validator))
      .filter(([, schema]) => schema.type === 'array')
      .map(([name]) => name)
  )
}

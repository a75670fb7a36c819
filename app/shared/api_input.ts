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
  const body: unknown = ctx.request.body() ?? {}
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalid([{ field: 'body', rule: 'object', message: 'The body is a JSON object, e.g. {"title": "Pay rent"}.' }])
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
  const given: Record<string, unknown> = {}
  for (const [name, value] of new URLSearchParams(ctx.request.parsedUrl.query ?? '')) {
    if (lists.has(name)) given[name] = [...((given[name] as string[]) ?? []), value]
    else if (name in given) throw invalid([{ field: name, rule: 'once', message: `Give ${name} once.` }])
    else given[name] = value
  }
  return validateInput<T>(validator, given, [])
}

/** Holds an input against its validator: unknown fields and broken rules are named together. */
export async function validateInput<T>(
  validator: AnyValidator,
  input: Record<string, unknown>,
  allowed: readonly string[] = []
): Promise<T> {
  const problems: FieldError[] = []
  const known = properties(validator)
  for (const field of Object.keys(input)) {
    if (field in known || allowed.includes(field)) continue
    problems.push({ field, rule: 'unknown', message: `There is no field ${JSON.stringify(field)} here. Leave it out.` })
  }
  try {
    const valid = await validator.validate(input, { messagesProvider: inputMessages } as never)
    if (problems.length === 0) return valid as T
  } catch (error) {
    if (!(error instanceof errors.E_VALIDATION_ERROR)) throw error
    for (const { field, rule, message } of error.messages as FieldError[]) problems.push({ field, rule, message })
  }
  throw invalid(problems)
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

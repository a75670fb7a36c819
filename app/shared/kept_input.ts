import type { HttpContext } from '@adonisjs/core/http'

const SECRET = /password|^_csrf$|^_method$/
const KEPT_BYTES = 64 * 1024 // goes into the session's row

/** What a person typed into the form of this request, without secrets, to fill the form with again. */
export function typedInput(ctx: HttpContext): Record<string, unknown> {
  const body = (ctx.request.body() ?? {}) as Record<string, unknown>
  return Object.fromEntries(Object.entries(body).filter(([field]) => !SECRET.test(field)))
}

/** Keeps it for the next page; a text too large for the session is not kept. */
export function flashTypedInput(ctx: HttpContext) {
  const input = typedInput(ctx)
  if (JSON.stringify(input).length <= KEPT_BYTES) ctx.session.flashOnly(Object.keys(input))
}

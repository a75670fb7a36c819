import type { HttpContext } from '@adonisjs/core/http'

/** A header as it was sent, also when it is empty: `request.header()` takes that for absent. */
export function sentHeader(ctx: HttpContext, name: Lowercase<string>): string | undefined {
  const value = ctx.request.headers()[name]
  return Array.isArray(value) ? value.join(', ') : value
}

import type { HttpContext } from '@adonisjs/core/http'
import { Problem } from '#app/shared/problem'

const ENTITY_TAGS = /^\s*(W\/)?"[\x21\x23-\x7e]*"(\s*,\s*(W\/)?"[\x21\x23-\x7e]*")*\s*$/

/** The entity tag of a version: strong, as RFC 9110 §8.8.3 writes it. */
export function etag(version: number): string {
  return `"${version}"`
}

/**
 * What `If-Match` asks for: a test that a version must pass. Undefined: nothing is asked. `*` is passed by every
 * version, a weak tag by none (RFC 9110 §13.1.1 compares strongly).
 */
export function ifMatch(ctx: HttpContext): ((version: number) => boolean) | undefined {
  const header = ctx.request.header('if-match')
  if (header === undefined) return undefined
  if (header.trim() === '*') return () => true
  if (!ENTITY_TAGS.test(header)) {
    throw new Problem(400, 'if_match_malformed', 'If-Match is * or a quoted version, e.g. "4".')
  }
  const strong = new Set([...header.matchAll(/(W\/)?("[^"]*")/g)].filter(([, weak]) => !weak).map(([, , tag]) => tag))
  return (version) => strong.has(etag(version))
}

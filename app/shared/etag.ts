import type { HttpContext } from '@adonisjs/core/http'
import { Problem } from '#app/shared/problem'
import { sentHeader } from '#app/shared/sent_header'

/** `*`, or entity tags with commas between (RFC 9110, 13.1.1). */
export const IF_MATCH = /^\s*(\*|(W\/)?"[!#-~]*"(\s*,\s*(W\/)?"[!#-~]*")*)\s*$/

/** The entity tag of a version: strong, as RFC 9110 §8.8.3 writes it. */
export function etag(version: number): string {
  return `"${version}"`
}

/**
 * What `If-Match` asks for: a test that a version must pass. Undefined: nothing is asked. `*` is passed by every
 * version, a weak tag by none (RFC 9110 §13.1.1 compares strongly).
 */
export function ifMatch(ctx: HttpContext): ((version: number) => boolean) | undefined {
  const header = sentHeader(ctx, 'if-match')
  if (header === undefined) return undefined
  if (!IF_MATCH.test(header)) {
    throw new Problem(400, 'if_match_malformed', 'If-Match is * or a quoted version, e.g. "4".')
  }
  if (header.trim() === '*') return () => true
  const strong = new Set(
    [...header.matchAll(/(W\/)?("[^"]*")/g)].filter(([, weak]) => !weak).map(([, , tag]) => tag)
  )
  return (version) => strong.has(etag(version))
}

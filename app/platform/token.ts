import { hash, timingSafeEqual } from 'node:crypto'

/** Compares in a time that tells nothing about either; where no token is set, none is right. */
export function isToken(presented: string | undefined, expected: string | undefined): boolean {
  if (presented === undefined || expected === undefined) return false
  return timingSafeEqual(digest(presented), digest(expected))
}

/** Of one length for all, as the comparison needs. */
function digest(text: string) {
  return hash('sha256', text, 'buffer')
}

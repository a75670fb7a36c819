import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { settings } from '#app/platform/settings'
import { canonicalJson } from '#app/shared/canonical_json'
import { invalidField } from '#app/shared/problem'

/** Where a page of a keyset list ended. */
export interface Cursor {
  /** The sort key of the last row, as PostgreSQL prints it, and its id. */
  after: [key: string, id: string]
  /** The first page's "now", so that "overdue" means the same on every page. */
  now: string
  /** Whether the first page forgave typos, so that every page does. */
  forgiving?: boolean
}

const SIGNATURE_BYTES = 16 // 128 bits: forging one is hopeless, and the cursor stays short

/**
 * A cursor is bound to what it was made for (`scope`: user, filters, sort) and signed: a changed one is refused
 * instead of answering rows that the query never meant.
 */
export function encodeCursor(cursor: Cursor, scope: unknown): string {
  const payload = Buffer.from(
    JSON.stringify([cursor.after, cursor.now, fingerprint(scope), cursor.forgiving])
  )
  return Buffer.concat([sign(payload), payload]).toString('base64url')
}

export function decodeCursor(text: string, scope: unknown): Cursor {
  const bytes = Buffer.from(text, 'base64url')
  const payload = bytes.subarray(SIGNATURE_BYTES)
  const given = bytes.subarray(0, SIGNATURE_BYTES)
  const genuine =
    bytes.toString('base64url') === text &&
    given.length === SIGNATURE_BYTES &&
    timingSafeEqual(given, sign(payload))
  if (!genuine) {
    throw invalidField(
      'cursor',
      'cursor_invalid',
      'The cursor is not one of ours. Start again without it.'
    )
  }
  const [after, now, madeFor, forgiving] = JSON.parse(payload.toString()) as Payload
  if (madeFor !== fingerprint(scope)) {
    throw invalidField(
      'cursor',
      'cursor_mismatch',
      'The cursor belongs to other filters or another sort. Start again without it.'
    )
  }
  return { after, now, ...(forgiving !== null && { forgiving }) }
}

type Payload = [after: [string, string], now: string, madeFor: string, forgiving: boolean | null]

function sign(payload: Buffer) {
  return createHmac('sha256', `cursor:${settings().appKey}`)
    .update(payload)
    .digest()
    .subarray(0, SIGNATURE_BYTES)
}

function fingerprint(scope: unknown) {
  return createHash('sha256').update(canonicalJson(scope)).digest('base64url').slice(0, 16)
}

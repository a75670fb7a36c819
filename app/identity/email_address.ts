import { createHash } from 'node:crypto'
import vine from '@vinejs/vine'

export const EMAIL_MAX = 254 // RFC 5321, 4.5.3.1.3, less the angle brackets

/** A mail address as it is kept: trimmed, the writing left as it is; undefined when it is none. */
export function readEmail(text: string): string | undefined {
  const email = text.trim().normalize('NFC')
  return email.length <= EMAIL_MAX && vine.helpers.isEmail(email) ? email : undefined
}

/** Stands for an address in counters: the same for each writing of it, and nobody reads an address from it. */
export function emailKey(text: string): string {
  return createHash('sha256')
    .update(text.trim().normalize('NFC').toLowerCase())
    .digest('base64url')
    .slice(0, 22)
}

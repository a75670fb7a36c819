import hash from '@adonisjs/core/services/hash'
import { PasswordGate } from '#app/identity/password_gate'
import { type FieldError, invalid } from '#app/shared/problem'

export const PASSWORD_MIN = 10
export const PASSWORD_MAX = 200

/** Hashing one password needs 128 MiB for a moment; a web process has 512. */
const gate = new PasswordGate({ atOnce: 2, waiting: 30 })

/** What is wrong with a new password, or undefined. Lengths count characters, not bytes. */
export function passwordMistake(
  password: string,
  email: string,
  field = 'password'
): FieldError | undefined {
  const length = [...password].length
  if (length < PASSWORD_MIN) {
    return {
      field,
      rule: 'minLength',
      message: `The password is too short. Use at least ${PASSWORD_MIN} characters.`,
    }
  }
  if (length > PASSWORD_MAX) {
    return {
      field,
      rule: 'maxLength',
      message: `The password is too long. Use at most ${PASSWORD_MAX} characters.`,
    }
  }
  if (normalise(password).toLowerCase() === normalise(email).toLowerCase()) {
    return {
      field,
      rule: 'notEmail',
      message: 'The password is your mail address. Use something nobody can guess.',
    }
  }
  return undefined
}

/** Refuses a new password with 422 when it breaks a rule. */
export function checkPassword(password: string, email: string, field?: string) {
  const mistake = passwordMistake(password, email, field)
  if (mistake) throw invalid([mistake])
}

/** The PHC string to keep. */
export function hashPassword(password: string): Promise<string> {
  return gate.run(() => hash.make(normalise(password)))
}

/**
 * Whether a password is the account's. Without a hash (unknown address, invitation not taken up) it takes as long
 * and answers no, so that nobody learns from the clock who has an account.
 */
export async function verifyPassword(
  kept: string | null | undefined,
  password: string
): Promise<boolean> {
  const nobodys = await hashOfNobody()
  const matches = await gate.run(() => hash.verify(kept ?? nobodys, normalise(password)))
  return matches && kept !== null && kept !== undefined
}

let hashed: Promise<string> | undefined

/** Made at the first sign-in, whoever's it is. */
function hashOfNobody() {
  hashed ??= hashPassword(crypto.randomUUID())
  return hashed
}

/** The same letters from another keyboard or system are the same password (NIST SP 800-63B, 5.1.1.2). */
function normalise(password: string) {
  return password.normalize('NFKC')
}

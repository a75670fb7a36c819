import { createAccount } from '#app/identity/actions/create_account'
import { EMAIL_MISTAKE } from '#app/identity/actions/sign_up'
import { readEmail } from '#app/identity/email_address'
import { hashPassword, passwordMistake } from '#app/identity/password'
import { NAME_MAX } from '#app/identity/person_name'
import { inTransaction } from '#app/shared/database'
import { invalid, invalidField } from '#app/shared/problem'
import { knownTimeZone } from '#app/shared/time'

export interface NewPerson {
  email: string
  password: string
  name?: string
  timezone?: string
  isAdmin?: boolean
}

/** Makes an account for somebody, whatever REGISTRATION says: the administrator does it. */
export async function createPerson({ password, ...given }: NewPerson) {
  const email = readEmail(given.email)
  if (!email) throw invalid([EMAIL_MISTAKE])
  const name = (given.name ?? '').trim()
  if (name.length > NAME_MAX) {
    throw invalidField(
      'name',
      'maxLength',
      `The name is too long. Use at most ${NAME_MAX} characters.`
    )
  }
  const timezone = knownTimeZone(given.timezone ?? 'UTC')
  if (!timezone) {
    throw invalidField(
      'timezone',
      'timezone',
      `${given.timezone} is not a time zone. Write an IANA name such as Europe/Paris.`
    )
  }
  const mistake = passwordMistake(password, email)
  if (mistake) throw invalid([mistake])
  const passwordHash = await hashPassword(password)
  return inTransaction((trx) =>
    createAccount(trx, { email, passwordHash, name, timezone, isAdmin: given.isAdmin })
  )
}

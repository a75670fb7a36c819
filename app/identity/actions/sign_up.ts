import { createAccount, lockAccounts } from '#app/identity/actions/create_account'
import { readEmail } from '#app/identity/email_address'
import { hashPassword, passwordMistake } from '#app/identity/password'
import { registration } from '#app/identity/registration'
import { isSetupCode, needsSetupCode } from '#app/identity/setup_code'
import { countTry } from '#app/identity/throttle'
import type User from '#app/identity/user'
import { inTransaction, type Trx } from '#app/shared/database'
import { type FieldError, invalid, invalidField, Problem } from '#app/shared/problem'
import { knownTimeZone } from '#app/shared/time'

export interface SignUp {
  name: string
  email: string
  password: string
  /** What the browser says; anything else than an IANA zone is taken as UTC. */
  timezone: string
  setupCode: string
  /** Network the request came from. */
  network: string
}

const TRIES = { name: 'sign-up', tries: 20, seconds: 15 * 60 } // set-up codes are guessed here too

/** Makes an account for somebody who asks for one, where that is allowed. */
export async function signUp(given: SignUp): Promise<User> {
  await countTry(
    TRIES,
    given.network,
    'Too many tries from your address. Wait a quarter of an hour.'
  )
  await inTransaction((trx) => admit(trx, given.setupCode)) // before anything expensive is done for a stranger
  const email = readEmail(given.email)
  const mistakes: FieldError[] = []
  if (!email) mistakes.push(EMAIL_MISTAKE)
  const mistake = passwordMistake(given.password, given.email)
  if (mistake) mistakes.push(mistake)
  if (!email || mistakes.length > 0) throw invalid(mistakes)

  const passwordHash = await hashPassword(given.password)
  const timezone = knownTimeZone(given.timezone) ?? 'UTC'
  return inTransaction(async (trx) => {
    await lockAccounts(trx)
    await admit(trx, given.setupCode) // again: somebody else may have been first meanwhile
    return createAccount(trx, { email, passwordHash, name: given.name, timezone })
  })
}

export const EMAIL_MISTAKE: FieldError = {
  field: 'email',
  rule: 'email',
  message: 'This is not a mail address. Write it as name@example.org.',
}

async function admit(trx: Trx, setupCode: string) {
  const state = await registration(trx)
  if (state === 'closed') throw signUpClosed()
  if (state !== 'first' || !needsSetupCode()) return
  if (await isSetupCode(trx, setupCode)) return
  throw invalidField(
    'setup_code',
    'setupCode',
    'This is not the set-up code. It is in the log of the server.'
  )
}

export function signUpClosed() {
  return new Problem(
    403,
    'sign_up_closed',
    'Sign-up is closed here. Ask the administrator for an invitation.'
  )
}

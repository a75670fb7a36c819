import { emailKey, readEmail } from '#app/identity/email_address'
import { verifyPassword } from '#app/identity/password'
import { countTry, forgetTries, giveBackTry } from '#app/identity/throttle'
import User from '#app/identity/user'
import { Problem } from '#app/shared/problem'

export interface SignIn {
  email: string
  password: string
  /** Network the request came from. */
  network: string
}

const PER_ACCOUNT = { name: 'sign-in-account', tries: 10, seconds: 15 * 60 }
const PER_NETWORK = { name: 'sign-in-network', tries: 50, seconds: 15 * 60 } // an office shares one address
const TOO_MANY = 'Too many tries to sign in. Wait a quarter of an hour, then try again.'

/** The person of an address and a password. Unknown address and wrong password are one and the same, also in time. */
export async function signIn({ email, password, network }: SignIn): Promise<User> {
  const account = emailKey(email)
  await countTry(PER_NETWORK, network, TOO_MANY)
  await countTry(PER_ACCOUNT, account, TOO_MANY)
  const user = await userOfEmail(email)
  const right = await verifyPassword(user?.password, password)
  if (!user || !right) {
    throw new Problem(422, 'sign_in_refused', 'The mail address or the password is wrong.')
  }
  await forgetTries(PER_ACCOUNT, account)
  await giveBackTry(PER_NETWORK, network)
  if (user.disabledAt) {
    throw new Problem(
      403,
      'account_disabled',
      'This account is switched off. Ask the administrator.'
    )
  }
  return user
}

/** Addresses are compared without regard to case. */
export async function userOfEmail(text: string): Promise<User | null> {
  const email = readEmail(text)
  return email ? User.query().whereRaw('lower(email) = lower(?)', [email]).first() : null
}

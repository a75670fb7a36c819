import { verifyPassword } from '#app/identity/password'
import { countTry, forgetTries } from '#app/identity/throttle'
import type User from '#app/identity/user'
import { invalidField } from '#app/shared/problem'

const TRIES = { name: 'confirm-password', tries: 10, seconds: 15 * 60 }

/** Refuses with 422 at the field unless this is the account's password; somebody at an open screen cannot guess on. */
export async function confirmPassword(
  user: Pick<User, 'id' | 'password'>,
  password: string,
  field = 'password'
) {
  await countTry(
    TRIES,
    user.id,
    'Too many wrong passwords. Wait a quarter of an hour, then try again.'
  )
  if (!(await verifyPassword(user.password, password))) {
    throw invalidField(field, 'password', 'This is not your password.')
  }
  await forgetTries(TRIES, user.id)
}

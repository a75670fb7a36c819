import { confirmPassword } from '#app/identity/actions/confirm_password'
import type User from '#app/identity/user'
import { inTransaction, rows } from '#app/shared/database'

/** Deletes an account with everything of it, for its owner who gives the password. */
export async function deleteOwnAccount(user: User, password: string) {
  await confirmPassword(user, password)
  await deleteAccount(user.id)
}

/** Every table of a person's data refers to `users` with ON DELETE CASCADE; a test looks for one that does not. */
export async function deleteAccount(userId: string) {
  await inTransaction((trx) => rows(trx, 'DELETE FROM users WHERE id = :userId', { userId }))
}

import { checkPassword, hashPassword } from '#app/identity/password'
import { confirmPassword } from '#app/identity/actions/confirm_password'
import { endSessions } from '#app/identity/actions/end_sessions'
import type User from '#app/identity/user'
import { inTransaction, rows } from '#app/shared/database'
import { Problem } from '#app/shared/problem'

export interface PasswordChange {
  current: string
  next: string
  /** The session that asks, which goes on. */
  sessionId: string
}

/** Gives an account a new password; every other session and every link to set one ends. */
export async function changePassword(user: User, { current, next, sessionId }: PasswordChange) {
  checkPassword(next, user.email)
  await confirmPassword(user, current, 'current_password')
  const passwordHash = await hashPassword(next)
  await inTransaction(async (trx) => {
    const changed = await rows(
      trx,
      `UPDATE users SET password = :passwordHash, updated_at = taskflow_now()
       WHERE id = :id AND password = :before RETURNING id`,
      { id: user.id, passwordHash, before: user.password }
    )
    if (changed.length === 0) throw changedMeanwhile()
    await endSessions(trx, user.id, { except: sessionId })
    await rows(trx, 'DELETE FROM password_links WHERE user_id = :id', { id: user.id })
  })
}

function changedMeanwhile() {
  return new Problem(
    422,
    'password_changed',
    'The password was changed somewhere else a moment ago. Try again.'
  )
}

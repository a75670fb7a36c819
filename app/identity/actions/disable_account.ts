import { endSessions } from '#app/identity/actions/end_sessions'
import { inTransaction, rows } from '#app/shared/database'

/** Takes an account out of use at once: its sessions, tokens and links are gone, its data stays. */
export async function disableAccount(userId: string) {
  return inTransaction(async (trx) => {
    await rows(
      trx,
      `UPDATE users SET disabled_at = coalesce(disabled_at, taskflow_now()), updated_at = taskflow_now() WHERE id = :userId`,
      { userId }
    )
    const sessions = await endSessions(trx, userId)
    const tokens = await rows(
      trx,
      'DELETE FROM auth_access_tokens WHERE tokenable_id = :userId RETURNING id',
      { userId }
    )
    await rows(trx, 'DELETE FROM password_links WHERE user_id = :userId', { userId })
    return { sessions, tokens: tokens.length }
  })
}

/** Lets the person sign in again. Tokens are gone for good: they make new ones. */
export async function enableAccount(userId: string) {
  await inTransaction((trx) =>
    rows(
      trx,
      'UPDATE users SET disabled_at = NULL, updated_at = taskflow_now() WHERE id = :userId',
      { userId }
    )
  )
}

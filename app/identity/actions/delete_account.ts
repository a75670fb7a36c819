import { confirmPassword } from '#app/identity/actions/confirm_password'
import type User from '#app/identity/user'
import { forgetDeadLetters } from '#app/messaging/dead_letters'
import { type EventSource, recordEvents } from '#app/messaging/record_event'
import type { Actor } from '#app/shared/actor'
import { inTransaction, rows } from '#app/shared/database'

/** Deletes an account with everything of it, for its owner who gives the password. */
export async function deleteOwnAccount(actor: Actor, user: User, password: string) {
  await confirmPassword(user, password)
  await deleteAccount(actor, user.id)
}

/**
 * Every table of a person's data refers to `users` with ON DELETE CASCADE; a test looks for one that does not. What others
 * keep, they drop when they are told.
 */
export async function deleteAccount(actor: EventSource, userId: string) {
  await inTransaction(async (trx) => {
    const gone = await rows(trx, 'DELETE FROM users WHERE id = :userId RETURNING id', { userId })
    if (gone.length === 0) return
    await forgetDeadLetters(trx, userId)
    const nameless = { ...actor, label: actor.kind } // the name of a token is the person's own word
    await recordEvents(trx, nameless, [{ type: 'account.deleted', taskId: null, userId, data: {} }])
  })
}

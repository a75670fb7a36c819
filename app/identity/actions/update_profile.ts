import User from '#app/identity/user'
import { inTransaction, rows } from '#app/shared/database'
import { rebuildAllDayDueDates } from '#app/tasks/due_rebuild'

export interface Profile {
  name: string
  /** IANA name. */
  timezone: string
  /** 0 = Sunday … 6 = Saturday. */
  weekStart: number
  theme: User['theme']
}

/** Changes a profile; in another zone all-day tasks become overdue at other instants. */
export async function updateProfile(userId: string, profile: Profile) {
  await inTransaction(async (trx) => {
    // Not FOR UPDATE: a task's change holds the task and then refers to its owner, and would wait for us in a circle.
    await rows(trx, 'SELECT 1 FROM users WHERE id = :userId FOR NO KEY UPDATE', { userId })
    const user = await User.query({ client: trx }).where('id', userId).firstOrFail()
    const moved = user.timezone !== profile.timezone
    await user.merge(profile).save()
    if (moved) await rebuildAllDayDueDates(trx, userId, profile.timezone)
  })
}

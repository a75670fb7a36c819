import User from '#app/identity/user'
import { inTransaction } from '#app/shared/database'
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
    const user = await User.query({ client: trx }).where('id', userId).forUpdate().firstOrFail()
    const moved = user.timezone !== profile.timezone
    await user.merge(profile).save()
    if (moved) await rebuildAllDayDueDates(trx, userId, profile.timezone)
  })
}

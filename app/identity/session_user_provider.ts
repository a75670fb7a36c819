import { symbols } from '@adonisjs/auth'
import type { SessionGuardUser, SessionUserProviderContract } from '@adonisjs/auth/types/session'
import User from '#app/identity/user'
import { database, rows } from '#app/shared/database'

/**
 * Finds the person of a session with a prepared statement: every page asks. (Columns by name: a column that a later
 * release adds must not change what a statement answers that was prepared before.)
 */
export class SessionUserProvider implements SessionUserProviderContract<User> {
  declare [symbols.PROVIDER_REAL_USER]: User

  async createUserForGuard(user: User): Promise<SessionGuardUser<User>> {
    return { getId: () => user.id, getOriginal: () => user }
  }

  async findById(id: string): Promise<SessionGuardUser<User> | null> {
    const [row] = await rows<Record<string, unknown>>(
      database(),
      `SELECT id, email, password, name, is_admin, timezone, week_start, theme, disabled_at, created_at, updated_at
       FROM users WHERE id = :id`,
      { id }
    )
    return row ? this.createUserForGuard(User.$createFromAdapterResult(row) as User) : null
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import { symbols } from '@adonisjs/auth'
import type { SessionGuardUser, SessionUserProviderContract } from '@adonisjs/auth/types/session'
import User from '#app/identity/user'
import { database, rows } from '#app/shared/database'

/**
 * Columns by name: one that a later release adds must not change what a statement answers that was prepared before.
 * For a table called `u`.
 */
export const USER_COLUMNS = `u.id, u.email, u.password, u.name, u.is_admin, u.timezone, u.week_start, u.theme,
  u.disabled_at, u.created_at, u.updated_at`

const owners = new WeakMap<HttpContext, UserRow>()

export type UserRow = Record<string, unknown> & { id: string }

/** Keeps the person that the statement which read a request's session found beside it. */
export function rememberOwner(ctx: HttpContext, row: UserRow) {
  owners.set(ctx, row)
}

/** Finds the person of a request's session: read with it, as every page asks for both. */
export class SessionUserProvider implements SessionUserProviderContract<User> {
  declare [symbols.PROVIDER_REAL_USER]: User

  constructor(private readonly ctx: HttpContext) {}

  async createUserForGuard(user: User): Promise<SessionGuardUser<User>> {
    return { getId: () => user.id, getOriginal: () => user }
  }

  async findById(id: string): Promise<SessionGuardUser<User> | null> {
    const known = owners.get(this.ctx)
    const row = known?.id === id ? known : await find(id)
    return row ? this.createUserForGuard(User.$createFromAdapterResult(row) as User) : null
  }
}

async function find(id: string) {
  const [row] = await rows<UserRow>(
    database(),
    `SELECT ${USER_COLUMNS} FROM users u WHERE u.id = :id`,
    { id }
  )
  return row
}

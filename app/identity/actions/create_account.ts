import User from '#app/identity/user'
import { hasAccounts } from '#app/identity/registration'
import { forgetSetupCode } from '#app/identity/setup_code'
import { rows, type Trx } from '#app/shared/database'
import { invalidField } from '#app/shared/problem'

export interface NewAccount {
  email: string
  /** PHC string; null until an invited person has chosen a password. */
  passwordHash: string | null
  name?: string
  /** IANA name. */
  timezone?: string
  isAdmin?: boolean
}

/**
 * Makes an account. The first one of all is the administrator: whoever makes one waits for this lock, so two that
 * come at once agree on which of them was first.
 */
export async function createAccount(trx: Trx, account: NewAccount): Promise<User> {
  await lockAccounts(trx)
  const first = !(await hasAccounts(trx))
  const [made] = await rows<{ id: string }>(
    trx,
    `INSERT INTO users (email, password, name, timezone, is_admin, created_at, updated_at)
     VALUES (:email, :password, :name, :timezone, :isAdmin, taskflow_now(), taskflow_now())
     ON CONFLICT (lower(email)) DO NOTHING RETURNING id`,
    {
      email: account.email,
      password: account.passwordHash,
      name: account.name ?? '',
      timezone: account.timezone ?? 'UTC',
      isAdmin: first || (account.isAdmin ?? false),
    }
  )
  if (!made) {
    throw invalidField(
      'email',
      'taken',
      'There is an account with this address already. Sign in, or use another address.'
    )
  }
  if (first) await forgetSetupCode(trx)
  return User.findOrFail(made.id, { client: trx })
}

/** Until the transaction ends nobody else makes an account. */
export async function lockAccounts(trx: Trx) {
  await rows(trx, `SELECT pg_advisory_xact_lock(hashtext('taskflow accounts'))`)
}

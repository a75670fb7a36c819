import { createHash, randomBytes } from 'node:crypto'
import { endSessions } from '#app/identity/actions/end_sessions'
import { checkPassword, hashPassword } from '#app/identity/password'
import User from '#app/identity/user'
import { settings } from '#app/platform/settings'
import { type Client, database, inTransaction, rows, type Trx } from '#app/shared/database'
import { Problem } from '#app/shared/problem'
import { knownTimeZone } from '#app/shared/time'

export type LinkPurpose = 'invite' | 'reset'

const TOKEN_BYTES = 32
/** An invitation waits for a person; a reset is asked for and used at once. */
const VALID_HOURS: Record<LinkPurpose, number> = { invite: 7 * 24, reset: 24 }

export interface OpenLink {
  userId: string
  email: string
  purpose: LinkPurpose
}

/** A link with which a person sets a password. It replaces the ones made before; only its hash is kept. */
export async function createPasswordLink(trx: Trx, userId: string, purpose: LinkPurpose) {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  await rows(trx, 'DELETE FROM password_links WHERE user_id = :userId', { userId })
  await rows(
    trx,
    `INSERT INTO password_links (token_hash, user_id, kind, created_at, expires_at)
     VALUES (:hash, :userId, :purpose, taskflow_now(), taskflow_now() + make_interval(hours => :hours::int))`,
    { hash: hashOf(token), userId, purpose, hours: VALID_HOURS[purpose] }
  )
  return { url: `${settings().appUrl}/password/${token}`, hours: VALID_HOURS[purpose] }
}

/** Who a link is for, or 410: used, expired, replaced and never made look the same. */
export async function openPasswordLink(
  token: string,
  client: Client = database()
): Promise<OpenLink> {
  const [link] = await rows<{ user_id: string; email: string; kind: LinkPurpose }>(
    client,
    `SELECT l.user_id, u.email, l.kind FROM password_links l JOIN users u ON u.id = l.user_id
     WHERE l.token_hash = :hash AND l.expires_at > taskflow_now() AND u.disabled_at IS NULL`,
    { hash: hashOf(token) }
  )
  if (!link) throw linkGone()
  return { userId: link.user_id, email: link.email, purpose: link.kind }
}

export interface LinkUse {
  password: string
  /** Of an invited person only. */
  name: string
  timezone: string
}

/** Sets the password and uses the link up; of two people with one link, one gets in. Every session ends. */
export async function usePasswordLink(
  token: string,
  { password, name, timezone }: LinkUse
): Promise<User> {
  const { email } = await openPasswordLink(token)
  checkPassword(password, email)
  const passwordHash = await hashPassword(password)
  return inTransaction(async (trx) => {
    const [used] = await rows<{ user_id: string; kind: LinkPurpose }>(
      trx,
      `DELETE FROM password_links WHERE token_hash = :hash AND expires_at > taskflow_now()
       RETURNING user_id, kind`,
      { hash: hashOf(token) }
    )
    if (!used) throw linkGone()
    const user = await User.query({ client: trx })
      .where('id', used.user_id)
      .whereNull('disabled_at')
      .forUpdate()
      .first()
    if (!user) throw linkGone()
    user.password = passwordHash
    if (used.kind === 'invite') {
      user.merge({ name, timezone: knownTimeZone(timezone) ?? user.timezone })
    }
    await user.save()
    await endSessions(trx, user.id)
    return user
  })
}

function linkGone() {
  return new Problem(
    410,
    'link_gone',
    'This link was used or is too old. Ask the administrator for a new one.'
  )
}

function hashOf(token: string) {
  return createHash('sha256').update(token).digest('base64url')
}

import { AccessToken } from '@adonisjs/auth/access_tokens'
import { TOKEN_PREFIX, TOKEN_TYPE } from '#app/identity/user'
import { database, rows } from '#app/shared/database'

/** A token that is genuine and in force, with what a request needs to know of its owner. */
export interface BearerToken {
  id: string
  name: string
  abilities: string[]
  userId: string
  timezone: string
}

/** Why a token is not accepted. Only `wrong` can be somebody guessing. */
export type TokenRefusal = 'wrong' | 'expired' | 'disabled'

const LAST_USED_EVERY_SECONDS = 60 // "last used" is read by people; a write with each request would wait for the disk
const IDENTIFIER = /^[1-9]\d{0,17}$/ // fits PostgreSQL's bigint

interface TokenRow {
  id: string
  name: string | null
  hash: string
  abilities: string
  expired: boolean
  use_is_old: boolean
  user_id: string
  timezone: string
  disabled: boolean
}

/** Finds and checks the token of an `Authorization: Bearer` header with one statement. */
export async function findBearerToken(presented: string): Promise<BearerToken | TokenRefusal> {
  const decoded = AccessToken.decode(TOKEN_PREFIX, presented)
  if (!decoded || !IDENTIFIER.test(decoded.identifier)) return 'wrong'
  const [row] = await rows<TokenRow>(
    database(),
    `SELECT t.id, t.name, t.hash, t.abilities, u.id AS user_id, u.timezone,
       coalesce(t.expires_at <= taskflow_now(), false) AS expired,
       u.disabled_at IS NOT NULL AS disabled,
       coalesce(t.last_used_at < taskflow_now() - make_interval(secs => ${LAST_USED_EVERY_SECONDS}), true) AS use_is_old
     FROM auth_access_tokens t JOIN users u ON u.id = t.tokenable_id
     WHERE t.id = :id AND t.type = :type`,
    { id: decoded.identifier, type: TOKEN_TYPE }
  )
  if (!row || !isGenuine(row, decoded.secret)) return 'wrong'
  if (row.expired) return 'expired'
  if (row.disabled) return 'disabled'
  if (row.use_is_old) await rememberUse(row.id)
  return {
    id: row.id,
    name: row.name ?? '',
    abilities: JSON.parse(row.abilities) as string[],
    userId: row.user_id,
    timezone: row.timezone,
  }
}

function isGenuine(row: TokenRow, secret: Parameters<AccessToken['verify']>[0]) {
  const never = new Date(0) // the dates are checked in SQL; the class asks for some
  return new AccessToken({
    identifier: row.id,
    tokenableId: row.user_id,
    type: TOKEN_TYPE,
    name: row.name,
    hash: row.hash,
    createdAt: never,
    updatedAt: never,
    lastUsedAt: null,
    expiresAt: null,
  }).verify(secret)
}

/** Parallel requests of one token: the first writes, the others do not wait for its disk. */
async function rememberUse(id: string) {
  await rows(
    database(),
    `UPDATE auth_access_tokens SET last_used_at = taskflow_now() WHERE id = (
       SELECT id FROM auth_access_tokens WHERE id = :id
         AND (last_used_at IS NULL OR last_used_at < taskflow_now() - make_interval(secs => ${LAST_USED_EVERY_SECONDS}))
       FOR UPDATE SKIP LOCKED)`,
    { id }
  )
}

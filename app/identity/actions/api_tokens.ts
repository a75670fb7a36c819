import User, { TOKEN_TYPE } from '#app/identity/user'
import type { Ability } from '#app/shared/ability'
import { type Client, rows } from '#app/shared/database'
import { type Instant, instantFromSql } from '#app/shared/time'

export interface NewToken {
  name: string
  abilities: Ability[]
  /** Null: it never expires. */
  expiresInSeconds: number | null
}

export interface ListedToken {
  id: string
  name: string
  abilities: string[]
  createdAt: Instant
  lastUsedAt: Instant | null
  expiresAt: Instant | null
  expired: boolean
}

/** Makes a token; the answer is the only place where its text can ever be read. */
export async function createToken(
  user: User,
  { name, abilities, expiresInSeconds }: NewToken
): Promise<string> {
  const token = await User.accessTokens.create(user, abilities, {
    name,
    ...(expiresInSeconds !== null && { expiresIn: expiresInSeconds }),
  })
  if (!token.value) throw new Error('a new token has no text')
  return token.value.release()
}

/** A person's tokens, the newest first, the expired ones among them until they are cleaned away. */
export async function listTokens(client: Client, userId: string): Promise<ListedToken[]> {
  const found = await rows<Record<'id' | 'name' | 'abilities' | 'created_at', string> & TokenTimes>(
    client,
    `SELECT id, coalesce(name, '') AS name, abilities, created_at::text, last_used_at::text, expires_at::text,
       coalesce(expires_at <= taskflow_now(), false) AS expired
     FROM auth_access_tokens WHERE tokenable_id = :userId AND type = :type ORDER BY id DESC`,
    { userId, type: TOKEN_TYPE }
  )
  return found.map((row) => ({
    id: row.id,
    name: row.name,
    abilities: JSON.parse(row.abilities) as string[],
    createdAt: instantFromSql(row.created_at),
    lastUsedAt: row.last_used_at && instantFromSql(row.last_used_at),
    expiresAt: row.expires_at && instantFromSql(row.expires_at),
    expired: row.expired,
  }))
}

type TokenTimes = { last_used_at: string | null; expires_at: string | null; expired: boolean }

/** Revokes any token by its number, for the administrator; answers whose it was. */
export async function revokeTokenById(client: Client, id: string) {
  const [revoked] = await rows<{ name: string; email: string }>(
    client,
    `DELETE FROM auth_access_tokens t USING users u WHERE u.id = t.tokenable_id AND t.id::text = :id
     RETURNING coalesce(t.name, '') AS name, u.email`,
    { id }
  )
  return revoked
}

/** Revokes a token of a person; answers its name, or undefined when it is not theirs. */
export async function revokeToken(
  client: Client,
  userId: string,
  id: string
): Promise<string | undefined> {
  const [revoked] = await rows<{ name: string | null }>(
    client,
    'DELETE FROM auth_access_tokens WHERE tokenable_id = :userId AND id::text = :id RETURNING name',
    { userId, id }
  )
  return revoked && (revoked.name ?? '')
}

import { type Client, rows } from '#app/shared/database'

export interface ListedAccount {
  email: string
  name: string
  isAdmin: boolean
  state: 'active' | 'invited' | 'disabled'
  timezone: string
  /** Dates in UTC. */
  createdOn: string
  lastSeenOn: string | null
}

/** Every account, the oldest first. */
export async function listAccounts(client: Client): Promise<ListedAccount[]> {
  return rows<ListedAccount>(
    client,
    `SELECT email, name, is_admin AS "isAdmin", timezone, created_at::date::text AS "createdOn",
       (SELECT max(last_seen_at)::date::text FROM sessions s WHERE s.user_id = users.id) AS "lastSeenOn",
       CASE WHEN disabled_at IS NOT NULL THEN 'disabled' WHEN password IS NULL THEN 'invited' ELSE 'active' END AS state
     FROM users ORDER BY users.created_at, id`
  )
}

/** How many rows of each kind go with an account: of every table that refers to `users`. */
export async function accountContents(
  client: Client,
  userId: string
): Promise<{ what: string; rows: number }[]> {
  const owned = await rows<{ table: string; column: string }>(
    client,
    `SELECT c.conrelid::regclass::text AS table, quote_ident(a.attname) AS column
     FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
     WHERE c.contype = 'f' AND c.confrelid = 'users'::regclass ORDER BY 1, 2`
  )
  const contents: { what: string; rows: number }[] = []
  for (const { table, column } of owned) {
    const [count] = await rows<{ rows: number }>(
      client,
      `SELECT count(*)::int AS rows FROM ${table} WHERE ${column} = :userId`,
      { userId }
    )
    if (count && count.rows > 0) {
      contents.push({ what: table.replaceAll('_', ' '), rows: count.rows })
    }
  }
  return contents
}

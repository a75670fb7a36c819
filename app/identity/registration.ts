import { settings } from '#app/platform/settings'
import { type Client, rows } from '#app/shared/database'

/** Who may sign up: the first person, everybody, or nobody without an invitation. */
export type Registration = 'first' | 'open' | 'closed'

export async function registration(client: Client): Promise<Registration> {
  if (!(await hasAccounts(client))) return 'first'
  return settings().registration
}

export async function hasAccounts(client: Client): Promise<boolean> {
  const [answer] = await rows<{ any: boolean }>(client, 'SELECT EXISTS (SELECT FROM users) AS any')
  return answer?.any ?? false
}

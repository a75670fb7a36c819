import { type Client, rows } from '#app/shared/database'

/** Signs a person out everywhere, or everywhere but here. Answers how many sessions ended. */
export async function endSessions(
  client: Client,
  userId: string,
  { except }: { except?: string } = {}
) {
  const ended = await rows(
    client,
    'DELETE FROM sessions WHERE user_id = :userId AND id IS DISTINCT FROM :except RETURNING list_id',
    { userId, except: except ?? null }
  )
  return ended.length
}

/** Ends one session of the list; answers its own id, or undefined when it is not there. */
export async function endSession(client: Client, userId: string, listId: string) {
  const [ended] = await rows<{ id: string }>(
    client,
    'DELETE FROM sessions WHERE user_id = :userId AND list_id = :listId RETURNING id',
    { userId, listId }
  )
  return ended?.id
}

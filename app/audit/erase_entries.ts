import { type Client, database, rows, type Trx } from '#app/shared/database'

/** Erased with one statement: some 200 ms. */
const BATCH = 5000
/** Of the two seconds that a handler has; the last batch and the commit need the rest. */
const ERASING_MS = 1200

/**
 * Erases what a person wrote from all entries of theirs: the data, and what actors are called. Ids, types and times stay.
 * In the transaction of the deletion's own entry, unless the entries are too many for one: then all but the last of them
 * are erased and committed before, which loses nothing, as the account is gone already.
 *
 * @returns whether all are erased; if not, calling again goes on where this ended
 */
export async function eraseEntries(trx: Trx, userId: string): Promise<boolean> {
  const until = performance.now() + ERASING_MS
  while (await moreThanOneBatch(trx, userId)) {
    if (performance.now() > until) return false
    await eraseBatch(database(), userId)
  }
  await eraseBatch(trx, userId)
  return true
}

/** Index: audit_entries_user. */
const UNERASED = `SELECT a.id FROM audit_entries a WHERE a.user_id = :userId AND a.erased_at IS NULL`

async function moreThanOneBatch(trx: Trx, userId: string): Promise<boolean> {
  const [beyond] = await rows(trx, `${UNERASED} OFFSET ${BATCH} LIMIT 1`, { userId })
  return beyond !== undefined
}

async function eraseBatch(client: Client, userId: string) {
  await rows(
    client,
    `UPDATE audit_entries SET data = '{}', actor = actor || '{"label": ""}', erased_at = clock_timestamp()
     WHERE id IN (${UNERASED} LIMIT ${BATCH})`,
    { userId }
  )
}

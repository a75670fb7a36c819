import { type Client, rows } from '#app/shared/database'

/** Rows that nobody needs any more. */
export interface Cleaning {
  /** What they are, in the plural: "expired sessions". */
  what: string
  table: string
  /** SQL condition on a row. */
  where: string
}

const BATCH_ROWS = 1000 // a batch holds its locks for milliseconds
const cleanings: Cleaning[] = []

/** Called by every module that leaves rows behind. */
export function registerCleaning(cleaning: Cleaning) {
  cleanings.push(cleaning)
}

/** Removes what nobody needs any more, in small batches; answers how many rows of each went, or would go. */
export async function* clean(client: Client, options: { dryRun?: boolean } = {}) {
  for (const cleaning of cleanings) {
    yield {
      what: cleaning.what,
      rows: await (options.dryRun ? count(client, cleaning) : remove(client, cleaning)),
    }
  }
}

async function count(client: Client, { table, where }: Cleaning) {
  const [answer] = await rows<{ rows: number }>(
    client,
    `SELECT count(*)::int AS rows FROM ${table} WHERE ${where}`
  )
  return answer?.rows ?? 0
}

async function remove(client: Client, { table, where }: Cleaning) {
  for (let removed = 0; ;) {
    const batch = await rows(
      client,
      `DELETE FROM ${table} WHERE ctid IN (
         SELECT ctid FROM ${table} WHERE ${where} LIMIT ${BATCH_ROWS} FOR UPDATE SKIP LOCKED) RETURNING 1 AS removed`
    )
    removed += batch.length
    if (batch.length < BATCH_ROWS) return removed
  }
}

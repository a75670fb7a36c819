import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'

export type Trx = TransactionClientContract
export type Client = QueryClientContract

/** Runs SQL with named bindings (`:name`) and answers its rows. */
export async function rows<Row>(
  client: Client,
  sql: string,
  bindings: Record<string, unknown> = {}
): Promise<Row[]> {
  const result = await client.rawQuery(sql, bindings as never)
  return (result as { rows: Row[] }).rows
}

/** Commits when the callback answers, rolls back when it throws. */
export function inTransaction<T>(callback: (trx: Trx) => Promise<T>): Promise<T> {
  return db.transaction(callback)
}

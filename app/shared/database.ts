import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'

export type Trx = TransactionClientContract
export type Client = QueryClientContract

export type Bindings = Record<string, unknown>

/**
 * Runs SQL with named bindings (`:name`; a cast `::type` is left alone) and answers its rows. The names are turned
 * into places here, because knex would take `::text` for a binding called `text` when there is one.
 */
export async function rows<Row>(client: Client, sql: string, bindings: Bindings = {}): Promise<Row[]> {
  const values: unknown[] = []
  const placed = sql.replaceAll('?', '\\?').replace(/(?<![:\w]):([a-zA-Z]\w*)/g, (_match, name: string) => {
    if (!(name in bindings)) throw new Error(`The SQL names :${name}, which is not bound`)
    values.push(bindings[name])
    return '?'
  })
  const result = (await client.rawQuery(placed, values as never)) as { rows: Row[] }
  return result.rows
}

/** The connection of this process outside any transaction. */
export function database(): Client {
  return db.connection()
}

/** Commits when the callback answers, rolls back when it throws. */
export function inTransaction<T>(callback: (trx: Trx) => Promise<T>): Promise<T> {
  return db.transaction(callback)
}

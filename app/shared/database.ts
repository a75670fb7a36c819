import { createHash } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { PassingFailure } from '#app/platform/ports/passing_failure'
import { withinTime } from '#app/platform/within_time'
import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'

export type Trx = TransactionClientContract
export type Client = QueryClientContract

export type Bindings = Record<string, unknown>

/**
 * Runs SQL with named bindings (`:name`; a cast `::type` is left alone) and answers its rows. The names are turned
 * into places here, because knex would take `::text` for a binding called `text` when there is one.
 */
export async function rows<Row>(
  client: Client,
  sql: string,
  bindings: Bindings = {}
): Promise<Row[]> {
  const values: unknown[] = []
  const placed = sql
    .replaceAll('?', '\\?')
    .replace(/(?<![:\w]):([a-zA-Z]\w*)/g, (_match, name: string) => {
      if (!(name in bindings)) throw new Error(`The SQL names :${name}, which is not bound`)
      values.push(bindings[name])
      return '?'
    })
  const query = client.rawQuery(placed, values as never)
  const name = statementName(placed)
  if (name) prepared(query, name)
  const result = (await query) as { rows: Row[] }
  return result.rows
}

/** More than the product has in daily use; each costs every connection some memory in PostgreSQL. */
const PREPARED_MAX = 250
const names = new Map<string, string>()

/**
 * Statements are prepared once for each connection: planning a list takes longer than running it. Undefined for those
 * beyond the limit, which are planned each time. (A pooler in transaction mode must know prepared statements, as
 * PgBouncer does since 1.21.)
 */
function statementName(sql: string): string | undefined {
  const known = names.get(sql)
  if (known || names.size >= PREPARED_MAX) return known
  const name = `taskflow_${createHash('sha256').update(sql).digest('base64url').slice(0, 22)}`
  names.set(sql, name)
  return name
}

/** Lucid hands options on to knex, and knex to pg, but neither has a type for it. */
function prepared(query: unknown, name: string) {
  const { knexQuery } = query as { knexQuery?: { options(options: { name: string }): unknown } }
  knexQuery?.options({ name })
}

/** The connection of this process outside any transaction. */
export function database(): Client {
  return db.connection()
}

/**
 * Commits when the callback answers, rolls back when it throws; throws when the commit itself fails. A transaction that
 * lost a deadlock begins again, so the callback may run more than once: it has no effects but in it. (knex keeps the
 * failure of a COMMIT to itself: only `executionPromise` tells of it, and Lucid does not look there.)
 */
export async function inTransaction<T>(callback: (trx: Trx) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await oneTransaction(callback)
    } catch (error) {
      if (tries === DEADLOCK_TRIES || (error as { code?: string }).code !== DEADLOCK) throw error
    }
  }
}

/** SQLSTATE `deadlock_detected`: PostgreSQL has rolled one of the two back, and it may begin again. */
const DEADLOCK = '40P01'
const DEADLOCK_TRIES = 3

async function oneTransaction<T>(callback: (trx: Trx) => Promise<T>): Promise<T> {
  let ended: Promise<unknown> | undefined
  const answer = await db.transaction((trx) => {
    ended = (trx.knexClient as { executionPromise?: Promise<unknown> }).executionPromise
    ended?.catch(() => undefined) // awaited below, when the callback is through
    return callback(trx)
  })
  await ended
  return answer
}

/**
 * The same for what must not take longer: when the time is up its connection is cut, so that it can neither block others
 * nor stay in the pool, and it counts as a passing failure. Whether it has committed is not known then.
 */
export async function inBoundedTransaction<T>(
  timeoutMs: number,
  callback: (trx: Trx) => Promise<T>
): Promise<T> {
  let cut = () => {}
  const work = inTransaction(async (trx) => {
    cut = await cutterOf(trx)
    return callback(trx)
  })
  return withinTime(work, timeoutMs, () => {
    cut()
    return noAnswer(timeoutMs)
  })
}

/** A read or a statement of its own that must not take longer; a passing failure when it does. */
export function inTime<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  return withinTime(work, timeoutMs, () => noAnswer(timeoutMs))
}

function noAnswer(timeoutMs: number) {
  return new PassingFailure(`the database gave no answer in ${timeoutMs} ms`)
}

/** Ends the connection of a transaction without a word to its other end, which may be gone. */
async function cutterOf(trx: Trx): Promise<() => void> {
  const { client } = trx.knexClient as unknown as {
    client: { acquireConnection(): Promise<{ connection: { stream: { destroy(): void } } }> }
  }
  const { connection } = await client.acquireConnection()
  return () => connection.stream.destroy()
}

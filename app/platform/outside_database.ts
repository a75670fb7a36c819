import pg from 'pg'
import { reason, StartError } from './start_error.js'

const PATIENCE_MS = 5000
/** The first release with `uuidv7()`, which the migrations use. */
const OLDEST_VERSION = 18

/** Makes sure that the database of DATABASE_URL answers and is new enough, before anything relies on it. */
export async function checkOutsideDatabase(databaseUrl: string) {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: PATIENCE_MS,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    throw new StartError(
      `The database at ${withoutPassword(databaseUrl)} cannot be reached (${reason(error)}): ` +
        'check DATABASE_URL, and that PostgreSQL runs there.'
    )
  }
  try {
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version')
    const version = rows[0]?.server_version ?? ''
    if (Number.parseInt(version) < OLDEST_VERSION) {
      throw new StartError(
        `The database at ${withoutPassword(databaseUrl)} is PostgreSQL ${version}: ${OLDEST_VERSION} or newer is needed.`
      )
    }
  } finally {
    await client.end()
  }
}

/** The address as it may be printed. */
export function withoutPassword(databaseUrl: string): string {
  const url = new URL(databaseUrl)
  if (url.password) url.password = '***'
  if (url.searchParams.has('password')) url.searchParams.set('password', '***')
  return url.href
}

import { readdir } from 'node:fs/promises'
import type { ApplicationService } from '@adonisjs/core/types'
import { MigrationRunner } from '@adonisjs/lucid/migration'
import pg from 'pg'
import { settings } from './settings.js'
import { StartError } from './start_error.js'

const FOLDER = 'database/migrations'
/** Any number will do; it is taken for as long as a process migrates. */
const MIGRATING = 7_350_002

/** What the database has and the code has not, and the other way round. */
export interface MigrationState {
  pending: string[]
  unknown: string[]
}

/** Compares the migrations of the code with those that the database of the application has been through. */
export async function migrationState(app: ApplicationService): Promise<MigrationState> {
  const [known, applied] = await Promise.all([knownMigrations(app), appliedMigrations(app)])
  return {
    pending: known.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.includes(name)),
  }
}

/**
 * Brings the database to the code's state. Processes that start together take turns, and the second finds nothing left
 * to do; a database that is newer than the code is left alone.
 */
export async function migrate(app: ApplicationService) {
  const before = await migrationState(app)
  refuseNewer(before)
  if (before.pending.length === 0) return
  await taking(MIGRATING, async () => {
    const state = await migrationState(app)
    refuseNewer(state)
    if (state.pending.length > 0) await runPending(app)
  })
}

async function runPending(app: ApplicationService) {
  const db = await app.container.make('lucid.db')
  const runner = new MigrationRunner(db, app, { direction: 'up', disableLocks: true })
  await runner.run()
  if (runner.error) throw runner.error
}

function refuseNewer({ unknown }: MigrationState) {
  if (unknown.length === 0) return
  throw new StartError(
    `The database is newer than this release: it has been through ${unknown.join(', ')}. ` +
      'Start the release that it belongs to, or a newer one.'
  )
}

async function knownMigrations(app: ApplicationService): Promise<string[]> {
  const files = await readdir(app.makePath(FOLDER))
  return files
    .filter((file) => /(?<!\.d)\.(ts|js)$/.test(file))
    .map((file) => `${FOLDER}/${file.replace(/\.(ts|js)$/, '')}`)
    .sort()
}

async function appliedMigrations(app: ApplicationService): Promise<string[]> {
  const db = await app.container.make('lucid.db')
  const { rows: tables } = await db.rawQuery<{ rows: { present: boolean }[] }>(
    `SELECT to_regclass('adonis_schema') IS NOT NULL AS present`
  )
  if (!tables[0]?.present) return []
  const { rows } = await db.rawQuery<{ rows: { name: string }[] }>(
    'SELECT name FROM adonis_schema ORDER BY id'
  )
  return rows.map(({ name }) => name)
}

/** On a connection of its own, and a direct one: the lock belongs to a session, which a pooler would share. */
async function taking(lock: number, work: () => Promise<void>) {
  const client = new pg.Client({ connectionString: settings().databaseDirectUrl })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [lock])
    await work()
  } finally {
    await client.end()
  }
}

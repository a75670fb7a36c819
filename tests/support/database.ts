import { getActiveTest } from '@japa/runner'
import { MigrationRunner } from '@adonisjs/lucid/migration'
import app from '@adonisjs/core/services/app'
import pg from 'pg'
import { testDatabaseUrl } from './test_postgres.js'

/** The database of the application that runs inside the tests. */
export const TEST_DATABASE = 'taskflow_test'

const TEMPLATE = 'taskflow_template'

let clones = 0

/** Migrates the template once and clones the database of the run from it. */
export async function createTestDatabases() {
  await administer(`CREATE DATABASE ${TEMPLATE}`)
  const db = await app.container.make('lucid.db')
  db.manager.add(TEMPLATE, {
    ...db.manager.get('postgres')!.config,
    connection: testDatabaseUrl(TEMPLATE),
  } as never)
  const migrations = new MigrationRunner(db, app, { direction: 'up', connectionName: TEMPLATE })
  await migrations.run()
  await db.manager.close(TEMPLATE, true)
  if (migrations.error) throw migrations.error
  await administer(`CREATE DATABASE ${TEST_DATABASE} TEMPLATE ${TEMPLATE}`)
}

/**
 * A migrated, empty database of the active test's own, for what runs in other processes; gone when the test ends.
 * Answers its connection string.
 */
export async function freshDatabase(): Promise<string> {
  return databaseOfTest(`TEMPLATE ${TEMPLATE}`)
}

/** The same without any migration. */
export async function blankDatabase(): Promise<string> {
  return databaseOfTest('')
}

async function databaseOfTest(options: string): Promise<string> {
  const name = `taskflow_fresh_${++clones}`
  await administer(`CREATE DATABASE ${name} ${options}`)
  getActiveTest()?.cleanup(() => administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
  return testDatabaseUrl(name)
}

/**
 * Empties every table of the application's database. The functional and browser suites do it before each test.
 * DELETE, because TRUNCATE makes new files for every table and index and takes ten times as long on a few rows.
 */
export async function truncateAll() {
  const db = await app.container.make('lucid.db')
  const tables = await db.rawQuery<{ rows: { name: string }[] }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables
      WHERE schemaname = 'public' AND tablename NOT LIKE 'adonis_schema%'`
  )
  const deletions = tables.rows.map(({ name }) => `DELETE FROM ${name};`).join(' ')
  await db.rawQuery(
    `SET session_replication_role = replica; ${deletions} SET session_replication_role = origin`
  )
}

/** A connection of the active test's own to one of those databases; its transactions are nobody else's. */
export async function connected(connectionString: string) {
  const client = new pg.Client({ connectionString })
  client.on('error', () => {}) // its database goes with the test
  await client.connect()
  getActiveTest()?.cleanup(() => client.end())
  return {
    async query<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) {
      const { rows } = await client.query<Row>(sql, values)
      return rows
    },
  }
}

/** Runs one statement on the server of the run, outside any database of the application. */
export async function administer(statement: string) {
  const client = new pg.Client({ connectionString: testDatabaseUrl('postgres') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

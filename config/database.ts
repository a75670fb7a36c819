import { defineConfig } from '@adonisjs/lucid'
import { settings } from '#app/platform/settings'

/** PostgreSQL lets go of a client that is gone, or stands still in a transaction, in a minute instead of hours. */
const OPTIONS = [
  'TimeZone=UTC',
  'idle_in_transaction_session_timeout=60s',
  'tcp_keepalives_idle=20',
  'tcp_keepalives_interval=10',
  'tcp_keepalives_count=3',
]
  .map((option) => `-c ${option}`)
  .join(' ')

const databaseConfig = defineConfig({
  connection: 'postgres',
  prettyPrintDebugQueries: false,
  connections: {
    postgres: {
      client: 'pg',
      // The rest is pg's, though knex's types do not know it. Rows give instants as text in UTC.
      connection: {
        connectionString: settings().databaseUrl,
        ...{ options: OPTIONS, keepAlive: true, connectionTimeoutMillis: 5000 },
      },
      pool: { min: 0, max: 16 },
      migrations: { naturalSort: true, paths: ['database/migrations'] },
      schemaGeneration: { enabled: false },
    },
  },
})

export default databaseConfig

import { defineConfig } from '@adonisjs/lucid'
import { settings } from '#app/platform/settings'

const databaseConfig = defineConfig({
  connection: 'postgres',
  prettyPrintDebugQueries: false,
  connections: {
    postgres: {
      client: 'pg',
      // `options` is pg's, though knex's types do not know it: rows give instants as text in UTC.
      connection: { connectionString: settings().databaseUrl, ...{ options: '-c TimeZone=UTC' } },
      pool: { min: 0, max: 16 },
      migrations: { naturalSort: true, paths: ['database/migrations'] },
      schemaGeneration: { enabled: false },
    },
  },
})

export default databaseConfig

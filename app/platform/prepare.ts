import { resolve } from 'node:path'
import { useSettings } from './settings.js'

/**
 * Everything that must stand before AdonisJS boots: settings, the database, its connection string.
 * (First version: an outside database only.)
 */
export async function prepare(_entry: 'server' | 'console' | 'test') {
  process.env.TZ = 'UTC'
  useSettings({
    host: process.env.HOST ?? '127.0.0.1',
    port: Number(process.env.PORT ?? 3333),
    dataDir: resolve(process.env.DATA_DIR ?? 'data'),
    databaseUrl: process.env.DATABASE_URL,
    appKey: process.env.APP_KEY ?? 'development-only-key-of-32-characters',
    appUrl: process.env.APP_URL ?? 'http://127.0.0.1:3333',
    registration: 'closed',
    logLevel: 'info',
    trustProxy: false,
    apiRateLimit: 0,
  })
  process.env.HOST ??= '127.0.0.1'
  process.env.PORT ??= '3333'
}

/**
 * What the environment says about this process, read and checked once. `bin/*.ts` calls `loadSettings` before
 * AdonisJS boots; everything else reads `settings()`.
 */
export interface Settings {
  host: string
  port: number
  /** Absolute path. Holds the embedded database, `APP_KEY` and nothing a user typed. */
  dataDir: string
  /** Connection string of an outside PostgreSQL, or undefined: the embedded one is used. */
  databaseUrl: string | undefined
  appKey: string
  appUrl: string
  registration: 'open' | 'closed'
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  trustProxy: string | boolean
  /** Requests a minute that one user may make to the API; 0 switches the limit off. */
  apiRateLimit: number
}

let loaded: Settings | undefined

export function useSettings(settings: Settings) {
  loaded = settings
}

export function settings(): Settings {
  if (!loaded) throw new Error('Settings are read before loadSettings() was called in bin/*.ts')
  return loaded
}

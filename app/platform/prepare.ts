import { createHmac, randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chooseDataFolder, openDataFolder } from './data_folder.js'
import { databaseUser } from './embedded/database_user.js'
import { keptSecret } from './embedded/kept_secret.js'
import { SharedPostgres } from './embedded/shared_postgres.js'
import { freePort } from './free_port.js'
import { checkOutsideDatabase } from './outside_database.js'
import { ROOT } from './root.js'
import { readSettings, useSettings, type GivenSettings } from './settings.js'
import { reason, StartError } from './start_error.js'

const CHECKOUT = resolve(fileURLToPath(ROOT))

/** What must be let go of when the process ends. */
export interface Prepared {
  /** Whether the database is the embedded one. */
  embedded: boolean
  release(): Promise<void>
}

/**
 * Everything that must stand before AdonisJS boots: settings, the database, its connection string. A command that uses
 * no database gets none, and leaves no folder behind.
 */
export async function prepare({ database }: { database: boolean }): Promise<Prepared> {
  process.env.TZ = 'UTC'
  const result = readSettings(process.env)
  if ('mistakes' in result) throw new StartError(result.mistakes.join('\n'))
  const given = result.settings
  if (!database) {
    await use(given, { appKey: given.appKey ?? randomBytes(32).toString('hex') })
    return { embedded: !given.databaseUrl, release: async () => undefined }
  }
  return given.databaseUrl ? prepareOutside(given, given.databaseUrl) : prepareEmbedded(given)
}

async function prepareOutside(given: GivenSettings, databaseUrl: string): Promise<Prepared> {
  await checkOutsideDatabase(databaseUrl)
  await use(given, { appApiToken: given.appApiToken ?? sharedToken(given) })
  return { embedded: false, release: async () => undefined }
}

/**
 * Processes without a sidecar ask each other: they share the key, and so a token made of it. (With Dapr it has to be
 * given, as the sidecar needs it.)
 */
function sharedToken({ platform, appKey }: GivenSettings): string | undefined {
  if (platform !== 'embedded' || !appKey) return undefined
  return createHmac('sha256', appKey).update('machine routes').digest('hex')
}

async function prepareEmbedded(given: GivenSettings): Promise<Prepared> {
  const user = databaseUser()
  const { path, notice } = chooseDataFolder(CHECKOUT, given.dataDir, user)
  if (notice) process.stderr.write(`${notice}\n`)
  openDataFolder(path, user)
  const appKey = given.appKey ?? keptSecret(join(path, 'app-key'))
  const appApiToken = given.appApiToken ?? keptSecret(join(path, 'app-api-token'))
  const postgres = new SharedPostgres(path, user, endWithoutDatabase)
  const databaseUrl = await postgres.join()
  await use(given, {
    appKey,
    appApiToken,
    dataDir: path,
    databaseUrl,
    databaseDirectUrl: databaseUrl,
  })
  return { embedded: true, release: () => postgres.leave() }
}

async function use(given: GivenSettings, made: Partial<GivenSettings>) {
  const port = given.port || (await freePort(given.host))
  const appUrl = given.appUrl ?? `http://${browsable(given.host)}:${port}`
  const appKey = made.appKey ?? given.appKey ?? ''
  useSettings({
    ...given,
    dataDir: given.dataDir ?? join(CHECKOUT, 'data'),
    ...made,
    port,
    appUrl,
    appKey,
  })
}

/** An address of all interfaces is none that a browser could open. */
function browsable(host: string) {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

function endWithoutDatabase(error: unknown) {
  process.stderr.write(
    `The embedded PostgreSQL ended and could not be started again: ${reason(error)}\n`
  )
  process.exit(1)
}

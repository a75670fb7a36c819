import { join } from 'node:path'
import pg from 'pg'
import { binariesFor } from './binaries.js'
import { connectionString, DATABASE, type Cluster } from './cluster.js'
import type { DatabaseUser } from './database_user.js'
import { withFileLock } from './file_lock.js'
import { keptSecret } from './kept_secret.js'
import { ensureCluster, ensureRunning, stopServer } from './postgres_server.js'

/** Any number will do; nothing else takes advisory locks in the database `postgres`. */
const USED = 7_350_001

/**
 * The PostgreSQL of a data folder, shared by all processes that use the folder: the first one starts it, the last one
 * out stops it. Each holds one session with a shared advisory lock; whoever gets that lock alone is the last. The lock
 * goes with its session, so a process that was killed counts no longer, and no process number is ever trusted.
 */
export class SharedPostgres {
  #cluster: Cluster
  #lockFile: string
  #session: pg.Client | undefined
  #port: number | undefined
  #leaving = false

  #lost: (error: unknown) => void

  /** `lost` is called when the server ended while it was in use and cannot be brought back where it was. */
  constructor(dataDir: string, user: DatabaseUser | undefined, lost: (error: unknown) => void) {
    this.#lost = lost
    this.#lockFile = join(dataDir, 'postgres.lock')
    const password = keptSecret(join(dataDir, 'postgres-password'))
    this.#cluster = { folder: join(dataDir, 'postgres'), password, user, binaries: binariesFor(user) }
  }

  /** Starts it, or joins whoever did; answers the connection string of the application's database. */
  async join(): Promise<string> {
    this.#port = await withFileLock(this.#lockFile, async () => {
      await ensureCluster(this.#cluster)
      const port = await ensureRunning(this.#cluster, this.#port)
      await this.#hold(port)
      return port
    })
    return connectionString(this.#cluster, this.#port)
  }

  /** Lets it go; stops it when nobody else uses it. */
  async leave() {
    this.#leaving = true
    await withFileLock(this.#lockFile, async () => {
      const last = await this.#isLast()
      await this.#session?.end().catch(() => undefined)
      if (last) await stopServer(this.#cluster)
    })
  }

  async #hold(port: number) {
    const session = new pg.Client({
      connectionString: connectionString(this.#cluster, port, 'postgres'),
      application_name: `taskflow ${process.pid}`,
      keepAlive: true,
    })
    // Ended without being asked to: the server was killed, or crashed and is recovering. It is needed, so start it.
    session.on('error', () => undefined)
    session.once('end', () => void this.#rejoin())
    await session.connect()
    await session.query('SELECT pg_advisory_lock_shared($1)', [USED])
    const { rowCount } = await session.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE])
    if (!rowCount) await session.query(`CREATE DATABASE ${DATABASE}`)
    this.#session = session
  }

  async #rejoin() {
    if (this.#leaving) return
    const port = this.#port
    try {
      await this.join()
      if (this.#port !== port) throw new Error('another program has taken its port')
    } catch (error) {
      this.#lost(error)
    }
  }

  async #isLast(): Promise<boolean> {
    try {
      const released = await this.#session?.query('SELECT pg_advisory_unlock_shared($1)', [USED])
      const alone = await this.#session?.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [USED])
      return Boolean(released) && alone?.rows[0]?.alone === true
    } catch {
      return false
    }
  }
}

import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { binariesFor } from './binaries.js'
import { connectionString, DATABASE, type Cluster } from './cluster.js'
import type { DatabaseUser } from './database_user.js'
import { withFileLock } from './file_lock.js'
import { keptSecret } from './kept_secret.js'
import { reason, StartError } from '../start_error.js'
import { ensureCluster, ensureRunning, stopServer } from './postgres_server.js'

/** Any number will do; nothing else takes advisory locks in the database `postgres`. */
const USED = 7_350_001

/** Recovery after a crash replays the log since the last checkpoint. */
const PATIENCE_SECONDS = 60
const RETRY_MS = 50

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
    this.#cluster = {
      folder: join(dataDir, 'postgres'),
      password,
      user,
      binaries: binariesFor(user),
    }
  }

  /** Starts it, or joins whoever did; answers the connection string of the application's database. */
  async join(): Promise<string> {
    this.#port = await withFileLock(this.#lockFile, async () => {
      await ensureCluster(this.#cluster)
      return this.#hold(Date.now() + PATIENCE_SECONDS * 1000)
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

  /** Answers the port. A server that is recovering, or about to notice that it was killed, is tried again. */
  async #hold(deadline: number): Promise<number> {
    for (;;) {
      const port = await ensureRunning(this.#cluster, this.#port)
      try {
        this.#session = await this.#openSession(port)
        return port
      } catch (error) {
        if (!isPassing(error) || Date.now() > deadline) {
          throw new StartError(`The embedded PostgreSQL lets nobody in: ${reason(error)}`)
        }
        await delay(RETRY_MS)
      }
    }
  }

  async #openSession(port: number): Promise<pg.Client> {
    const session = new pg.Client({
      connectionString: connectionString(this.#cluster, port, 'postgres'),
      application_name: `taskflow ${process.pid}`,
      keepAlive: true,
    })
    session.on('error', () => undefined)
    // Ended without being asked to: the server was killed, or one of its processes was and all of them start again.
    session.once('end', () => {
      if (this.#session === session) void this.#rejoin()
    })
    await session.connect()
    await session.query('SELECT pg_advisory_lock_shared($1)', [USED])
    const { rowCount } = await session.query('SELECT FROM pg_database WHERE datname = $1', [
      DATABASE,
    ])
    if (!rowCount) await session.query(`CREATE DATABASE ${DATABASE}`)
    return session
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
      const alone = await this.#session?.query<{ alone: boolean }>(
        'SELECT pg_try_advisory_lock($1) AS alone',
        [USED]
      )
      return Boolean(released) && alone?.rows[0]?.alone === true
    } catch {
      return false
    }
  }
}

/** Classes 08 and 57P: no connection, or a server that starts, recovers or shuts down; and what the network says. */
function isPassing(error: unknown): boolean {
  const { code = '', message } = error as { code?: string; message: string }
  return /^(08|57P|ECONN|EPIPE)/.test(code) || message === 'Connection terminated unexpectedly'
}

import { randomBytes } from 'node:crypto'
import { chownSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { binariesFor } from '#app/platform/embedded/binaries'
import {
  connectionString,
  DATABASE,
  initialise,
  postgresArguments,
  readPostmaster,
  spawnOptions,
  type Cluster,
} from '#app/platform/embedded/cluster'
import { databaseUser } from '#app/platform/embedded/database_user'
import type { Child } from './child.js'
import type { Site } from './site.js'

/** No disk is waited for. A commit is in the kernel's hands before it is answered, so kill -9 and SIGQUIT lose none. */
const SETTINGS = { fsync: 'off', max_connections: 200, max_wal_size: '2GB' }

/** The database of the cluster. */
export class Postgres {
  readonly #cluster: Cluster
  readonly #pool: pg.Pool

  private constructor(
    readonly process: Child,
    readonly url: string,
    cluster: Cluster
  ) {
    this.#cluster = cluster
    this.#pool = new pg.Pool({ connectionString: url, max: 4 })
    // An outage ends idle connections: the next query opens another.
    this.#pool.on('error', () => undefined)
  }

  /** A server with an address, not started yet. */
  static async create(site: Site): Promise<Postgres> {
    const user = databaseUser()
    const folder = join(site.folder, 'postgres')
    const cluster = {
      folder,
      user,
      password: randomBytes(12).toString('hex'),
      binaries: binariesFor(user),
    }
    mkdirSync(folder, { mode: 0o700 })
    if (user) chownSync(folder, user.uid, user.gid)
    const port = await site.ports.take()
    const process = site.child({
      ...spawnOptions(cluster),
      name: 'postgres',
      command: [cluster.binaries.postgres, ...postgresArguments(cluster, port, SETTINGS)],
      isReady: async () => readPostmaster(folder)?.ready === true,
      stopSignal: 'SIGINT',
      endSignal: 'SIGQUIT',
    })
    return new Postgres(process, connectionString(cluster, port), cluster)
  }

  /** For the first time: with an empty database. */
  async start() {
    await initialise(this.#cluster, ['--no-sync'])
    await this.process.start()
    await this.#createDatabase()
  }

  get port(): number {
    return Number(new URL(this.url).port)
  }

  /** Rows of one statement, for a test to look at what there is. */
  async query<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    const { rows } = await this.#pool.query<Row>(sql, values)
    return rows
  }

  /** As `pg_ctl stop -m immediate`: every connection breaks. `process.start()` brings it back, on the same port and data. */
  async crash() {
    await this.process.destroy()
  }

  async close() {
    await this.#pool.end()
  }

  async #createDatabase() {
    const address = connectionString(this.#cluster, this.port, 'postgres')
    const client = new pg.Client({ connectionString: address })
    await client.connect()
    await client.query(`CREATE DATABASE ${DATABASE}`)
    await client.end()
  }
}

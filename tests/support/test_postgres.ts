import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, mkdirSync, mkdtempSync, openSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { binariesFor } from '#app/platform/embedded/binaries'
import {
  connectionString,
  initialise,
  postgresArguments,
  readPostmaster,
  spawnOptions,
  type Cluster,
} from '#app/platform/embedded/cluster'
import { databaseUser } from '#app/platform/embedded/database_user'
import { freePort } from '#app/platform/free_port'

/** Nothing here outlives the run, so nothing waits for a disk. */
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: 200,
  max_wal_size: '4GB',
  autovacuum_naptime: 5,
}

/**
 * The shell waits for the end of its input, which comes when the tests end, however they do (kill -9 included), then
 * ends the server by its own pid and removes its folder.
 */
const GUARD = `"$@" & server=$!; read -r _; kill -QUIT "$server"; wait "$server"; cd /; rm -rf "$folder"`

const START_SECONDS = 60

let running: { cluster: Cluster; port: number; guard: ChildProcess } | undefined

/** Starts the PostgreSQL of this run. */
export async function startTestPostgres() {
  const user = databaseUser()
  const folder = mkdtempSync(join(tmpdir(), 'taskflow-test-'))
  const cluster = {
    folder: join(folder, 'data'),
    password: randomBytes(12).toString('hex'),
    user,
    binaries: binariesFor(user),
  }
  mkdirSync(cluster.folder, { mode: 0o700 })
  for (const owned of user ? [folder, cluster.folder] : []) chownSync(owned, user!.uid, user!.gid)
  await initialise(cluster, ['--no-sync'])

  const port = await freePort()
  const log = openSync(join(folder, 'log'), 'a')
  const options = spawnOptions(cluster, ['pipe', log, log])
  const command = [cluster.binaries.postgres, ...postgresArguments(cluster, port, SETTINGS)]
  const guard = spawn('/bin/sh', ['-c', GUARD, 'sh', ...command], {
    ...options,
    env: { ...options.env, folder },
    detached: true,
  })
  running = { cluster, port, guard }
  guard.unref()
  await untilReady(cluster, join(folder, 'log'))
}

/** Ends it and waits until it is gone. */
export async function stopTestPostgres() {
  const guard = running?.guard
  if (!guard || guard.exitCode !== null) return
  const gone = new Promise((resolve) => guard.once('exit', resolve))
  guard.ref()
  guard.stdin!.end()
  await gone
}

/** Connection string of one database of this run. */
export function testDatabaseUrl(database: string): string {
  if (!running) {
    throw new Error('This run has no database: tests that need one stand outside the unit suite.')
  }
  return connectionString(running.cluster, running.port, database)
}

async function untilReady(cluster: Cluster, log: string) {
  const deadline = Date.now() + START_SECONDS * 1000
  while (!readPostmaster(cluster.folder)?.ready) {
    if (Date.now() > deadline) {
      throw new Error(`The PostgreSQL of the tests did not start:\n${readFileSync(log, 'utf8')}`)
    }
    await delay(10)
  }
}

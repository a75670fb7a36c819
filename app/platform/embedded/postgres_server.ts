import { spawn, type ChildProcess } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '../free_port.js'
import { reason, StartError } from '../start_error.js'
import {
  initialise,
  postgresArguments,
  readPostmaster,
  spawnOptions,
  type Cluster,
  type Postmaster,
} from './cluster.js'
import { isAlive, isPostmasterOf } from './postmaster_process.js'

const POLL_MS = 10
const RETRY_MS = 100
/** After a crash PostgreSQL replays its log first, and the processes of a killed one may still be going. */
const START_SECONDS = 60
/** What is left of the five seconds of a stop; PostgreSQL goes on by itself when it needs more. */
const STOP_SECONDS = 3
const LOG_BYTES = 1_000_000

const POSTGRES_MAJOR = '18'

/** Says why a start failed for a reason that goes away by itself: another attempt is worth making. */
const PASSING =
  /lock file .* already exists|shared memory block .* still in use|could not create any TCP\/IP sockets/

/*
 * All of this runs under the lock of the data folder (see shared_postgres.ts): nobody else starts, stops or cleans up
 * at the same time.
 */

/** Makes the cluster unless it is there. A folder that a killed start left half made is begun again. */
export async function ensureCluster(cluster: Cluster) {
  if (existsSync(join(cluster.folder, 'PG_VERSION'))) return checkVersion(cluster)
  const unfinished = { ...cluster, folder: `${cluster.folder}.unfinished` }
  rmSync(unfinished.folder, { recursive: true, force: true })
  mkdirSync(unfinished.folder, { mode: 0o700 })
  if (cluster.user) chownSync(unfinished.folder, cluster.user.uid, cluster.user.gid)
  try {
    await initialise(unfinished)
  } catch (error) {
    throw new StartError(`The database could not be made in ${cluster.folder}: ${reason(error)}`)
  }
  renameSync(unfinished.folder, cluster.folder)
}

/** Answers the port of the server that runs on the cluster, after starting it if none does. */
export async function ensureRunning(cluster: Cluster, port?: number): Promise<number> {
  const deadline = Date.now() + START_SECONDS * 1000
  for (;;) {
    const running = await presentServer(cluster, deadline)
    if (running) return running.port
    const failure = await startServer(cluster, port)
    if (failure && (!PASSING.test(failure) || Date.now() > deadline)) {
      throw new StartError(
        `PostgreSQL did not start: ${lastFatal(failure)} (${logOf(cluster)} has it all.)`
      )
    }
    if (failure) await delay(RETRY_MS)
  }
}

/** Ends the server after its connections were ended; answers when it is gone. */
export async function stopServer(cluster: Cluster) {
  const args = ['stop', '-D', cluster.folder, '-m', 'fast', '--no-wait']
  const asked = spawn(cluster.binaries.pgCtl, args, spawnOptions(cluster, 'ignore'))
  await new Promise((resolve) => asked.once('exit', resolve).once('error', resolve))
  const deadline = Date.now() + STOP_SECONDS * 1000
  while (readPostmaster(cluster.folder) && Date.now() < deadline) await delay(POLL_MS)
}

/** The server that runs already, once it is ready: whoever started it may have been killed while it came up. */
async function presentServer(cluster: Cluster, deadline: number): Promise<Postmaster | undefined> {
  for (;;) {
    const found = readPostmaster(cluster.folder)
    if (!found || !isPostmasterOf(found.pid, cluster.folder)) return undefined
    if (found.ready) return found
    if (Date.now() > deadline) {
      throw new StartError(
        `PostgreSQL (process ${found.pid}) is not ready after ${START_SECONDS} s: see ${logOf(cluster)}`
      )
    }
    await delay(POLL_MS)
  }
}

/** Undefined when the server is ready; else what its log says. */
async function startServer(
  cluster: Cluster,
  wantedPort: number | undefined
): Promise<string | undefined> {
  const leftover = readPostmaster(cluster.folder)
  // PostgreSQL itself sees that a dead process left the file, but not that its number was given to something else.
  if (leftover && isAlive(leftover.pid)) {
    rmSync(join(cluster.folder, 'postmaster.pid'), { force: true })
  }
  const port = await usable(wantedPort ?? leftover?.port)
  const log = openLog(cluster)
  const server = spawn(cluster.binaries.postgres, postgresArguments(cluster, port, {}), {
    ...spawnOptions(cluster, ['ignore', log.fd, log.fd]),
    detached: true,
  })
  closeSync(log.fd)
  // A session of its own (detached): the terminal's Ctrl-C is for the processes that use it.
  server.unref()
  return (await endedOrReady(server, cluster))
    ? undefined
    : readFileSync(log.path, 'utf8').slice(log.start).trim()
}

async function endedOrReady(server: ChildProcess, cluster: Cluster): Promise<boolean> {
  let ended = false
  server.once('exit', () => (ended = true)).once('error', () => (ended = true))
  while (!ended) {
    const running = readPostmaster(cluster.folder)
    if (running?.ready && running.pid === server.pid) return true
    await delay(POLL_MS)
  }
  return false
}

/** The port that other processes know already, if it is free; they go on with their connection strings. */
async function usable(wanted: number | undefined): Promise<number> {
  if (!wanted) return freePort()
  return freePort('127.0.0.1', wanted).catch(() => freePort())
}

function checkVersion(cluster: Cluster) {
  const found = readFileSync(join(cluster.folder, 'PG_VERSION'), 'utf8').trim()
  if (found === POSTGRES_MAJOR) return
  throw new StartError(
    `${cluster.folder} holds a database of PostgreSQL ${found}, and this release brings PostgreSQL ${POSTGRES_MAJOR}: ` +
      'start the release that made it, or set DATA_DIR to another folder.'
  )
}

function logOf(cluster: Cluster) {
  return join(dirname(cluster.folder), 'postgres.log')
}

function lastFatal(log: string): string {
  return log.split('\n').findLast((line) => line.includes('FATAL')) ?? log
}

/** One older log is kept. */
function openLog(cluster: Cluster) {
  const path = logOf(cluster)
  if (existsSync(path) && statSync(path).size > LOG_BYTES) renameSync(path, `${path}.old`)
  const fd = openSync(path, 'a', 0o600)
  return { path, fd, start: statSync(path).size }
}

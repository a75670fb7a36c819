import { execFile, type StdioOptions } from 'node:child_process'
import { chownSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.js'
import type { DatabaseUser } from './database_user.js'

const run = promisify(execFile)

/** The one role of an embedded cluster, its owner, and the database that the application uses. */
export const ROLE = 'taskflow'
export const DATABASE = 'taskflow'

/** A folder with a database cluster, and what it takes to run PostgreSQL on it. */
export interface Cluster {
  folder: string
  password: string
  binaries: Binaries
  user: DatabaseUser | undefined
}

/** What `postmaster.pid` says about a running, or a killed, server. */
export interface Postmaster {
  pid: number
  port: number
  ready: boolean
}

/** Makes the cluster in an empty folder which its user owns: UTF-8, the same order on every machine, passwords only. */
export async function initialise(cluster: Cluster, flags: string[] = []) {
  const passwordFile = `${cluster.folder}.password`
  writeFileSync(passwordFile, cluster.password, { mode: 0o600, flag: 'w' })
  if (cluster.user) chownSync(passwordFile, cluster.user.uid, cluster.user.gid)
  try {
    const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const access = ['-U', ROLE, '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
    await run(
      cluster.binaries.initdb,
      ['-D', cluster.folder, ...access, ...locale, '--no-instructions', ...flags],
      spawnOptions(cluster)
    )
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/** Command line of a server that listens on loopback only. */
export function postgresArguments(
  cluster: Cluster,
  port: number,
  settings: Record<string, string | number>
) {
  const all = { ...settings, listen_addresses: '127.0.0.1', port, unix_socket_directories: '' }
  return [
    '-D',
    cluster.folder,
    ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
}

export function connectionString(cluster: Cluster, port: number, database = DATABASE): string {
  return `postgres://${ROLE}:${cluster.password}@127.0.0.1:${port}/${database}`
}

/** Undefined when no server runs on the folder and none was killed there. */
export function readPostmaster(folder: string): Postmaster | undefined {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
  } catch {
    return undefined
  }
}

/** As the cluster's user, in a folder it may enter, and deaf to `PG…` variables and the language of this process. */
export function spawnOptions(cluster: Cluster, stdio: StdioOptions = 'pipe') {
  const { uid, gid } = cluster.user ?? {}
  const env = { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, LC_ALL: 'C', TZ: 'UTC' }
  return { uid, gid, cwd: cluster.folder, env, stdio }
}

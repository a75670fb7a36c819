import { execFileSync, spawnSync } from 'node:child_process'

/** The operating-system user that PostgreSQL runs as, where that is not the user of this process. */
export interface DatabaseUser {
  name: string
  uid: number
  gid: number
}

/** PostgreSQL refuses to run as root, so one of these takes its place; the first that exists is taken. */
const UNPRIVILEGED_USERS = ['postgres', 'nobody']

/** Undefined where this process may run PostgreSQL itself, which is everywhere but under root. */
export function databaseUser(): DatabaseUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const name of UNPRIVILEGED_USERS) {
    const uid = idOf(['-u', name])
    const gid = idOf(['-g', name])
    if (uid && gid) return { name, uid, gid }
  }
  throw new Error(
    `PostgreSQL does not run as root and there is no user ${UNPRIVILEGED_USERS.join(' or ')} to run it: ` +
      'start Taskflow as another user, or set DATABASE_URL.'
  )
}

/** Whether `user` may enter an existing folder: asked of the system itself, because of links, mounts and ACLs. */
export function canEnter(user: DatabaseUser, folder: string): boolean {
  const { uid, gid } = user
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { uid, gid, cwd: '/', stdio: 'ignore' })
      .status === 0
  )
}

function idOf(args: string[]): number | undefined {
  try {
    return Number(
      execFileSync('id', args, { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' })
    )
  } catch {
    return undefined
  }
}

import { createHash } from 'node:crypto'
import { accessSync, chmodSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { SYSTEM_FOLDER } from './embedded/binaries.js'
import { canEnter, type DatabaseUser } from './embedded/database_user.js'
import { reason, StartError } from './start_error.js'

/** Where the data lives when DATA_DIR does not say so. */
export interface DataFolder {
  path: string
  /** Why it is not the folder `data` of the checkout, when it is not. */
  notice?: string
}

/** DATA_DIR, or `data` in the checkout, or a folder of the system when PostgreSQL's user cannot enter the checkout. */
export function chooseDataFolder(
  root: string,
  given: string | undefined,
  user: DatabaseUser | undefined
): DataFolder {
  if (given) {
    if (user && !canEnter(user, nearestFolder(given))) {
      throw new StartError(
        `DATA_DIR is ${given}, which the user ${user.name}, who runs PostgreSQL under root, cannot enter: ` +
          `choose another folder, or let it in (chmod o+x on each folder of that path).`
      )
    }
    return { path: given }
  }
  const beside = join(root, 'data')
  if (!user || canEnter(user, nearestFolder(beside))) return { path: beside }
  const path = join(SYSTEM_FOLDER, createHash('sha256').update(root).digest('hex').slice(0, 8))
  return {
    path,
    notice: `The data is kept in ${path}, because the user ${user.name}, who runs PostgreSQL under root, cannot enter ${root}.`,
  }
}

/** Makes the folder, closed to everybody else but for PostgreSQL's user passing through, and checks that it can be written. */
export function openDataFolder(path: string, user: DatabaseUser | undefined) {
  try {
    if (!existsSync(path)) {
      mkdirSync(path, { recursive: true })
      chmodSync(path, user ? 0o711 : 0o700)
    }
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new StartError(
      `The data folder ${path} cannot be written (${reason(error)}): make it writable, or set DATA_DIR to one that is.`
    )
  }
}

/** A file in the way of the folder is not the user's fault; `openDataFolder` tells of it. */
function nearestFolder(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory()
    ? path
    : nearestFolder(dirname(path))
}

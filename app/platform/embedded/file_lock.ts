import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { StartError } from '../start_error.js'

const RETRY_MS = 20
/** Longer than PostgreSQL takes to recover from a crash or to stop. */
const PATIENCE_SECONDS = 120

/**
 * Runs `work` while no other process does so under the same file. The lock is SQLite's, because it is the only one in
 * Node that the system itself lifts when its holder is killed: there is no stale lock to recognise, and so no race
 * in recognising it.
 */
export async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const lock = new DatabaseSync(file)
  try {
    const deadline = Date.now() + PATIENCE_SECONDS * 1000
    while (!taken(lock)) {
      if (Date.now() > deadline) {
        throw new StartError(`Another process holds ${file} for ${PATIENCE_SECONDS} s: end it.`)
      }
      await delay(RETRY_MS)
    }
    return await work()
  } finally {
    lock.close()
  }
}

function taken(lock: DatabaseSync): boolean {
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return true
  } catch (error) {
    if (error instanceof Error && /locked/.test(error.message)) return false
    throw error
  }
}

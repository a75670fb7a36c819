import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nodeOf } from './dependencies.mjs'

/** Folder of the checkout. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

const PARENT_POLL_MS = 200
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs one of `bin/*.ts` on the Node of the checkout and ends as it ends. Signals are handed on; the IPC channel
 * tells the child when this process is gone, even by kill -9.
 */
export function launch(entry, args = [], env = {}) {
  const child = spawn(nodeOf(ROOT), ['--import=./bin/typescript.mjs', entry, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal))
  endWithNpm(child)
  child.once('error', (error) => {
    process.stderr.write(`${nodeOf(ROOT)} cannot be run: ${error.message}\n`)
    process.exit(1)
  })
  child.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}

/** Some versions of npm do not hand SIGTERM on, and none hands on a kill -9: its child has a new parent then. */
function endWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return
  const npm = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === npm) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }, PARENT_POLL_MS)
  watch.unref()
}

import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nodeOf } from './dependencies.mjs'

/** Folder of the checkout. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs one of `bin/*.ts` on the Node of the checkout and ends as it ends. Signals are handed on; the IPC channel
 * tells the child when this process is gone, even by kill -9.
 */
export function launch(entry, args = [], env = {}) {
  const child = spawn(nodeOf(ROOT), ['--import=@poppinss/ts-exec', '--enable-source-maps', entry, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal))
  child.once('error', (error) => {
    process.stderr.write(`${nodeOf(ROOT)} cannot be run: ${error.message}\n`)
    process.exit(1)
  })
  child.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}

/* `npm run dev`: serves as `npm start` does, in development mode, and again whenever a file has changed. */
import { spawn } from 'node:child_process'
import { existsSync, watch } from 'node:fs'
import { join } from 'node:path'
import { ensureDependencies, nodeOf } from './dependencies.mjs'
import { ROOT } from './launch.mjs'

const WATCHED = [
  'adonisrc.ts',
  'app',
  'bin',
  'commands',
  'config',
  'database',
  'providers',
  'resources',
  'start',
]
/** An editor that saves several files is waited for. */
const SETTLE_MS = 150

let server
let settling
let ending = false

// Watching folders with all that is in them needs more than Node 18.
if (process.env.TASKFLOW_DEV !== 'inside') {
  ensureDependencies(ROOT, { development: true })
  const same = spawn(nodeOf(ROOT), [join(ROOT, 'scripts', 'dev.mjs')], {
    env: { ...process.env, TASKFLOW_DEV: 'inside' },
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => same.kill(signal))
  same.once('exit', (code) => process.exit(code ?? 1))
} else {
  for (const name of WATCHED) {
    const path = join(ROOT, name)
    if (existsSync(path)) watch(path, { recursive: true }, restartSoon)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, end)
  start()
}

function start() {
  const env = { ...process.env, NODE_ENV: 'development' }
  server = spawn(process.execPath, [join(ROOT, 'scripts', 'start.mjs')], {
    cwd: ROOT,
    env,
    stdio: 'inherit',
  })
  server.once('exit', (code) => ending && process.exit(code ?? 0))
}

function restartSoon() {
  clearTimeout(settling)
  settling = setTimeout(restart, SETTLE_MS)
}

function restart() {
  if (ending) return
  server.removeAllListeners('exit')
  if (server.exitCode !== null || server.signalCode !== null) return start()
  server.once('exit', start)
  server.kill('SIGTERM')
}

function end() {
  ending = true
  if (server.exitCode !== null || server.signalCode !== null) process.exit(0)
  server.kill('SIGTERM')
}

/*
 * Starts a server on a database of its own, runs schemathesis against it, and ends both however that goes.
 * Called by scripts/schemathesis.mjs, which says where schemathesis is.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '#app/platform/free_port'
import { administer } from '../support/database.js'
import { startTestPostgres, stopTestPostgres, testDatabaseUrl } from '../support/test_postgres.js'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const HERE = fileURLToPath(new URL('./', import.meta.url))
const SCHEMATHESIS = process.env.SCHEMATHESIS ?? ''
const DATABASE = 'taskflow_schemathesis'
const EMAIL = 'ada@example.org'
const ABILITIES = 'tasks:read,tasks:write,audit:read,admin'

const children = new Set<ChildProcess>()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => end(130))

try {
  await end(await check())
} catch (error) {
  process.stderr.write(`${(error as Error).stack}\n`)
  await end(1)
}

/** Answers the exit code of schemathesis. */
async function check(): Promise<number> {
  await startTestPostgres()
  await administer(`CREATE DATABASE ${DATABASE}`)
  const port = await freePort('127.0.0.1')
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(port),
    DATABASE_URL: testDatabaseUrl(DATABASE),
    APP_KEY: randomBytes(32).toString('hex'),
    API_RATE_LIMIT: '0',
    LOG_LEVEL: 'error',
  }
  await untilItSays('is ready', startNode(['bin/server.ts'], env))
  const token = await makeToken(env)
  const document = `http://127.0.0.1:${port}/api/openapi.json`
  const args = ['--config-file', 'schemathesis.toml', 'run', document, ...process.argv.slice(2)]
  const schemathesis = spawn(SCHEMATHESIS, args, {
    cwd: HERE,
    env: {
      ...process.env,
      TASKFLOW_TOKEN: token,
      HYPOTHESIS_STORAGE_DIRECTORY: join(dirname(SCHEMATHESIS), '..', 'hypothesis'),
    },
    stdio: 'inherit',
  })
  return exitCode(schemathesis)
}

/** Of an account whose password no generator will find: DELETE /me is called too. */
async function makeToken(env: NodeJS.ProcessEnv): Promise<string> {
  await ace(env, 'users:create', EMAIL, `--password=${randomBytes(24).toString('hex')}`)
  const answer = await ace(
    env,
    'tokens:create',
    EMAIL,
    '--name=schemathesis',
    `--abilities=${ABILITIES}`
  )
  return answer.trim().split('\n').at(-1) ?? ''
}

async function ace(env: NodeJS.ProcessEnv, ...args: string[]): Promise<string> {
  const child = startNode(['bin/console.ts', ...args], env)
  let said = ''
  child.stdout?.on('data', (piece: Buffer) => (said += piece))
  if ((await exitCode(child)) !== 0) throw new Error(`${args[0]} failed`)
  return said
}

function startNode(args: string[], env: NodeJS.ProcessEnv) {
  const options = {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'inherit'] as ['ignore', 'pipe', 'inherit'],
  }
  return track(spawn(process.execPath, ['--import=./bin/typescript.mjs', ...args], options))
}

/** What it writes to its log from then on is shown: a fault of the server explains itself there. */
function untilItSays(words: string, child: ChildProcess) {
  return new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (piece: Buffer) =>
      piece.includes(words) ? resolve() : process.stderr.write(piece)
    )
    child.once('exit', (code) =>
      reject(new Error(`The server ended with ${code} instead of starting`))
    )
  })
}

function track<Child extends ChildProcess>(child: Child): Child {
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

async function exitCode(child: ChildProcess): Promise<number> {
  track(child)
  const [code] = (await once(child, 'exit')) as [number | null]
  return code ?? 1
}

async function end(code: number): Promise<never> {
  await Promise.all([...children].map((child) => (child.kill('SIGTERM'), once(child, 'exit'))))
  await stopTestPostgres()
  process.exit(code)
}

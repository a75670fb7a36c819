import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import pg from 'pg'
import type { Actor } from '#app/shared/actor'
import { settings } from '#app/platform/settings'
import { HttpClient } from '../http_client.js'
import { type Figures, measure, type Operation } from '../load.js'
import { bareOperations } from './bare_sql.js'
import { OPERATIONS } from './bench.js'
import { ensureDataset, MEASURED_EMAIL, MEASURED_TASKS, ROWS, USERS, ZONE } from './dataset.js'
import { apiOperations, pageOperations } from './http_operations.js'
import { printTable, type Row } from './report.js'
import { Samples } from './samples.js'
import { signIn } from './sign_in.js'

const CONNECTIONS = 16
const PASSWORD = 'a password for benchmarks'

/** The floor, the API and the pages, one after the other, on the same rows. */
export async function measureAll(port: number, seconds: number, only: string[]) {
  const pool = new pg.Pool({
    connectionString: settings().databaseUrl,
    max: CONNECTIONS,
    options: '-c TimeZone=UTC',
  })
  const userId = await ensureDataset(pool, (line) => process.stderr.write(`${line}\n`))
  const samples = await Samples.read(pool, userId)
  const http = new HttpClient(port, CONNECTIONS)
  const { token, session } = await signIn(http, MEASURED_EMAIL, PASSWORD)
  const bare = bareOperations(pool, actorOf(userId), samples)
  const api = apiOperations(http, token, samples)
  const pages = pageOperations(http, session, samples)

  const result: Row[] = []
  for (const name of OPERATIONS.filter((operation) => only.includes(operation))) {
    const stage = async (through: string, operation: Operation | undefined) => {
      if (name === 'complete') await samples.reopenAll(pool)
      return timed(`${name}: ${through}`, operation, seconds)
    }
    const floor = await stage('SQL through pg alone', bare[name])
    const overApi = await stage('API', api[name])
    const overPage = await stage('page', pages[name])
    result.push({ name, floor, api: overApi, page: overPage })
  }
  http.close()
  await pool.end()
  printTable(result)
  if (only.length === OPERATIONS.length) keep(result)
}

/** The plan of each statement of the bare operations, as PostgreSQL ran it. */
export async function explainAll(only: string[]) {
  const pool = new pg.Pool({
    connectionString: settings().databaseUrl,
    max: 1,
    options: '-c TimeZone=UTC',
  })
  const userId = await ensureDataset(pool, (line) => process.stderr.write(`${line}\n`))
  const explained = explaining(pool)
  const bare = bareOperations(explained, actorOf(userId), await Samples.read(pool, userId))
  for (const name of [...only, 'frame']) {
    process.stdout.write(`\n=== ${name}\n`)
    await bare[name]?.()
  }
  await pool.end()
}

/** Prints the plan of each SELECT before it answers it. */
function explaining(pool: pg.Pool): pg.Pool {
  const query = async (text: string, values: unknown[] = []) => {
    if (/^\s*(WITH|SELECT)/.test(text)) {
      const { rows } = await pool.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) ${text}`,
        values
      )
      process.stdout.write(
        `\n${text.trim()}\n\n${rows.map((row) => row['QUERY PLAN']).join('\n')}\n`
      )
      if (/\b(INSERT|UPDATE|DELETE)\b/.test(text)) {
        return { rows: [{ id: values.find((v) => typeof v === 'string') }] }
      }
    }
    return pool.query(text, values)
  }
  return { query, connect: async () => ({ query, release: () => {} }) } as unknown as pg.Pool
}

async function timed(
  label: string,
  operation: Operation | undefined,
  seconds: number
): Promise<Figures> {
  if (!operation) throw new Error(`There is no operation "${label}"`)
  const figures = await measure(operation, CONNECTIONS, seconds * 1000)
  process.stderr.write(
    `${label}: p95 ${figures.p95.toFixed(1)} ms, ${figures.perSecond.toFixed(0)}/s\n`
  )
  return figures
}

function actorOf(userId: string): Actor {
  return {
    kind: 'user',
    userId,
    id: userId,
    label: 'bench',
    via: 'api',
    timezone: ZONE,
    requestId: null,
    traceparent: null,
  }
}

function keep(result: Row[]) {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  mkdirSync('bench/results', { recursive: true })
  const document = {
    bench: 'tasks',
    at: new Date().toISOString(),
    commit,
    machine: { cores: cpus().length, node: process.version, postgresql: '18' },
    dataset: { rows: ROWS, users: USERS, measuredUser: MEASURED_TASKS },
    connections: CONNECTIONS,
    unit: 'ms',
    result,
  }
  writeFileSync('bench/results/tasks.json', `${JSON.stringify(document, null, 2)}\n`)
}

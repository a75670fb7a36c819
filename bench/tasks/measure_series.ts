import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import pg from 'pg'
import { settings } from '#app/platform/settings'
import { database, inTransaction, rows } from '#app/shared/database'
import { systemActor } from '#app/shared/actor'
import { lastClosed } from '#app/tasks/occurrences/closed_query'
import { liveSeriesAfter } from '#app/tasks/occurrences/live_series_query'
import { makeNext } from '#app/tasks/occurrences/make_next'
import { overdueAfter } from '#app/tasks/occurrences/pending_query'
import { seriesFacts } from '#app/tasks/occurrences/series_facts_query'
import { HttpClient } from '../http_client.js'
import { type Figures, measure, type Operation } from '../load.js'
import { makeSeriesDataset, type SeriesDataset } from './series_dataset.js'
import { signIn } from './sign_in.js'

const PASSWORD = 'a password for benchmarks'
const BULK = 200
const BULKS = 10
const REPAIR_AT_ONCE = 1000 // as the sweep asks for them

/** What a series costs: each request of a user whose tasks repeat beside that of one whose do not, one at a time. */
export async function measureSeries(port: number, seconds: number) {
  const pool = new pg.Pool({ connectionString: settings().databaseUrl, max: 1 })
  process.stderr.write('Making two users of 40,000 tasks\n')
  const dataset = await makeSeriesDataset(pool)
  const http = new HttpClient(port, 1)
  const plain = await Person.of(http, pool, dataset.plain)
  const repeating = await Person.of(http, pool, dataset.repeating)
  const result: Record<string, Figures> = {}
  const keep = (name: string, figures: Figures) => {
    result[name] = figures
    process.stdout.write(
      `${name.padEnd(44)} p50 ${figures.p50.toFixed(1).padStart(7)} ms  p95 ${figures.p95.toFixed(1).padStart(7)} ms\n`
    )
  }
  const timed = async (name: string, operation: Operation) =>
    keep(name, await measure(operation, 1, seconds * 1000))

  for (const [what, ask] of Object.entries(requests)) {
    const figures = await alternately(
      seconds,
      () => ask(plain),
      () => ask(repeating)
    )
    keep(`${what}, plain`, figures.one)
    keep(`${what}, repeating`, figures.other)
  }
  await timed(
    'skip, repeating',
    async () => void (await repeating.post(`/api/tasks/${repeating.openId()}/skip`))
  )
  for (const [name, operation] of Object.entries(ofLong(repeating, dataset))) {
    await timed(name, operation)
  }
  for (const person of [plain, repeating]) {
    const name = person === plain ? 'plain' : 'repeating'
    const latencies = await bulks(person)
    keep(`bulk complete ${BULK}, ${name}`, figuresOf(latencies.complete))
    if (latencies.make.length > 0) keep('make what follows', figuresOf(latencies.make))
    keep(`undo of it, ${name}`, figuresOf(latencies.undo))
  }
  await timed(
    'sweep: what is overdue',
    async () => void (await overdueAfter(database(), undefined, 100))
  )
  await timed('repair: all live series', readAllLive)
  http.close()
  await pool.end()
  write(result)
}

const WARM_UP_MS = 3000 // as with the other figures

/** Turn by turn, so that what else the machine does meets both. */
async function alternately(seconds: number, one: Operation, other: Operation) {
  const [ofOne, ofOther]: [number[], number[]] = [[], []]
  const countFromMs = performance.now() + WARM_UP_MS
  const endMs = countFromMs + 2 * seconds * 1000
  while (performance.now() < endMs) {
    const isCounted = performance.now() >= countFromMs
    for (const [operation, latencies] of [
      [one, ofOne],
      [other, ofOther],
    ] as const) {
      const startedMs = performance.now()
      await operation()
      if (isCounted) latencies.push(performance.now() - startedMs)
    }
  }
  return { one: figuresOf(ofOne), other: figuresOf(ofOther) }
}

const requests: Record<string, (person: Person) => Promise<void>> = {
  'list of 50': (person) => person.get('/api/tasks?status=active&limit=50'),
  'read': (person) => person.get(`/api/tasks/${person.anyId()}`),
  'Today': (person) => person.page('/today'),
  'complete': async (person) => void (await person.post(`/api/tasks/${person.openId()}/complete`)),
}

function ofLong(person: Person, { longId }: SeriesDataset): Record<string, Operation> {
  return {
    'GET series, 2,000 closed': () => person.get(`/api/series/${longId}`),
    'GET occurrences, 2,000 closed': () => person.get(`/api/series/${longId}/occurrences`),
    'lastClosed, 2,000 closed': async () => void (await lastClosed(database(), longId)),
    'seriesFacts, 2,000 closed': async () => void (await seriesFacts(database(), longId)),
  }
}

async function readAllLive() {
  let lastId: string | undefined
  do {
    const live = await liveSeriesAfter(database(), lastId, REPAIR_AT_ONCE)
    lastId = live.at(-1)?.id
  } while (lastId)
}

interface Pending {
  seriesId: string
  key: string
  closingEventId: string
}

async function pendingOf(person: Person): Promise<Pending[]> {
  return rows<Pending>(
    database(),
    `SELECT series_id AS "seriesId", occurrence_key AS key, closing_event_id AS "closingEventId" FROM tasks
     WHERE user_id = :id AND next_key IS NOT NULL AND next_task_id IS NULL`,
    { id: person.id }
  )
}

const make = (closed: Pending) =>
  inTransaction((trx) => makeNext(trx, systemActor('bench'), closed))

/** Completed, what follows made, and all of it taken back: the same tasks again and again. */
async function bulks(person: Person) {
  for (const closed of await pendingOf(person)) await make(closed)
  const ids = Array.from({ length: BULK }, () => person.openId())
  const latencies: Record<'complete' | 'make' | 'undo', number[]> = {
    complete: [],
    make: [],
    undo: [],
  }
  for (let round = 0; round < BULKS; round++) {
    const startedMs = performance.now()
    const { undo: id } = await person.bulk('complete', ids)
    latencies.complete.push(performance.now() - startedMs)
    for (const closed of await pendingOf(person)) {
      const madeMs = performance.now()
      await make(closed)
      latencies.make.push(performance.now() - madeMs)
    }
    const undoneMs = performance.now()
    await person.post(`/api/undo/${id}`)
    latencies.undo.push(performance.now() - undoneMs)
  }
  return latencies
}

function figuresOf(latencies: number[]): Figures {
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
  const total = latencies.reduce((sum, one) => sum + one, 0)
  return {
    requests: sorted.length,
    perSecond: (sorted.length * 1000) / total,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
  }
}

/** One of the two, with a token, a session and the ids of the tasks. */
class Person {
  #next = 0

  private constructor(
    private readonly http: HttpClient,
    readonly id: string,
    private readonly token: string,
    private readonly cookie: string,
    private readonly open: string[],
    private readonly all: string[]
  ) {}

  static async of(http: HttpClient, pool: pg.Pool, { id, email }: { id: string; email: string }) {
    const { token, session } = await signIn(http, email, PASSWORD)
    const { rows: tasks } = await pool.query<{ id: string; status: string }>(
      'SELECT id, status FROM tasks WHERE user_id = $1 ORDER BY md5(id::text)',
      [id]
    )
    const open = tasks.filter(({ status }) => status === 'active')
    const ids = (some: { id: string }[]) => some.map((task) => task.id)
    return new Person(http, id, token, session.cookie, ids(open), ids(tasks))
  }

  openId(): string {
    const id = this.open.pop()
    if (!id) throw new Error('All tasks are completed: measure for fewer seconds')
    return id
  }

  anyId(): string {
    return this.all[this.#next++ % this.all.length] ?? ''
  }

  async get(path: string) {
    await this.#send('GET', path, { authorization: `Bearer ${this.token}` })
  }

  async page(path: string) {
    await this.#send('GET', path, { cookie: this.cookie })
  }

  async post(path: string, body: object = {}): Promise<string> {
    return this.#send(
      'POST',
      path,
      { 'authorization': `Bearer ${this.token}`, 'content-type': 'application/json' },
      JSON.stringify(body)
    )
  }

  async bulk(action: string, ids: string[]): Promise<{ undo: string }> {
    return JSON.parse(await this.post('/api/tasks/bulk', { action, ids })) as { undo: string }
  }

  async #send(method: string, path: string, headers: Record<string, string>, body?: string) {
    const answer = await this.http.send(method, path, headers, body)
    if (answer.status === 200) return answer.text()
    throw new Error(`${method} ${path}: ${answer.status} ${answer.text().slice(0, 500)}`)
  }
}

function write(result: Record<string, Figures>) {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const document = {
    bench: 'tasks --series',
    at: new Date().toISOString(),
    commit,
    machine: { cores: cpus().length, node: process.version, postgresql: '18' },
    connections: 1,
    unit: 'ms',
    result,
  }
  writeFileSync('bench/results/tasks_series.json', `${JSON.stringify(document, null, 2)}\n`)
}

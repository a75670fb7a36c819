import { setTimeout as delay } from 'node:timers/promises'
import { newClients } from '#tests/cluster/harness/client'
import type { Postgres } from '#tests/cluster/harness/postgres'
import type { Stage } from '../events/stage.js'
import { type Answer, HttpClient } from '../http_client.js'

const CONNECTIONS = 64 // more than are ever busy at the pace of the benchmark
/**
 * Between two looks: what is seen is at most so much too late, or a tenth of what it took. Looking more often costs more of
 * the machine than what is looked for.
 */
const LOOK_MS = 20
const LOOK_SHARE = 0.1
const PATIENCE_MS = 60_000

/** Somebody with one task that repeats. */
interface Completer {
  token: string
  openTaskId: string
  before: Promise<unknown>
}

/** People who complete their task, and look until the next occurrence is there, which they complete in their next turn. */
export class Completers {
  /** Milliseconds from when each completion was sent to its answer. */
  answered: number[] = []
  /** Whether they have web make what follows, instead of waiting for the recurrer. */
  askThemselves = false

  private constructor(
    private readonly people: readonly Completer[],
    private readonly webs: readonly HttpClient[],
    private readonly postgres: Postgres,
    private readonly appApiToken: string
  ) {}

  static async of({ postgres, webPorts, appApiToken }: Stage, count: number): Promise<Completers> {
    const clients = await newClients(postgres, count)
    const people = clients.map(({ token }) => ({
      token,
      openTaskId: '',
      before: Promise.resolve(),
    }))
    const webs = webPorts.map((port) => new HttpClient(port, CONNECTIONS))
    const made = new Completers(people, webs, postgres, appApiToken)
    for (const person of people) {
      const body = { title: 'Water the tomatoes', due_date: '2026-03-02', rrule: 'FREQ=DAILY' }
      const task = await made.#send(person, 0, 'POST', '/api/tasks', body)
      person.openTaskId = task.id
    }
    return made
  }

  /** Bound, to be the operation of a pace: everybody in turn, when what they did before is done. */
  readonly complete = async (tick: number) => {
    const person = this.people[tick % this.people.length]
    if (!person) return
    const turn = tick + Math.floor(tick / this.people.length)
    const completion = person.before.then(() => this.#complete(person, turn))
    person.before = completion.catch(() => undefined)
    await completion
  }

  close() {
    for (const web of this.webs) web.close()
  }

  async #complete(person: Completer, turn: number) {
    const path = `/api/tasks/${person.openTaskId}`
    const sentMs = performance.now()
    const closed = await this.#send(person, turn, 'POST', `${path}/complete`, {})
    this.answered.push(performance.now() - sentMs)
    if (this.askThemselves) await this.#askFor(closed, turn)
    for (;;) {
      // At the other web process: the next one is there for everybody.
      const { next_task_id: nextId } = await this.#send(person, turn + 1, 'GET', path)
      if (nextId) {
        person.openTaskId = nextId
        return
      }
      const waitedMs = performance.now() - sentMs
      if (waitedMs > PATIENCE_MS) throw new Error(`nothing follows ${path}`)
      await delay(Math.max(LOOK_MS, waitedMs * LOOK_SHARE))
    }
  }

  async #askFor({ id, series_id: series, occurrence_key: key }: Shown, turn: number) {
    const [row] = await this.postgres.query<{ event: string }>(
      'SELECT closing_event_id AS event FROM tasks WHERE id = $1',
      [id]
    )
    const path = `/internal/series/${series}/occurrences/${encodeURIComponent(key)}/next`
    const headers = { 'dapr-api-token': this.appApiToken, 'content-type': 'application/json' }
    const body = JSON.stringify({ closing_event_id: row?.event })
    expectSuccess(path, await this.#web(turn).send('PUT', path, headers, body))
  }

  async #send({ token }: Completer, turn: number, method: string, path: string, body?: object) {
    const headers = { 'authorization': `Bearer ${token}`, 'content-type': 'application/json' }
    const json = body && JSON.stringify(body)
    const answer = await this.#web(turn).send(method, path, headers, json)
    expectSuccess(path, answer)
    return JSON.parse(answer.text()) as Shown
  }

  #web(turn: number): HttpClient {
    const web = this.webs[turn % this.webs.length]
    if (!web) throw new Error('there is no web process')
    return web
  }
}

/** What the API answers of a task, as far as it is read here. */
interface Shown {
  id: string
  series_id: string
  occurrence_key: string
  next_task_id: string | null
}

function expectSuccess(path: string, { status, text }: Answer) {
  if (status >= 300) throw new Error(`${path}: ${status} ${text()}`)
}

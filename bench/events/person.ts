import { newClients } from '#tests/cluster/harness/client'
import { HttpClient } from '../http_client.js'
import type { Stage } from './stage.js'

const CONNECTIONS = 64 // more than are ever busy at the paces of the benchmark

/** Somebody who creates a task, changes it, completes it, and begins anew: each is one change and one event. */
export class Person {
  #step = 0
  #taskId = ''
  #before: Promise<unknown> = Promise.resolve()

  constructor(
    readonly userId: string,
    private readonly token: string
  ) {}

  /** The next change, when the answer to the one before has come. */
  change(web: HttpClient): Promise<void> {
    const change = this.#before.then(() => this.#next(web))
    this.#before = change.catch(() => undefined)
    return change
  }

  async #next(web: HttpClient) {
    const step = this.#step++
    if (step % 3 === 0) {
      this.#taskId = await this.#send(web, 'POST', '', { title: `Task ${step}`, priority: 'high' })
    } else if (step % 3 === 1) {
      await this.#send(web, 'PATCH', `/${this.#taskId}`, { title: `Task ${step}, renamed` })
    } else {
      await this.#send(web, 'POST', `/${this.#taskId}/complete`, {})
    }
  }

  /** Answers the id of the task. */
  async #send(web: HttpClient, method: string, path: string, body: object): Promise<string> {
    const answer = await web.send(
      method,
      `/api/tasks${path}`,
      { 'authorization': `Bearer ${this.token}`, 'content-type': 'application/json' },
      JSON.stringify(body)
    )
    if (answer.status >= 300) {
      throw new Error(`${method} ${path}: ${answer.status} ${answer.text()}`)
    }
    return (JSON.parse(answer.text()) as { id: string }).id
  }
}

/** So many people whose changes go to the web processes in turn. */
export class Crowd {
  private constructor(
    readonly people: readonly Person[],
    private readonly webs: readonly HttpClient[]
  ) {}

  static async of(stage: Stage, count: number): Promise<Crowd> {
    const clients = await newClients(stage.postgres, count)
    return new Crowd(
      clients.map(({ userId, token }) => new Person(userId, token)),
      stage.webPorts.map((port) => new HttpClient(port, CONNECTIONS))
    )
  }

  get userIds(): string[] {
    return this.people.map(({ userId }) => userId)
  }

  /** Bound, to be the operation of a pace: everybody in turn, at one web process and then the other. */
  readonly change = async (tick: number) => {
    const turn = Math.floor(tick / this.people.length)
    const person = this.people[tick % this.people.length]
    const web = this.webs[(tick + turn) % this.webs.length]
    if (person && web) await person.change(web)
  }

  close() {
    for (const web of this.webs) web.close()
  }
}

import { setTimeout as delay } from 'node:timers/promises'
import type { Client } from '#tests/cluster/harness/client'

/** What a load has seen. */
export interface Traffic {
  /** Changes that were answered with success. */
  changed: number
  /** What went wrong, as `STATUS METHOD /path` or the error's text. */
  failures: string[]
}

/** One user's changes, one after the other: made of all that the API can do to a task or a tag. */
async function* changesOf(client: Client, nextBase: () => string) {
  for (let n = 0; ; n++) {
    const send = (method: string, path: string, body?: unknown) =>
      client.send(nextBase(), method, path, body)
    const made = await send('POST', '/tasks', { title: `Task ${n}`, tags: [`tag ${n % 3}`] })
    yield ['POST', '/tasks', made] as const
    if (made.status !== 201) continue
    const path = `/tasks/${made.body.id}`
    yield [
      'PATCH',
      path,
      await send('PATCH', path, { priority: 'high', due_date: '2027-03-01' }),
    ] as const
    yield ['POST', `${path}/complete`, await send('POST', `${path}/complete`)] as const
    yield ['POST', `${path}/reopen`, await send('POST', `${path}/reopen`)] as const
    yield ['PUT', `${path}/tags`, await send('PUT', `${path}/tags`, { tags: ['other'] })] as const
    yield ['DELETE', path, await send('DELETE', path)] as const
    yield ['POST', `${path}/restore`, await send('POST', `${path}/restore`)] as const
  }
}

/** Lets each client make so many changes, all clients at the same time. */
export async function changeMany(
  clients: readonly Client[],
  bases: readonly string[],
  changesEach: number
): Promise<Traffic> {
  const traffic: Traffic = { changed: 0, failures: [] }
  await Promise.all(
    clients.map(async (client, place) => {
      let left = changesEach
      for await (const answered of changesOf(client, inTurn(bases, place))) {
        note(traffic, answered)
        if (--left === 0) return
      }
    })
  )
  return traffic
}

/** Goes on until it is stopped; a request that gets no answer is noted, and the user begins anew. */
export class Load {
  readonly traffic: Traffic = { changed: 0, failures: [] }
  #stopping = false
  #running: Promise<unknown>

  constructor(
    clients: readonly Client[],
    bases: readonly string[],
    /** Between two changes of one user. */
    private readonly pauseMs = 50
  ) {
    this.#running = Promise.all(
      clients.map((client, place) => this.#run(client, inTurn(bases, place)))
    )
  }

  async stop(): Promise<Traffic> {
    this.#stopping = true
    await this.#running
    return this.traffic
  }

  async #run(client: Client, nextBase: () => string) {
    while (!this.#stopping) {
      try {
        for await (const answered of changesOf(client, nextBase)) {
          note(this.traffic, answered)
          if (this.#stopping) return
          await delay(this.pauseMs)
        }
      } catch (error) {
        this.traffic.failures.push(String(error))
        await delay(this.pauseMs)
      }
    }
  }
}

function note(
  traffic: Traffic,
  [method, path, { status }]: readonly [string, string, { status: number }]
) {
  if (status < 300) traffic.changed += 1
  else traffic.failures.push(`${status} ${method} ${path.replace(/[0-9a-f-]{36}/, '{id}')}`)
}

function inTurn(bases: readonly string[], place: number): () => string {
  let turn = place
  return () => bases[turn++ % bases.length]!
}

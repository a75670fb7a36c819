import { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { reason } from './start_error.js'

const CONNECT_TIMEOUT_MS = 2000
const RETRY_MS = 250

/** A statement that got no answer in its time: nobody knows whether it took effect. */
export class NoAnswer extends Error {}

export interface DirectConnectionOptions {
  connectionString: string
  /** Seen in pg_stat_activity. */
  name: string
  /** A connection that does not answer for so long is given up: its other end may be gone without a word. */
  queryTimeoutMs: number
}

/**
 * One connection of its own, without a pool or pooler in between: for LISTEN and for leases. It comes back by itself
 * after it was lost, listens again, and then wakes every listener, because what was said meanwhile was not heard.
 */
export class DirectConnection {
  #options: DirectConnectionOptions
  #listeners = new Map<string, Set<() => void>>()
  #client: pg.Client | undefined
  #socket: Socket | undefined
  #before: Promise<unknown> = Promise.resolve()
  #connecting: Promise<pg.Client> | undefined
  #closed = false
  #failure: string | undefined = 'not connected yet'

  constructor(options: DirectConnectionOptions) {
    this.#options = options
  }

  /** Why there is no connection at this moment; undefined when there is one. */
  get failure(): string | undefined {
    return this.#failure
  }

  /**
   * Connects when it must; one statement at a time. One that gets no answer in its time takes the connection with it.
   *
   * @throws NoAnswer, or what PostgreSQL says
   */
  query<Row>(sql: string, values: unknown[] = []): Promise<Row[]> {
    const answer = this.#before.then(() => this.#query<Row>(sql, values))
    this.#before = answer.catch(() => undefined)
    return answer
  }

  async #query<Row>(sql: string, values: unknown[]): Promise<Row[]> {
    const client = await this.#connected()
    const timeout = Promise.withResolvers<never>()
    const timer = setTimeout(() => {
      timeout.reject(new NoAnswer(`no answer in ${this.#options.queryTimeoutMs} ms`))
      this.#drop(client, 'it does not answer')
    }, this.#options.queryTimeoutMs)
    try {
      const { rows } = await Promise.race([client.query(sql, values), timeout.promise])
      return rows as Row[]
    } finally {
      clearTimeout(timer)
    }
  }

  /** Calls the listener at each NOTIFY on the channel, and after each time that the connection was away. */
  async listen(channel: string, listener: () => void) {
    const listeners = this.#listeners.get(channel) ?? new Set()
    listeners.add(listener)
    this.#listeners.set(channel, listeners)
    const listening = this.#client && listeners.size === 1
    // What is away now is listened to when it is back.
    await (listening ? this.query(`LISTEN ${channel}`) : this.#connected()).catch(() => undefined)
  }

  /** Ends it for good. */
  async close() {
    this.#closed = true
    const client = this.#client
    this.#client = undefined
    if (!client) return
    const patience = delay(RETRY_MS, undefined, { ref: false })
    await Promise.race([client.end().catch(() => undefined), patience])
    this.#socket?.destroy()
  }

  async #connected(): Promise<pg.Client> {
    if (this.#closed) throw new NoAnswer('the connection is closed')
    if (this.#client) return this.#client
    this.#connecting ??= this.#connect().finally(() => (this.#connecting = undefined))
    return this.#connecting
  }

  async #connect(): Promise<pg.Client> {
    const { connectionString, name } = this.#options
    // A socket of our own, because pg closes politely, and a half-open connection never answers to that.
    const socket = new Socket()
    const client = new pg.Client({
      connectionString,
      application_name: name,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      stream: () => socket,
      options: '-c TimeZone=UTC',
    })
    client.on('error', (error) => this.#drop(client, reason(error)))
    client.once('end', () => this.#drop(client, 'it was ended'))
    client.on('notification', ({ channel }) => this.#wake(channel))
    const overdue = setTimeout(() => socket.destroy(), CONNECT_TIMEOUT_MS)
    try {
      await client.connect()
      for (const channel of this.#listeners.keys()) await client.query(`LISTEN ${channel}`)
    } catch (error) {
      socket.destroy()
      this.#lost(reason(error))
      throw error
    } finally {
      clearTimeout(overdue)
    }
    if (this.#closed) {
      socket.destroy()
      throw new NoAnswer('the connection is closed')
    }
    this.#socket = socket
    this.#client = client
    this.#failure = undefined
    for (const channel of this.#listeners.keys()) this.#wake(channel)
    return client
  }

  #wake(channel: string) {
    for (const listener of this.#listeners.get(channel) ?? []) listener()
  }

  #drop(client: pg.Client, why: string) {
    if (this.#client !== client) return
    this.#client = undefined
    this.#socket?.destroy()
    this.#lost(why)
  }

  #lost(why: string) {
    this.#failure = why
    if (!this.#closed && this.#listeners.size > 0) void this.#comeBack()
  }

  async #comeBack() {
    await delay(RETRY_MS, undefined, { ref: false })
    if (!this.#closed) await this.#connected().catch(() => undefined)
  }
}

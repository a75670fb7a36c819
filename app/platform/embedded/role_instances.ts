import { randomUUID } from 'node:crypto'
import { networkInterfaces } from 'node:os'
import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import type { Role, RoleSetting } from '../role.js'
import { settings, type Settings } from '../settings.js'
import { reason } from '../start_error.js'
import type { Worker } from '../worker.js'

const BEAT_SECONDS = 5
/** Two beats may be late or lost. */
const FRESH_SECONDS = 15
/** Rows of processes that were killed are in nobody's way, and go with somebody's beat. */
const FORGET_HOURS = 1

/** Tells other processes where this one can be reached, for as long as it runs; a sidecar needs none of it. */
export const roleInstance: Worker = {
  name: 'role_instance',
  async start() {
    const { platform, role } = settings()
    if (platform !== 'embedded') return { stop: async () => {} }
    const heartbeat = new Heartbeat(role, instanceUrl(settings()))
    await heartbeat.start()
    return heartbeat
  },
}

/** Keeps one row of `role_instances` fresh, and takes it away at the end. */
export class Heartbeat {
  readonly #id = randomUUID()
  #timer: NodeJS.Timeout | undefined
  #beat = Promise.resolve()

  constructor(
    private readonly role: RoleSetting,
    private readonly url: string
  ) {}

  /** Answers after the first beat. A database that is away costs beats, no more. */
  async start() {
    this.#timer = setInterval(() => this.#next(), BEAT_SECONDS * 1000)
    this.#timer.unref()
    await this.#next()
  }

  /** After the beat in hand, which would bring the row back. */
  async stop() {
    clearInterval(this.#timer)
    await this.#beat
    await db.rawQuery('DELETE FROM role_instances WHERE id = ?', [this.#id]).catch(() => undefined) // it ends as stale
  }

  #next(): Promise<void> {
    this.#beat = this.#beat
      .then(() => beat(this.#id, this.role, this.url))
      .catch((error: unknown) => logger.warn({ error: reason(error) }, 'a heartbeat was lost'))
    return this.#beat
  }
}

async function beat(id: string, role: RoleSetting, url: string) {
  await db.rawQuery(
    `WITH forgotten AS (
       DELETE FROM role_instances WHERE heartbeat_at < clock_timestamp() - interval '${FORGET_HOURS} hours'
     )
     INSERT INTO role_instances (id, role, url, heartbeat_at) VALUES (?, ?, ?, clock_timestamp())
     ON CONFLICT (id) DO UPDATE SET heartbeat_at = EXCLUDED.heartbeat_at`,
    [id, role, url]
  )
}

/** Where processes that play the role can be reached, the liveliest first. */
export async function instancesOf(role: Role): Promise<string[]> {
  const result = await db.rawQuery<{ rows: { url: string }[] }>(
    `SELECT url FROM role_instances
     WHERE role IN (?, 'all') AND heartbeat_at > clock_timestamp() - interval '${FRESH_SECONDS} seconds'
     ORDER BY heartbeat_at DESC`,
    [role]
  )
  return result.rows.map(({ url }) => url)
}

/** The address of this process for others: one that listens everywhere is reached at an address of its machine. */
export function instanceUrl({ host, port }: Pick<Settings, 'host' | 'port'>): string {
  const address = host === '0.0.0.0' || host === '::' ? ownAddress() : host
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`
}

function ownAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  return (
    addresses.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? '127.0.0.1'
  )
}

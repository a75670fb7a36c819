import { AccessToken } from '@adonisjs/auth/access_tokens'
import { TOKEN_PREFIX, TOKEN_TYPE } from '#app/identity/user'
import type { Ability } from '#app/shared/ability'
import type { Postgres } from './postgres.js'

const TOKEN_SECRET_LENGTH = 40
const PATIENCE_MS = 30_000

export interface Answer {
  status: number
  headers: Headers
  /** The JSON of the body, or its text when a balancer wrote it; undefined when there is none. */
  body: any
}

/** Somebody with an account and an API token. Where a request goes, the test says each time. */
export class Client {
  constructor(
    readonly userId: string,
    readonly email: string,
    readonly token: string
  ) {}

  /** `base` is the address of the balancer or of one process. Throws when there is no answer. */
  async send(base: string, method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${base}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: response.headers.get('content-type')?.includes('json')
        ? JSON.parse(text)
        : text || undefined,
    }
  }
}

let made = 0

/** New accounts, written to the database itself: hashing their passwords would take longer than the test. */
export function newClients(
  postgres: Pick<Postgres, 'query'>,
  count: number,
  abilities: Ability[] = ['tasks:read', 'tasks:write', 'audit:read']
): Promise<Client[]> {
  return Promise.all(Array.from({ length: count }, () => newClient(postgres, abilities)))
}

async function newClient(postgres: Pick<Postgres, 'query'>, abilities: Ability[]): Promise<Client> {
  const email = `person${++made}@example.org`
  const [user] = await postgres.query<{ id: string }>(
    'INSERT INTO users (email) VALUES ($1) RETURNING id',
    [email]
  )
  const { secret, hash } = AccessToken.createTransientToken(user!.id, TOKEN_SECRET_LENGTH)
  const [row] = await postgres.query<{ id: string }>(
    `INSERT INTO auth_access_tokens (tokenable_id, type, name, hash, abilities)
     VALUES ($1, $2, 'cluster', $3, $4) RETURNING id`,
    [user!.id, TOKEN_TYPE, hash, JSON.stringify(abilities)]
  )
  const token = new AccessToken({
    identifier: row!.id,
    tokenableId: user!.id,
    type: TOKEN_TYPE,
    name: 'cluster',
    prefix: TOKEN_PREFIX,
    secret,
    hash,
    abilities,
    createdAt: new Date(),
    updatedAt: new Date(),
    lastUsedAt: null,
    expiresAt: null,
  })
  return new Client(user!.id, email, token.value!.release())
}

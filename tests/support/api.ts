import assert from 'node:assert/strict'
import type { Actor } from '#app/shared/actor'
import type User from '#app/identity/user'
import { assertConforms } from '#tests/support/conformance'
import { makePerson, makeToken } from '#tests/support/people'
import { baseUrl } from '#tests/support/settings'

export interface ApiAnswer {
  status: number
  headers: Headers
  /** The JSON of the body; undefined when there is none. */
  body: any
}

type SentHeaders = Record<string, string>

/** Somebody who speaks to the REST API with a token. Requests sent together travel on connections of their own. */
export class ApiUser {
  constructor(
    readonly user: User,
    readonly token: string
  ) {}

  /** The same person for actions that a test calls itself. */
  get actor(): Actor {
    const { id, timezone } = this.user
    return {
      kind: 'user',
      userId: id,
      id,
      label: 'you',
      via: 'api',
      timezone,
      requestId: null,
      traceparent: null,
    }
  }

  get(path: string, headers: SentHeaders = {}) {
    return this.send('GET', path, undefined, headers)
  }

  post(path: string, body?: unknown, headers: SentHeaders = {}) {
    return this.send('POST', path, body, headers)
  }

  patch(path: string, body?: unknown, headers: SentHeaders = {}) {
    return this.send('PATCH', path, body, headers)
  }

  put(path: string, body?: unknown, headers: SentHeaders = {}) {
    return this.send('PUT', path, body, headers)
  }

  delete(path: string, headers: SentHeaders = {}) {
    return this.send('DELETE', path, undefined, headers)
  }

  send(method: string, path: string, body: unknown, headers: SentHeaders = {}) {
    const json = body !== undefined && { 'content-type': 'application/json' }
    return this.sendRaw(method, path, body === undefined ? undefined : JSON.stringify(body), {
      ...json,
      ...headers,
    })
  }

  /** The body as it is, whatever it is. Every answer is held against the description of the API on the way. */
  async sendRaw(
    method: string,
    path: string,
    body: string | Uint8Array<ArrayBuffer> | undefined,
    headers: SentHeaders
  ) {
    const response = await fetch(`${baseUrl}/api${path}`, {
      method,
      body,
      headers: { authorization: `Bearer ${this.token}`, ...headers },
    })
    const text = await response.text()
    const answer: ApiAnswer = {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    }
    assertConforms(method, path, answer)
    return answer
  }
}

/** A new account with a token for its tasks. */
export async function anApiUser(timezone = 'UTC'): Promise<ApiUser> {
  const user = await makePerson({ timezone, password: null })
  return new ApiUser(user, await makeToken(user))
}

/** The body of an answer that had to succeed: what a test only needs on the way to what it is about. */
export async function ok(answer: ApiAnswer | Promise<ApiAnswer>): Promise<any> {
  const { status, body } = await answer
  assert.ok(status < 300, `${status}: ${JSON.stringify(body)}`)
  return body
}

/** The names of the fields that were refused, and the rule that each broke. */
export function refusals(answer: ApiAnswer): string[] {
  assert.equal(answer.status, 422, JSON.stringify(answer.body))
  return answer.body.errors.map(
    ({ field, rule }: { field: string; rule: string }) => `${field} ${rule}`
  )
}

import assert from 'node:assert/strict'
import type User from '#app/identity/user'
import { PASSWORD } from '#tests/support/people'
import { baseUrl } from '#tests/support/settings'

export interface Answer {
  status: number
  headers: Headers
  body: string
  /** Path and query of a redirect, or undefined. */
  location: string | undefined
}

type Fields = Record<string, string | string[]>

/** A browser without JavaScript: keeps cookies, sends forms with the token of the page they stand on. */
export class Visitor {
  readonly cookies = new Map<string, string>()
  #csrf = ''
  readonly #headers: Record<string, string>

  constructor(headers: Record<string, string> = {}) {
    this.#headers = headers
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#send(path, { headers })
  }

  /** Opens the page of a form, then sends it, as a person does. `action` says where to, when not to the page. */
  async submit(page: string, fields: Fields, action = page): Promise<Answer> {
    await this.get(page)
    return this.post(action, fields, page)
  }

  /** Sends a form with the token of the last page that had one. */
  async post(action: string, fields: Fields, page = action, csrf = this.#csrf): Promise<Answer> {
    const body = new URLSearchParams({ _csrf: csrf })
    for (const [name, value] of Object.entries(fields)) {
      for (const one of [value].flat()) body.append(name, one)
    }
    return this.#send(action, {
      method: 'POST',
      body,
      headers: { referer: new URL(page, baseUrl).href },
    })
  }

  async signIn(user: User, password = PASSWORD): Promise<this> {
    const answer = await this.submit('/sign-in', { email: user.email, password })
    assert.equal(answer.status, 303, answer.body)
    return this
  }

  async #send(
    path: string,
    init: { method?: string; body?: URLSearchParams; headers: Record<string, string> }
  ) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(new URL(path, baseUrl), {
      ...init,
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        ...this.#headers,
        ...init.headers,
        ...(cookie && { cookie }),
      },
    })
    this.#keepCookies(response.headers)
    const body = await response.text()
    this.#csrf = /name='_csrf' value='([^']+)'/.exec(body)?.[1] ?? this.#csrf
    const location = response.headers.get('location') ?? undefined
    return { status: response.status, headers: response.headers, body, location }
  }

  #keepCookies(headers: Headers) {
    for (const line of headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) {
        this.cookies.delete(name)
      } else this.cookies.set(name, value)
    }
  }
}

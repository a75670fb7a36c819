import type { HttpClient } from '../http_client.js'
import type { Operation } from '../load.js'
import type { Samples } from './samples.js'

/** What a browser session needs to send: its cookies and the CSRF token of its pages. */
export interface PageSession {
  cookie: string
  csrf: string
}

export function apiOperations(
  http: HttpClient,
  token: string,
  samples: Samples
): Record<string, Operation> {
  const headers = { authorization: `Bearer ${token}` }
  const json = { ...headers, 'content-type': 'application/json' }
  const get = (path: () => string): Operation =>
    expect(200, () => http.send('GET', path(), headers))
  const send = (
    method: string,
    path: () => string,
    status: number,
    body: () => unknown
  ): Operation => expect(status, () => http.send(method, path(), json, JSON.stringify(body())))
  return {
    list: get(() => '/api/tasks?status=active'),
    filter: get(() => '/api/tasks/filter?status=active&priority=high&tags=work'),
    search: get(() => `/api/tasks/search?q=${encodeURIComponent(samples.query())}&limit=50`),
    read: get(() => `/api/tasks/${samples.id()}`),
    create: send(
      'POST',
      () => '/api/tasks',
      201,
      () => samples.newTask()
    ),
    update: send(
      'PATCH',
      () => `/api/tasks/${samples.id()}`,
      200,
      () => ({ title: samples.title() })
    ),
    complete: send(
      'POST',
      () => `/api/tasks/${samples.activeId()}/complete`,
      200,
      () => ({})
    ),
  }
}

export function pageOperations(
  http: HttpClient,
  session: PageSession,
  samples: Samples
): Record<string, Operation> {
  const headers = { cookie: session.cookie }
  const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' }
  const get = (path: () => string): Operation =>
    expect(200, () => http.send('GET', path(), headers))
  const post = (path: () => string, fields: () => Record<string, string>): Operation =>
    expect(303, () =>
      http.send(
        'POST',
        path(),
        form,
        new URLSearchParams({ ...fields(), _csrf: session.csrf, return_to: '/all' }).toString()
      )
    )
  return {
    list: get(() => '/all'),
    filter: get(() => '/all?priority=high&tags=work'),
    search: get(() => `/all?q=${encodeURIComponent(samples.query())}`),
    read: get(() => `/tasks/${samples.id()}?back=%2Fall`),
    create: post(
      () => '/tasks',
      () => ({ title: samples.newTask().title })
    ),
    update: post(
      () => '/tasks/bulk',
      () => ({
        'ids[]': samples.id(),
        'action': 'priority',
        'priority': samples.newTask().priority,
      })
    ),
    complete: post(
      () => `/tasks/${samples.activeId()}/completion`,
      () => ({})
    ),
  }
}

function expect(
  status: number,
  send: () => Promise<{ status: number; text: () => string }>
): Operation {
  return async () => {
    const answer = await send()
    if (answer.status !== status) {
      throw new Error(`Expected ${status}, got ${answer.status}: ${answer.text().slice(0, 500)}`)
    }
  }
}

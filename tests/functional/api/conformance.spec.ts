import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { apiDocument } from '#app/api_docs/api_document'
import { problemCodes } from '#app/api_docs/problem_responses'
import { type Ability, ABILITIES } from '#app/shared/ability'
import { settings, useSettings } from '#app/platform/settings'
import { methodsOf } from '#app/shared/api_addresses'
import { apiRoutes } from '#app/shared/api_router'
import type { ApiMethod, ApiRoute } from '#app/shared/api_route'
import { canonicalJson } from '#app/shared/canonical_json'
import type { ProblemCode } from '#app/shared/problem_catalogue'
import { assertConforms } from '#tests/support/conformance'
import { aCompletedTask, aTag, aTask, aTrashedTask } from '#tests/support/factories'
import { ApiUser } from '#tests/support/api'
import { makePerson, makeToken, PASSWORD } from '#tests/support/people'
import { baseUrl } from '#tests/support/settings'

/** One request, as the test changes it. */
interface Sent {
  method: ApiMethod
  path: string
  headers: Record<string, string>
  body?: string
}

interface Case {
  route: ApiRoute
  method: ApiMethod
}

const cases: Case[] = apiRoutes().flatMap((route) =>
  methodsOf(route).map((method) => ({ route, method }))
)
const guarded = cases.filter(({ route }) => route.ability !== null)

/** What stands in `{id}` for an operation to succeed, where it is not a task. */
const SUBJECTS: Record<string, (by: ApiUser) => Promise<string>> = {
  restoreTask: async (by) => (await aTrashedTask(by)).id,
  reopenTask: async (by) => (await aCompletedTask(by)).id,
  skipTask: async (by) => (await aTask(by, { rrule: 'FREQ=DAILY' })).id,
  showSeries: async (by) => (await aTask(by, { rrule: 'FREQ=DAILY' })).series_id,
  listOccurrences: async (by) => (await aTask(by, { rrule: 'FREQ=DAILY' })).series_id,
  undoChange: async (by) =>
    (await by.post('/tasks', { title: 'Undone' })).headers.get('taskflow-undo')!,
  updateTag: async (by) => (await aTag(by)).id,
  deleteTag: async (by) => (await aTag(by)).id,
}
const QUERIES: Record<string, string> = { searchTasks: '?q=water' }

/** A request that succeeds, made of the operation's own example. */
async function goodRequest({ route, method }: Case, by: ApiUser): Promise<Sent> {
  const id =
    route.params && (await (SUBJECTS[route.name] ?? (async () => (await aTask(by)).id))(by))
  const body = route.name === 'deleteAccount' ? { password: PASSWORD } : route.bodyExample
  return {
    method,
    path: `/api${route.path.replace('{id}', id ?? '')}${QUERIES[route.name] ?? ''}`,
    headers: {
      authorization: `Bearer ${by.token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }
}

async function send({ method, path, headers, body }: Sent) {
  const response = await fetch(`${baseUrl}${path}`, { method, headers, body })
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  const answer = {
    status: response.status,
    headers: response.headers,
    body: (isJson ? JSON.parse(text) : text) as any,
  }
  assertConforms(method, path, answer)
  return answer
}

/** How each refusal comes about: a good request, spoilt. Those of one action stand with its name. */
const SPOILT: Partial<
  Record<ProblemCode, (sent: Sent, by: ApiUser, on: Case) => Sent | Promise<Sent>>
> = {
  malformed_body: (sent) => json(sent, '{'),
  malformed_path: (sent) => ({ ...sent, path: sent.path.replace(/[0-9a-f-]{36}/, '%ff') }),
  if_match_malformed: (sent) => header(sent, 'if-match', '4'),
  idempotency_key_invalid: (sent) => header(sent, 'idempotency-key', 'é'),
  unauthenticated: (sent) => header(sent, 'authorization', 'Bearer tf_nobody'),
  insufficient_ability: async (sent, by, { route }) => {
    const others = ABILITIES.filter((ability) => ability !== route.ability) as Ability[]
    return header(sent, 'authorization', `Bearer ${await makeToken(by.user, others)}`)
  },
  not_found: (sent) => ({ ...sent, path: sent.path.replace(/[0-9a-f-]{36}/, randomUUID()) }),
  task_in_trash: async (sent, by) => onTask(sent, await aTrashedTask(by)),
  tag_exists: async (sent, by) => {
    const { name } = await aTag(by, 'taken')
    return json(sent, JSON.stringify({ name }))
  },
  not_recurring: async (sent, by) => onTask(sent, await aTask(by)),
  occurrence_completed: async (sent, by) => onTask(sent, await aClosed(by, 'complete')),
  occurrence_skipped: async (sent, by) => onTask(sent, await aClosed(by, 'skip')),
  occurrence_closed: async (sent, by) =>
    json(onTask(sent, await aClosed(by, 'complete')), JSON.stringify({ rrule: 'FREQ=WEEKLY' })),
  already_undone: async (sent) => {
    await send(sent)
    return sent
  },
  version_mismatch: (sent) => header(sent, 'if-match', '"99"'),
  body_too_large: (sent) => json(sent, JSON.stringify({ title: 'x'.repeat(1_100_000) })),
  unsupported_media_type: (sent) =>
    header({ ...sent, body: 'title=x' }, 'content-type', 'text/plain'),
  validation_failed: (sent) => ({
    ...sent,
    path: `${sent.path}${sent.path.includes('?') ? '&' : '?'}colour=red`,
  }),
  idempotency_key_reused: async (sent) => {
    const keyed = header(sent, 'idempotency-key', 'once')
    await send({ ...keyed, body: anotherBody(keyed.body) })
    return keyed
  },
}

function anotherBody(text = '{}') {
  const body = JSON.parse(text)
  if ('ids' in body) return JSON.stringify({ ...body, ids: [randomUUID()] })
  if ('completed_at' in body) return '{}'
  const field = ['title', 'text'].find((name) => name in body) ?? 'name'
  return JSON.stringify({ ...body, [field]: 'other' })
}

/** An occurrence that is not open any more. */
async function aClosed(by: ApiUser, action: 'complete' | 'skip') {
  const task = await aTask(by, { rrule: 'FREQ=DAILY' })
  await by.post(`/tasks/${task.id}/${action}`)
  return task
}

function onTask(sent: Sent, { id }: { id: string }): Sent {
  return { ...sent, path: sent.path.replace(/[0-9a-f-]{36}/, id) }
}

function header(sent: Sent, name: string, value: string): Sent {
  return { ...sent, headers: { ...sent.headers, [name]: value } }
}

function json(sent: Sent, body: string): Sent {
  return header({ ...sent, body }, 'content-type', 'application/json')
}

/** Only who is asked for a password needs one: hashing it takes longer than the rest of a test. */
async function anAccount({ route }: Case): Promise<ApiUser> {
  const user = await makePerson({
    timezone: 'Europe/Paris',
    ...(route.name !== 'deleteAccount' && { password: null }),
  })
  return new ApiUser(user, await makeToken(user, [...ABILITIES]))
}

test.group('API conformance: answers', () => {
  for (const on of cases) {
    test(`${on.method} ${on.route.path} answers as described`, async ({ assert }) => {
      const answer = await send(await goodRequest(on, await anAccount(on)))
      assert.isBelow(answer.status, 300, JSON.stringify(answer.body))
    })
  }
})

test.group('API conformance: refusals', () => {
  const told = guarded.flatMap((on) =>
    problemCodes(on.route, on.method).map((code) => ({ ...on, code }))
  )

  for (const { code, ...on } of told) {
    const spoil = SPOILT[code]
    if (!spoil) continue
    test(`${on.method} ${on.route.path} refuses with ${code}`, async ({ assert }) => {
      const by = await anAccount(on)
      const answer = await send(await spoil(await goodRequest(on, by), by, on))
      assert.equal(answer.body.code, code, JSON.stringify(answer.body))
    })
  }

  test('every refusal that is described is tried here', ({ assert }) => {
    const tried = [
      ...Object.keys(SPOILT),
      'idempotency_in_progress',
      'too_many_requests',
      'internal_error',
    ]
    assert.deepEqual([...new Set(told.map(({ code }) => code))].sort(), tried.sort())
  })

  for (const on of guarded) {
    test(`${on.method} ${on.route.path} refuses with too_many_requests`, async ({
      assert,
      cleanup,
    }) => {
      const by = await anAccount(on)
      const sent = await goodRequest(on, by)
      const before = settings()
      cleanup(() => useSettings(before))
      useSettings({ ...before, apiRateLimit: 1 })
      await by.get('/me')
      assert.equal((await send(sent)).body.code, 'too_many_requests')
    })
  }

  for (const on of guarded.filter(({ route, method }) => route.idempotent && method === 'POST')) {
    test(`${on.method} ${on.route.path} refuses with idempotency_in_progress`, async ({
      assert,
    }) => {
      const by = await anAccount(on)
      const sent = header(await goodRequest(on, by), 'idempotency-key', 'twin')
      await db.transaction(async (trx) => {
        const claim = canonicalJson([by.user.id, 'POST', sent.path, 'twin'])
        await trx.rawQuery('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [claim])
        assert.equal((await send(sent)).body.code, 'idempotency_in_progress')
      })
    })
  }

  test('an address that is none, and a method that is none, are told as problems', async () => {
    assertConforms('GET', '/api/nothing', await plain('GET', '/api/nothing'))
    assertConforms('DELETE', '/api/tags', await plain('DELETE', '/api/tags'))
  })

  async function plain(method: string, path: string) {
    const response = await fetch(`${baseUrl}${path}`, { method })
    return { status: response.status, headers: response.headers, body: await response.json() }
  }
})

test.group('API conformance: the helper', () => {
  test('an answer that the document does not promise is found out', ({ assert }) => {
    const headers = new Headers({ 'content-type': 'application/json' })
    const { document } = apiDocument()
    assert.property(document.paths, '/tags')
    const wrong = { data: [], meta: { next_cursor: null, position: 0 }, extra: true }
    assert.throws(
      () => assertConforms('GET', '/tags', { status: 200, headers, body: wrong }),
      /additional/
    )
    assert.throws(
      () => assertConforms('GET', '/tags', { status: 201, headers, body: {} }),
      /not described/
    )
    assert.throws(
      () => assertConforms('GET', '/tags', { status: 200, headers: new Headers(), body: {} }),
      /no body/
    )
  })
})

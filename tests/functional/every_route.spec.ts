import { request } from 'node:http'
import { test } from '@japa/runner'
import router from '@adonisjs/core/services/router'
import db from '@adonisjs/lucid/services/db'
import { ABILITIES } from '#app/shared/ability'
import { apiRoutes } from '#app/shared/api_router'
import { PUBLIC_ROUTES } from '#app/shared/public_routes'
import { type ApiAnswer, ApiUser } from '#tests/support/api'
import { makePerson, makeToken } from '#tests/support/people'
import { baseUrl } from '#tests/support/settings'
import { sessionCookie } from '#tests/support/signed_in'
import { type Answer, Visitor } from '#tests/support/visitor'

/** One method of one registered route. */
interface Walked {
  label: string
  method: string
  pattern: string
  api: boolean
}

/** Read off the router itself, once the server runs: a route that is registered tomorrow is walked tomorrow. */
const everything = (): Walked[] =>
  Object.values(router.toJSON())
    .flat()
    .filter(({ name, pattern }) => name || !pattern.startsWith('/api/'))
    .flatMap(({ pattern, methods }) =>
      methods
        .filter((method) => method !== 'HEAD')
        .map((method) => ({
          label: `${method} ${pattern}`,
          method,
          pattern,
          api: pattern.startsWith('/api/'),
        }))
    )
const guarded = () => everything().filter(({ label }) => !PUBLIC_ROUTES.has(label))
const guardedApi = () => guarded().filter(({ api }) => api)
const pages = () => guarded().filter(({ api }) => !api)

/** Whose `:id` a pattern asks for, by what stands before it. */
const OWNED: Record<string, (by: Pick<Person, 'ids'>) => string> = {
  tasks: ({ ids }) => ids.task,
  tags: ({ ids }) => ids.tag,
  undo: ({ ids }) => ids.undo,
  sessions: ({ ids }) => ids.session,
  tokens: ({ ids }) => ids.token,
}

interface Person {
  visitor: Visitor
  api: ApiUser
  ids: { task: string; tag: string; undo: string; session: string; token: string }
}

/** Somebody signed in, with a token for everything and one of each thing that a person can own. */
async function aPerson(): Promise<Person> {
  const user = await makePerson({ password: null })
  const visitor = new Visitor()
  const cookie = await sessionCookie(user)
  visitor.cookies.set(cookie.name, cookie.value)
  const api = new ApiUser(user, await makeToken(user, [...ABILITIES]))
  const task = await api.post('/tasks', { title: 'Water the tomatoes' })
  const tag = await api.post('/tags', { name: 'garden' })
  const session = await db.from('sessions').where('user_id', user.id).firstOrFail()
  const token = await db.from('auth_access_tokens').where('tokenable_id', user.id).firstOrFail()
  const undo = task.headers.get('taskflow-undo') ?? ''
  return {
    visitor,
    api,
    ids: {
      task: task.body.id,
      tag: tag.body.id,
      undo,
      session: session.list_id,
      token: String(token.id),
    },
  }
}

const ENDS_THE_SESSION = new Set([
  'POST /sign-out/everywhere',
  'DELETE /settings/sessions/:id',
  'DELETE /settings/account',
])

/** Ids of nothing. */
const NEVER = '0197b0a2-0000-7c40-9b1a-2f6f3e1d5a10'
const NOBODY = { ids: { task: NEVER, tag: NEVER, undo: NEVER, session: NEVER, token: '999999999' } }

function address({ pattern, label }: Walked, owner: Pick<Person, 'ids'>): string {
  return pattern.replace(/(\w+)\/:id/, (_whole, what: string) => {
    const id = OWNED[what]?.(owner)
    if (!id) throw new Error(`${label}: say in OWNED whose :id it takes`)
    return `${what}/${id}`
  })
}

/** A form with something in every field that any form here needs, so that the refusal is about who asks. */
const FIELDS = {
  title: 'Taken over',
  name: 'taken over',
  color: '#3B82F6',
  action: 'complete',
  return_to: '/today',
}

function openPage(visitor: Visitor, walked: Walked, path: string): Promise<Answer> {
  if (walked.method === 'GET') return visitor.get(path)
  return visitor.post(
    walked.method === 'POST' ? path : `${path}?_method=${walked.method}`,
    FIELDS,
    '/today'
  )
}

function call(user: ApiUser, walked: Walked, path: string): Promise<ApiAnswer> {
  const route = apiRoutes().find(
    (one) =>
      [one.method].flat().includes(walked.method as never) &&
      `/api${one.path}` === walked.pattern.replace(':id', '{id}')
  )
  return user.send(walked.method, path.replace('/api', ''), route?.bodyExample)
}

/** Every route at once: what is wrong is a list, not the first of it. */
async function walk(
  routes: Walked[],
  visit: (walked: Walked) => Promise<string | undefined>
): Promise<string[]> {
  const wrong: string[] = []
  for (const walked of routes) {
    const found = await visit(walked)
    if (found) wrong.push(`${walked.label}: ${found}`)
  }
  return wrong
}

const unless = (expected: boolean, what: unknown) => (expected ? undefined : String(what))
const asksToSignIn = ({ status, location }: Answer) =>
  unless(status === 303 && location === '/sign-in', `${status} ${location}`)

/** Everything that a person owns, as text. */
async function belongings({ api }: Person) {
  const of = async (table: string, column = 'user_id') =>
    db.from(table).where(column, api.user.id).orderBy('id').select('*')
  const tables = [
    await of('tasks'),
    await of('tags'),
    await of('undo_entries'),
    await of('sessions'),
    await of('users', 'id'),
  ]
  const tokens = await db
    .from('auth_access_tokens')
    .where('tokenable_id', api.user.id)
    .select('id', 'name', 'abilities')
  return JSON.stringify([tables, tokens])
}

test.group('Every route', () => {
  test('the walk finds the routes of pages and of the API', ({ assert }) => {
    assert.isAbove(pages().length, 20)
    assert.isAbove(guardedApi().length, 18)
  })

  test('the list of public routes names only routes that there are', ({ assert }) => {
    const labels = new Set(everything().map(({ label }) => label))
    assert.deepEqual(
      [...PUBLIC_ROUTES].filter((label) => !labels.has(label)),
      []
    )
  })

  test('a public route answers nobody without asking who is there', async ({ assert }) => {
    const open = everything().filter(
      ({ label, method }) => PUBLIC_ROUTES.has(label) && method === 'GET'
    )
    const wrong = await walk(open, async (walked) => {
      const { status } = await fetch(`${baseUrl}${walked.pattern.replace(':token', 'none')}`, {
        redirect: 'manual',
      })
      return unless(![401, 403, 500].includes(status), status)
    })
    assert.deepEqual(wrong, [])
  })

  test('nobody gets 401 from the API and is asked to sign in by pages', async ({ assert }) => {
    const owner = await aPerson()
    const nobody = new Visitor()
    const before = await belongings(owner)
    const wrong = await walk(guarded(), async (walked) => {
      const path = address(walked, owner)
      if (walked.api) {
        const { status } = await call(new ApiUser(owner.api.user, ''), walked, path)
        return unless(status === 401, status)
      }
      await nobody.get('/sign-in') // for the token of a form
      return asksToSignIn(await openPage(nobody, walked, path))
    })
    assert.deepEqual(wrong, [])
    assert.equal(await belongings(owner), before)
  })

  test('the owner is let in', async ({ assert }) => {
    const wrong = await walk(guarded(), async (walked) => {
      const owner = await aPerson()
      const path = address(walked, owner)
      if (walked.api) {
        const { status } = await call(owner.api, walked, path)
        return unless(status < 500 && ![401, 403, 404].includes(status), status)
      }
      await owner.visitor.get('/settings/profile')
      const { status, location } = await openPage(owner.visitor, walked, path)
      const staysIn = location !== '/sign-in' || ENDS_THE_SESSION.has(walked.label)
      return unless(
        status < 500 && ![401, 403, 404, 405].includes(status) && staysIn,
        `${status} ${location}`
      )
    })
    assert.deepEqual(wrong, [])
  })

  test('what is somebody else’s is 404 and stays as it is; a form is answered as if it had never been', async ({
    assert,
  }) => {
    const owner = await aPerson()
    const other = await aPerson()
    const before = await belongings(owner)
    const withId = guarded().filter(({ pattern }) => pattern.includes(':id'))
    const wrong = await walk(withId, async (walked) => {
      const path = address(walked, owner)
      if (walked.api) {
        const { status } = await call(other.api, walked, path)
        return unless(status === 404, status)
      }
      await other.visitor.get('/settings/profile')
      const { status, location, body } = await openPage(other.visitor, walked, path)
      if (walked.method === 'GET') return unless(status === 404, status)
      const never = await openPage(other.visitor, walked, address(walked, NOBODY))
      const same = status === never.status && location === never.location && body === never.body
      return unless(
        same && !body.includes('Water the tomatoes'),
        `${status} ${location}, not ${never.status} ${never.location}`
      )
    })
    assert.deepEqual(wrong, [])
    assert.equal(await belongings(owner), before)
  })

  test('a token without the ability gets 403', async ({ assert }) => {
    const owner = await aPerson()
    const before = await belongings(owner)
    const wrong = await walk(guardedApi(), async (walked) => {
      const ability = apiRoutes().find(
        ({ path }) => `/api${path}` === walked.pattern.replace(':id', '{id}')
      )
      const needed = apiRoutes()
        .filter((route) => route.path === ability?.path)
        .map((route) => route.ability)
      const others = ABILITIES.filter((one) => !needed.includes(one))
      const limited = new ApiUser(owner.api.user, await makeToken(owner.api.user, others))
      const { status } = await call(limited, walked, address(walked, owner))
      return unless(status === 403, status)
    })
    await db
      .from('auth_access_tokens')
      .where('tokenable_id', owner.api.user.id)
      .whereNot('id', owner.ids.token)
      .delete()
    assert.deepEqual(wrong, [])
    assert.equal(await belongings(owner), before)
  })

  test('a token opens no page', async ({ assert }) => {
    const owner = await aPerson()
    const holder = new Visitor({ authorization: `Bearer ${owner.api.token}` })
    const wrong = await walk(pages(), async (walked) => {
      await holder.get('/sign-in')
      return asksToSignIn(await openPage(holder, walked, address(walked, owner)))
    })
    assert.deepEqual(wrong, [])
  })

  test('a session opens nothing of the API', async ({ assert }) => {
    const owner = await aPerson()
    const cookie = [...owner.visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const wrong = await walk(guardedApi(), async (walked) => {
      const { status } = await fetch(`${baseUrl}${address(walked, owner)}`, {
        method: walked.method,
        headers: { cookie },
      })
      return unless(status === 401, status)
    })
    assert.deepEqual(wrong, [])
  })

  test('a disabled user is as nobody, even with a session and a token that are left', async ({
    assert,
  }) => {
    const owner = await aPerson()
    await owner.visitor.get('/settings/profile')
    await db.from('users').where('id', owner.api.user.id).update({ disabled_at: new Date() })
    const wrong = await walk(guarded(), async (walked) => {
      const path = address(walked, owner)
      if (walked.api) {
        const { status } = await call(owner.api, walked, path)
        return unless(status === 401, status)
      }
      return asksToSignIn(await openPage(owner.visitor, walked, path))
    })
    assert.deepEqual(wrong, [])
  })

  test('a method that an address of the API does not take is 405 with Allow', async ({
    assert,
  }) => {
    const patterns = [
      ...new Set(
        everything()
          .filter(({ api }) => api)
          .map(({ pattern }) => pattern)
      ),
    ]
    const wrong: string[] = []
    for (const pattern of patterns) {
      const taken = everything()
        .filter((walked) => walked.pattern === pattern)
        .map(({ method }) => method)
      for (const method of [
        'GET',
        'POST',
        'PUT',
        'PATCH',
        'DELETE',
        'OPTIONS',
        'TRACE',
        'QUERY',
        'PROPFIND',
      ]) {
        if (taken.includes(method)) continue
        const { status, allow } = await bare(
          method,
          pattern.replace(':id', '0197b0a2-6c1e-7c40-9b1a-2f6f3e1d5a10')
        )
        if (status !== 405 || !taken.every((one) => allow.includes(one)))
          wrong.push(`${method} ${pattern}: ${status} ${allow}`)
      }
    }
    assert.deepEqual(wrong, [])
  })
})

/** `fetch` refuses to send some of the methods. */
function bare(method: string, path: string): Promise<{ status: number; allow: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${baseUrl}${path}`, { method }, (response) => {
      response.resume()
      resolve({ status: response.statusCode ?? 0, allow: response.headers.allow ?? '' })
    })
    sent.once('error', reject).end()
  })
}

import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import router from '@adonisjs/core/services/router'
import type User from '#app/identity/user'
import { useClock } from '#app/shared/clock'
import { createToken } from '#app/identity/actions/api_tokens'
import { inTransaction } from '#app/shared/database'
import { createPasswordLink } from '#app/identity/actions/password_link'
import { makePerson, PASSWORD } from '#tests/support/people'
import { giveTask, giveTrashedTask } from '#tests/support/tasks'
import { Visitor } from '#tests/support/visitor'

/** What only machines ask: no session, so nothing that a foreign page could use. */
const MACHINES = /^\/(api|health|healthz|dapr|events|job|internal|metrics)\b/

interface PageRoute {
  method: string
  path: string
}

/** Every route of a page, from the route table itself, with the ids of things that are there. */
async function pageRoutes(user: User): Promise<PageRoute[]> {
  const task = await giveTask(user, { title: 'Water the tomatoes', tags: ['garden'] })
  await createToken(user, { name: 'Dashboard', abilities: ['tasks:read'], expiresInSeconds: null })
  const [token] = await db.from('auth_access_tokens').select('id')
  const [undo] = await db.from('undo_entries').select('id')
  const [session] = await db.from('sessions').whereNotNull('user_id').select('id')
  const { url } = await inTransaction((trx) => createPasswordLink(trx, user.id, 'reset'))
  const ids: [start: string, id: string][] = [
    ['/tasks/', task.id],
    ['/tags/', task.tags[0]!.id],
    ['/settings/tags/', task.tags[0]!.id],
    ['/settings/tokens/', token.id],
    ['/settings/sessions/', session?.id ?? task.id],
    ['/undo/', undo.id],
    ['/password/', new URL(url).pathname.split('/')[2]!],
  ]
  return Object.values(router.toJSON())
    .flat()
    .filter(({ pattern }) => !MACHINES.test(pattern))
    .flatMap(({ pattern, methods }) => {
      const id = ids.find(([start]) => pattern.startsWith(start))?.[1] ?? ''
      const path = pattern.replace(/:[a-z]+/, id)
      return methods.filter((method) => method !== 'HEAD').map((method) => ({ method, path }))
    })
}

/** Everything that a form could change, as text. */
async function everything(): Promise<string> {
  const tables = [
    'users',
    'tasks',
    'tags',
    'task_tags',
    'undo_entries',
    'auth_access_tokens',
    'password_links',
  ]
  const rows = await Promise.all(
    tables.map((table) =>
      db
        .from(table)
        .select(db.raw(`${table}.*::text AS row`))
        .orderBy('row')
    )
  )
  const people = await db.from('sessions').whereNotNull('user_id').select('user_id')
  return JSON.stringify([rows, people])
}

test.group('Safety of every page', () => {
  for (const [what, token] of [
    ['without a token', ''],
    ['with a wrong token', 'wrong'],
    ['with the token of another session', 'foreign'],
  ] as const) {
    test(`no form changes anything ${what}`, async ({ assert }) => {
      const user = await makePerson()
      const visitor = await new Visitor().signIn(user)
      const foreign = await new Visitor().get('/sign-in')
      const csrf =
        token === 'foreign' ? /name='_csrf' value='([^']+)'/.exec(foreign.body)![1]! : token
      const routes = (await pageRoutes(user)).filter(({ method }) => method !== 'GET')
      assert.isAbove(routes.length, 20)
      const before = await everything()
      for (const { method, path } of routes) {
        const action = method === 'POST' ? path : `${path}?_method=${method}`
        const fields = {
          'title': 'Forged',
          'name': 'Forged',
          'password': PASSWORD,
          'current_password': PASSWORD,
          'email': user.email,
          'ids[]': [path.split('/')[2] ?? ''],
          'action': 'delete',
          'theme': 'dark',
          'version': '1',
        }
        const answer = await visitor.post(action, fields, '/today', csrf)
        assert.include([303, 419], answer.status, `${method} ${path}`)
        assert.equal(await everything(), before, `${method} ${path}`)
      }
    })
  }

  test('with its own token a form does what it says', async ({ assert }) => {
    const user = await makePerson()
    const visitor = await new Visitor().signIn(user)
    const task = await giveTask(user, 'Water the tomatoes')
    await visitor.submit('/all', {}, `/tasks/${task.id}/completion`)
    assert.deepEqual(await db.from('tasks').select('status'), [{ status: 'completed' }])
  })

  test('every page has a policy without unsafe-inline and unsafe-eval, and nothing that would need them', async ({
    assert,
  }) => {
    const user = await makePerson()
    const routes = (await pageRoutes(user)).filter(({ method }) => method === 'GET')
    const trashed = await giveTrashedTask(user, 'Old')
    const signedIn = await new Visitor().signIn(user)
    const paths = [
      ...routes.map(({ path }) => path),
      `/tasks/${trashed.id}`,
      '/nowhere',
      '/tasks/none',
      '/tags/none',
      '/all?q=tomatoes',
    ]
    for (const visitor of [new Visitor(), signedIn]) {
      for (const path of paths) {
        const { status, headers, body } = await visitor.get(path)
        const policy = headers.get('content-security-policy') ?? ''
        assert.include(policy, "default-src 'none'", path)
        assert.include(policy, "script-src 'self'", path)
        assert.include(policy, "style-src 'self'", path)
        assert.notMatch(policy, /unsafe|\*|data:|https?:/, path)
        assert.notMatch(body, /<[^>]+\s(style|on[a-z]+)=/i, path)
        assert.notMatch(body, /<style|<script(?![^>]*\ssrc=)|javascript:/i, path)
        assert.isBelow(status, 500, path)
      }
    }
  })

  test('pages that tell of a failure have the same policy', async ({ assert, cleanup }) => {
    const visitor = await new Visitor().signIn(await makePerson())
    const strict = (answer: { headers: Headers; body: string }, what: string) => {
      assert.match(answer.headers.get('content-security-policy') ?? '', /^default-src 'none'/, what)
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', what)
      assert.notMatch(answer.body, /node_modules|at async|\.ts:\d/, what)
    }
    cleanup(() => useClock())
    const broken = new Error('a secret of the inside')
    useClock({
      nowMs: () => {
        throw broken
      },
    })
    const failed = await visitor.get('/today')
    useClock()
    assert.equal(failed.status, 500)
    assert.notInclude(failed.body, 'a secret of the inside')
    assert.match(failed.body, /Request [0-9a-f-]{36}/)
    strict(failed, '500')
    const expired = await new Visitor().post('/sign-in', {}, 'https://evil.example/', 'wrong')
    assert.equal(expired.status, 419)
    strict(expired, '419')
    const large = await visitor.post('/tasks', { title: 'x'.repeat(1_100_000) }, '/all')
    assert.equal(large.status, 413)
    strict(large, '413')
    strict(await visitor.get('/nowhere'), '404')
  })

  test('the session’s cookie is kept from scripts and other sites', async ({ assert }) => {
    const { headers } = await new Visitor().get('/sign-up')
    const cookies = headers.getSetCookie()
    assert.isNotEmpty(cookies)
    for (const cookie of cookies) {
      assert.match(cookie, /; HttpOnly/i)
      assert.match(cookie, /; SameSite=Lax/i)
      assert.match(cookie, /; Path=\//i)
    }
  })

  for (const target of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example/',
    '/\t/evil.example',
    'javascript:alert(1)',
    '/.//evil.example',
    'evil',
  ]) {
    test(`a form never leads off this site (${JSON.stringify(target)})`, async ({ assert }) => {
      const user = await makePerson()
      const task = await giveTask(user, 'Water the tomatoes')
      const visitor = await new Visitor().signIn(user)
      const added = await visitor.submit('/all', { title: 'One', return_to: target }, '/tasks')
      assert.equal(added.location, '/today')
      const page = await visitor.get(`/tasks/${task.id}?back=${encodeURIComponent(target)}`)
      assert.equal(page.status, 200)
      assert.notInclude(page.body, 'evil')
      const signIn = new Visitor()
      const answer = await signIn.submit('/sign-in', {
        email: user.email,
        password: PASSWORD,
        return_to: target,
      })
      assert.equal(answer.location, '/today')
    })
  }
})

import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { registerJob } from '#app/platform/jobs'
import { settings, useSettings } from '#app/platform/settings'
import { ABILITIES } from '#app/shared/ability'
import { apiRoutes } from '#app/shared/api_router'
import { PUBLIC_ROUTES } from '#app/shared/public_routes'
import { ApiUser } from '#tests/support/api'
import { makeToken } from '#tests/support/people'
import { baseUrl, MACHINE_TOKEN } from '#tests/support/settings'
import { Visitor } from '#tests/support/visitor'
import {
  address,
  aPerson,
  asksToSignIn,
  belongings,
  call,
  everything,
  guarded,
  guardedApi,
  machine,
  NOBODY,
  openPage,
  pages,
  unless,
  walk,
  type Walked,
} from '#tests/support/walk'

const ENDS_THE_SESSION = new Set([
  'POST /sign-out/everywhere',
  'DELETE /settings/sessions/:id',
  'DELETE /settings/account',
])

test.group('Every route', () => {
  test('the walk finds the routes of pages and of the API', ({ assert }) => {
    assert.isAbove(pages().length, 20)
    assert.isAbove(guardedApi().length, 18)
    assert.isAbove(machine().length, 12)
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
      const needed = apiRoutes()
        .filter(({ path }) => `/api${path}` === walked.pattern.replace(':id', '{id}'))
        .map(({ ability }) => ability)
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

  test('a machine route answers 401 to whoever has not its token, and does nothing', async ({
    assert,
  }) => {
    const jobs: string[] = []
    registerJob('none', async ({ name }) => void jobs.push(name))
    const owner = await aPerson()
    const before = await belongings(owner)
    const strangers: Record<string, string>[] = [
      {},
      { 'dapr-api-token': '' },
      { 'dapr-api-token': `${MACHINE_TOKEN}.` },
      { authorization: `Bearer ${MACHINE_TOKEN}` },
      { authorization: `Bearer ${owner.api.token}` },
    ]
    const wrong = await walk(machine(), async (walked) => {
      const statuses = await Promise.all(
        strangers.map(async (headers) => (await callMachine(walked, headers)).status)
      )
      return unless(
        statuses.every((status) => status === 401),
        statuses
      )
    })
    assert.deepEqual(wrong, [])
    assert.deepEqual(jobs, [])
    assert.lengthOf(await db.from('dead_letters'), 0)
    assert.equal(await belongings(owner), before)
  })

  test('while no token is set a machine route refuses everybody', async ({ assert, cleanup }) => {
    const present = settings()
    useSettings({ ...present, appApiToken: undefined })
    cleanup(() => useSettings(present))
    const wrong = await walk(machine(), async (walked) => {
      const { status } = await callMachine(walked, { 'dapr-api-token': 'undefined' })
      return unless(status === 401, status)
    })
    assert.deepEqual(wrong, [])
  })
})

function callMachine({ method, pattern }: Walked, headers: Record<string, string>) {
  return fetch(`${baseUrl}${pattern.replace(':name', 'none').replace('*', 'none')}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(method !== 'GET' && { body: '{"name":"none","topic":"task-events"}' }),
  })
}

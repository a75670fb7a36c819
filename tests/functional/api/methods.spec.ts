import { METHODS, request } from 'node:http'
import { test } from '@japa/runner'
import router from '@adonisjs/core/services/router'
import { isMachinePath } from '#app/platform/machine_paths'
import { makePerson, makeToken } from '#tests/support/people'
import { baseUrl } from '#tests/support/settings'

const ID = '0197b0a2-6c1e-7c40-9b1a-2f6f3e1d5a10'

/** The methods that each address of the API has a route for, by its pattern. */
function addresses(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { pattern, methods } of Object.values(router.toJSON()).flat()) {
    if (!pattern.startsWith('/api/') || isMachinePath(pattern)) continue
    found.set(pattern, [...(found.get(pattern) ?? []), ...methods])
  }
  return found
}

/** `fetch` refuses to send some of the methods. */
function send(method: string, path: string, token: string) {
  return new Promise<{ status: number; allow: string }>((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` }
    const sent = request(`${baseUrl}${path}`, { method, headers }, (response) => {
      response.resume()
      resolve({ status: response.statusCode ?? 0, allow: response.headers.allow ?? '' })
    })
    sent.once('error', reject).end()
  })
}

test.group('The API: every method at every address', () => {
  test('a method that an address does not take is 405, and Allow names those that it takes', async ({
    assert,
  }) => {
    const token = await makeToken(await makePerson({ password: null }))
    const wrong: string[] = []
    for (const [pattern, taken] of addresses()) {
      for (const method of METHODS) {
        if (taken.includes(method) || method === 'CONNECT') continue
        const { status, allow } = await send(method, pattern.replace(':id', ID), token)
        const named = allow.split(', ').sort().join() === taken.toSorted().join()
        if (status !== 405 || !named) wrong.push(`${method} ${pattern}: ${status} ${allow}`)
      }
    }
    assert.deepEqual(wrong, [])
  })
})

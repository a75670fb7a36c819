import { test } from '@japa/runner'
import type { Invoker } from '#app/platform/ports/invoker'
import { PassingFailure } from '#app/platform/ports/passing_failure'
import type { Role } from '#app/platform/role'
import { rejection } from './rejection.js'

/** What every invoker does, given one that reaches processes of Taskflow. */
export function invokerContract(platform: string, invoker: () => Invoker, role: Role) {
  test.group(`Invoker, ${platform}`, () => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE'] as const) {
      test(`${method} brings method, body and answer across`, async ({ assert }) => {
        const body = method === 'GET' ? undefined : { list: [1, 'ä'], none: null }
        const answer = await invoker().invoke(role, { method, path: '/internal/ping', body })
        assert.equal(answer.status, 200)
        assert.containSubset(answer.body, { method, body: body ?? null })
      })
    }

    test('an error status is an answer', async ({ assert }) => {
      const invocation = { method: 'POST', path: '/internal/no-such-route', body: {} } as const
      const { status, body } = await invoker().invoke(role, invocation)
      assert.equal(status, 500)
      assert.containSubset(body, { code: 'no_such_route' })
    })
  })
}

/** The same for one that reaches nobody who plays the role. */
export function deadEndContract(platform: string, invoker: () => Invoker, role: Role) {
  test.group(`Invoker without anybody there, ${platform}`, () => {
    test('nobody who answers is a passing failure', async ({ assert }) => {
      const asked = invoker().invoke(role, { method: 'GET', path: '/internal/ping' })
      assert.instanceOf(await rejection(asked), PassingFailure)
    })
  })
}

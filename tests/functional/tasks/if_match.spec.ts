import { test } from '@japa/runner'
import { anApiUser, type ApiUser, ok } from '#tests/support/api'
import { aCompletedTask, aTask, taskNow } from '#tests/support/factories'

type Headers = Record<string, string>

/** Each kind of request that honours If-Match, on a task that it would change. */
const CHANGES: [
  what: string,
  make: (by: ApiUser) => Promise<any>,
  send: (by: ApiUser, id: string, headers: Headers) => ReturnType<ApiUser['get']>,
][] = [
  ['PATCH', aTask, (by, id, headers) => by.patch(`/tasks/${id}`, { title: 'New' }, headers)],
  ['DELETE', aTask, (by, id, headers) => by.delete(`/tasks/${id}`, headers)],
  [
    'DELETE for good',
    aTask,
    (by, id, headers) => by.delete(`/tasks/${id}?permanent=true`, headers),
  ],
  ['PUT tags', aTask, (by, id, headers) => by.put(`/tasks/${id}/tags`, { tags: ['new'] }, headers)],
  [
    'POST complete',
    aTask,
    (by, id, headers) => by.post(`/tasks/${id}/complete`, undefined, headers),
  ],
  [
    'PATCH complete',
    aTask,
    (by, id, headers) => by.patch(`/tasks/${id}/complete`, undefined, headers),
  ],
  [
    'POST reopen',
    aCompletedTask,
    (by, id, headers) => by.post(`/tasks/${id}/reopen`, undefined, headers),
  ],
]

for (const [what, make, send] of CHANGES) {
  test.group(`If-Match on ${what}`, () => {
    for (const [kind, header] of [
      ['the present version', (version: number) => `"${version}"`],
      ['*', () => '*'],
      ['a list that holds the present version', (version: number) => `"x", W/"1", "${version}"`],
    ] as const) {
      test(`${kind} lets the change through`, async ({ assert }) => {
        const ada = await anApiUser()
        const { id, version } = await make(ada)
        const { status } = await send(ada, id, { 'if-match': header(version) })
        assert.oneOf(status, [200, 204])
      })
    }

    for (const [kind, header] of [
      ['a stale version', () => '"99"'],
      ['a weak tag of the present version', (version: number) => `W/"${version}"`],
      ['a list without the present version', () => '"98", "99"'],
      ['an empty tag', () => '""'],
    ] as const) {
      test(`${kind} is 412 with the present state and changes nothing`, async ({ assert }) => {
        const ada = await anApiUser()
        const task = await make(ada)
        const answer = await send(ada, task.id, { 'if-match': header(task.version) })
        assert.equal(answer.status, 412)
        assert.equal(answer.body.code, 'version_mismatch')
        assert.deepEqual(answer.body.current, task)
        assert.equal(answer.headers.get('etag'), `"${task.version}"`)
        assert.deepEqual(await taskNow(ada, task), task)
      })
    }

    test('a malformed one is 400', async ({ assert }) => {
      const ada = await anApiUser()
      const { id } = await make(ada)
      const answer = await send(ada, id, { 'if-match': '4' })
      assert.deepEqual([answer.status, answer.body.code], [400, 'if_match_malformed'])
    })
  })
}

test.group('If-Match', () => {
  for (const header of ['"4', '4"', '"4" "5"', '"4",', "'4'", '*, "4"', 'w/"4"', '']) {
    test(`${header || 'an empty header'} is malformed`, async ({ assert }) => {
      const ada = await anApiUser()
      const { id } = await aTask(ada)
      assert.equal(
        (await ada.patch(`/tasks/${id}`, { title: 'New' }, { 'if-match': header })).status,
        400
      )
    })
  }

  test('complete with a stale version is well where nothing would change', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aCompletedTask(ada)
    const answer = await ada.post(`/tasks/${task.id}/complete`, undefined, { 'if-match': '"1"' })
    assert.deepEqual([answer.status, answer.body], [200, task])
  })

  test('reopen with a stale version is well where nothing would change', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTask(ada)
    const answer = await ada.post(`/tasks/${task.id}/reopen`, undefined, { 'if-match': '"99"' })
    assert.deepEqual([answer.status, answer.body], [200, task])
  })

  test('PATCH with a stale version is 412 even where nothing would change', async ({ assert }) => {
    const ada = await anApiUser()
    const { id, title } = await aTask(ada)
    assert.equal((await ada.patch(`/tasks/${id}`, { title }, { 'if-match': '"99"' })).status, 412)
  })

  test('every answer of one task carries the ETag of its version', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada)
    await ok(ada.patch(`/tasks/${id}`, { title: 'New' }))
    assert.equal((await ada.get(`/tasks/${id}`)).headers.get('etag'), '"2"')
  })

  test('of two changes with the same If-Match in parallel one is made', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada)
    const answers = await Promise.all(
      ['Left', 'Right'].map((title) => ada.patch(`/tasks/${id}`, { title }, { 'if-match': '"1"' }))
    )
    assert.sameMembers(
      answers.map(({ status }) => status),
      [200, 412]
    )
  })
})

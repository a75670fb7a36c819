import { test } from '@japa/runner'
import { anApiUser, type ApiUser, ok, refusals } from '#tests/support/api'
import { aCompletedTask, aTask, aTrashedTask, lasting, taskNow } from '#tests/support/factories'

const NOBODYS = '0197b0a2-6c1e-7c40-9b1a-2f6f3e1d5a10'

const bulk = (by: ApiUser, action: string, ids: string[], rest: object = {}) =>
  by.post('/tasks/bulk', { action, ids, ...rest })

const ACTIONS: [action: string, rest: object, make: typeof aTask, after: object][] = [
  ['complete', {}, aTask, { status: 'completed' }],
  ['reopen', {}, aCompletedTask, { status: 'active', completed_at: null }],
  ['restore', {}, aTrashedTask, { deleted_at: null }],
  ['priority', { priority: 'urgent' }, aTask, { priority: 'urgent' }],
  ['tag', { tags: ['new', 'OLD'] }, (by) => aTask(by, { tags: ['old'] }), { tags: ['new', 'old'] }],
  [
    'untag',
    { tags: ['OLD', 'never'] },
    (by) => aTask(by, { tags: ['old', 'other'] }),
    { tags: ['other'] },
  ],
  ['reschedule', { due_date: '2026-12-01' }, aTask, { due_date: '2026-12-01', all_day: true }],
  [
    'reschedule',
    { due_date: null },
    (by) => aTask(by, { due_date: '2026-11-21' }),
    { due_date: null, due_at: null },
  ],
  [
    'reschedule',
    { due_date: '2026-12-01T09:00:00Z', due_timezone: 'Asia/Tokyo' },
    aTask,
    { due_date: '2026-12-01T18:00:00+09:00', due_timezone: 'Asia/Tokyo' },
  ],
]

test.group('Bulk changes', () => {
  for (const [action, rest, make, after] of ACTIONS) {
    test(`${action} ${JSON.stringify(rest)} changes every task, and its undo takes all of it back`, async ({
      assert,
    }) => {
      const ada = await anApiUser()
      const before = [await make(ada), await make(ada)]
      const answer = await bulk(
        ada,
        action,
        before.map(({ id }) => id),
        rest
      )
      const between = await Promise.all(before.map((task) => taskNow(ada, task)))
      await ok(ada.post(`/undo/${answer.body.undo}`))
      const end = await Promise.all(before.map((task) => taskNow(ada, task)))

      assert.deepEqual(
        answer.body.data,
        before.map(({ id, version }) => ({ id, outcome: 'changed', version: version + 1 }))
      )
      assert.equal(answer.headers.get('taskflow-undo'), answer.body.undo)
      for (const task of between) assert.containsSubset(task, after)
      assert.deepEqual(end.map(lasting), before.map(lasting))
    })
  }

  test('delete puts every task in the trash, and its undo takes them out', async ({ assert }) => {
    const ada = await anApiUser()
    const tasks = [await aTask(ada), await aTask(ada)]
    const answer = await bulk(
      ada,
      'delete',
      tasks.map(({ id }) => id)
    )
    assert.lengthOf((await ok(ada.get('/tasks?trashed=true'))).data, 2)
    await ok(ada.post(`/undo/${answer.body.undo}`))
    assert.lengthOf((await ok(ada.get('/tasks'))).data, 2)
  })

  test('each id has its own outcome', async ({ assert }) => {
    const [ada, ben] = [await anApiUser(), await anApiUser()]
    const ids = [
      (await aTask(ada)).id,
      (await aCompletedTask(ada)).id,
      (await aTrashedTask(ada)).id,
      (await aTask(ben)).id,
      NOBODYS,
    ]
    const { status, body } = await bulk(ada, 'complete', ids)
    assert.equal(status, 200)
    assert.deepEqual(
      body.data.map(({ outcome, version }: any) => [outcome, version]),
      [
        ['changed', 2],
        ['unchanged', 2],
        ['task_in_trash', 2],
        ['not_found', null],
        ['not_found', null],
      ]
    )
    assert.deepEqual(
      body.data.map(({ id }: any) => id),
      ids
    )
  })

  test("somebody else's task stays as it is", async ({ assert }) => {
    const [ada, ben] = [await anApiUser(), await anApiUser()]
    const task = await aTask(ben)
    await ok(bulk(ada, 'delete', [task.id]))
    assert.deepEqual(await taskNow(ben, task), task)
  })

  test('where nothing changes there is nothing to take back', async ({ assert }) => {
    const ada = await anApiUser()
    const { body, headers } = await bulk(ada, 'complete', [NOBODYS])
    assert.deepEqual([body.undo, headers.get('taskflow-undo')], [null, null])
  })

  test('an id that is named twice, in either case, is one', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada)
    const { body } = await bulk(ada, 'complete', [id, id.toUpperCase()])
    assert.deepEqual(body.data, [{ id, outcome: 'changed', version: 2 }])
  })

  test('untag makes no tags', async ({ assert }) => {
    const ada = await anApiUser()
    await ok(bulk(ada, 'untag', [(await aTask(ada)).id], { tags: ['never'] }))
    assert.deepEqual((await ok(ada.get('/tags'))).data, [])
  })

  test('reschedule with a date keeps the time of day and the zone', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const meeting = await aTask(ada, {
      due_date: '2026-11-21T09:15:00+09:00',
      due_timezone: 'Asia/Tokyo',
    })
    await ok(bulk(ada, 'reschedule', [meeting.id], { due_date: '2026-12-24' }))
    assert.containsSubset(await taskNow(ada, meeting), {
      due_date: '2026-12-24T09:15:00+09:00',
      due_timezone: 'Asia/Tokyo',
    })
  })

  test('200 ids are taken', async ({ assert }) => {
    const ada = await anApiUser()
    const ids = Array.from({ length: 200 }, () => crypto.randomUUID())
    assert.lengthOf((await ok(bulk(ada, 'complete', ids))).data, 200)
  })

  for (const [what, body, refusal] of [
    [
      '201 ids',
      { action: 'complete', ids: Array.from({ length: 201 }, () => NOBODYS) },
      'ids max_items',
    ],
    ['no ids', { action: 'complete', ids: [] }, 'ids min_items'],
    ['ids that are missing', { action: 'complete' }, 'ids required'],
    ['what is no id', { action: 'complete', ids: ['one'] }, 'ids.0 uuid'],
    ['no action', { ids: [NOBODYS] }, 'action required'],
    ['an unknown action', { action: 'burn', ids: [NOBODYS] }, 'action enum'],
    ['reschedule without a date', { action: 'reschedule', ids: [NOBODYS] }, 'due_date required'],
    ['tag without tags', { action: 'tag', ids: [NOBODYS] }, 'tags required'],
    ['tag with no tags', { action: 'tag', ids: [NOBODYS], tags: [] }, 'tags min_items'],
    ['priority without one', { action: 'priority', ids: [NOBODYS] }, 'priority required'],
    [
      'a field of another action',
      { action: 'complete', ids: [NOBODYS], priority: 'low' },
      'priority unknown',
    ],
    ['an unknown field', { action: 'complete', ids: [NOBODYS], force: true }, 'force unknown'],
  ] as const) {
    test(`${what} is 422`, async ({ assert }) => {
      const ada = await anApiUser()
      assert.deepEqual(refusals(await ada.post('/tasks/bulk', body)), [refusal])
    })
  }

  for (const date of ['2026-12-01', null]) {
    test(`a zone for a due date of ${date} is 422`, async ({ assert }) => {
      const ada = await anApiUser()
      const { id } = await aTask(ada)
      const answer = await bulk(ada, 'reschedule', [id], {
        due_date: date,
        due_timezone: 'Asia/Tokyo',
      })
      assert.deepEqual(refusals(answer), ['due_timezone all_day'])
    })
  }

  test('a tag that a full task has no room for is refused there and given elsewhere', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const tags = Array.from({ length: 50 }, (_, number) => `tag ${number}`)
    const [full, free] = [await aTask(ada, { tags }), await aTask(ada)]
    const { body } = await bulk(ada, 'tag', [full.id, free.id], { tags: ['one more'] })
    assert.deepEqual(
      body.data.map(({ outcome }: { outcome: string }) => outcome),
      ['too_many_tags', 'changed']
    )
    assert.lengthOf((await taskNow(ada, full)).tags, 50)
  })
})

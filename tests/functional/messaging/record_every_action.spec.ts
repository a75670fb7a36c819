import { test } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
import db from '@adonisjs/lucid/services/db'
import { ABILITIES } from '#app/shared/ability'
import { apiRoutes } from '#app/shared/api_router'
import { seedDemo } from '#app/tasks/seed_demo'
import { anApiUser, ApiUser, ok } from '#tests/support/api'
import { eventsOf, recordedEvents, typesRecorded } from '#tests/support/events'
import { aCompletedTask, aTag, aTask, aTrashedTask, taskNow } from '#tests/support/factories'
import { makePerson, makeToken, PASSWORD } from '#tests/support/people'
import { giveCompletedTask, giveTask, giveTrashedTask } from '#tests/support/tasks'
import { Visitor } from '#tests/support/visitor'

/** What each action that can be undone records, and what its undo does then. */
const ACTIONS: Record<
  string,
  {
    on?: (by: ApiUser) => Promise<{ id: string }>
    send: (by: ApiUser, id: string) => Promise<{ status: number; headers: Headers }>
    records: string[]
    undone: string[]
  }
> = {
  createTask: {
    send: (by) => by.post('/tasks', { title: 'New', tags: ['one', 'two'] }),
    records: ['tag.created', 'tag.created', 'task.created'],
    undone: ['task.deleted'],
  },
  addQuickTask: {
    send: (by) => by.post('/tasks/quick', { text: 'New every monday #one' }),
    records: ['tag.created', 'series.created', 'task.created'],
    undone: ['series.ended', 'task.deleted'],
  },
  changeTasksInBulk: {
    on: aTask,
    send: (by, id) => by.post('/tasks/bulk', { action: 'tag', tags: ['new'], ids: [id] }),
    records: ['tag.created', 'task.updated'],
    undone: ['task.updated'],
  },
  updateTask: {
    on: aTask,
    send: (by, id) => by.patch(`/tasks/${id}`, { title: 'Other' }),
    records: ['task.updated'],
    undone: ['task.updated'],
  },
  deleteTask: {
    on: aTask,
    send: (by, id) => by.delete(`/tasks/${id}`),
    records: ['task.deleted'],
    undone: ['task.restored'],
  },
  restoreTask: {
    on: aTrashedTask,
    send: (by, id) => by.post(`/tasks/${id}/restore`),
    records: ['task.restored'],
    undone: ['task.deleted'],
  },
  completeTask: {
    on: aTask,
    send: (by, id) => by.post(`/tasks/${id}/complete`),
    records: ['task.completed'],
    undone: ['task.reopened'],
  },
  skipTask: {
    on: (by) => aTask(by, { due_date: '2026-03-02', rrule: 'FREQ=DAILY' }),
    send: (by, id) => by.post(`/tasks/${id}/skip`),
    records: ['task.skipped'],
    undone: ['task.reopened'],
  },
  reopenTask: {
    on: aCompletedTask,
    send: (by, id) => by.post(`/tasks/${id}/reopen`),
    records: ['task.reopened'],
    undone: ['task.completed'],
  },
  replaceTaskTags: {
    on: aTask,
    send: (by, id) => by.put(`/tasks/${id}/tags`, { tags: ['new'] }),
    records: ['tag.created', 'task.updated'],
    undone: ['task.updated'],
  },
  undoChange: {
    on: async (by) => {
      const { headers } = await by.post('/tasks', { title: 'Taken back' })
      return { id: headers.get('taskflow-undo')! }
    },
    send: (by, id) => by.post(`/undo/${id}`),
    records: ['task.deleted'],
    undone: ['task.restored'],
  },
  createTag: {
    send: (by) => by.post('/tags', { name: 'new' }),
    records: ['tag.created'],
    undone: ['tag.deleted'],
  },
  updateTag: {
    on: aTag,
    send: (by, id) => by.patch(`/tags/${id}`, { name: 'other' }),
    records: ['tag.updated'],
    undone: ['tag.updated'],
  },
  deleteTag: {
    on: aTag,
    send: (by, id) => by.delete(`/tags/${id}`),
    records: ['tag.deleted'],
    undone: ['tag.created'],
  },
}

test.group('Every action of tasks and tags records its event', () => {
  test('each one that can be undone is tried here', ({ assert }) => {
    const undoable = apiRoutes().filter((route) => route.undoable)
    assert.sameMembers(
      undoable.map(({ name }) => name),
      Object.keys(ACTIONS)
    )
  })

  for (const [name, { on, send, records, undone }] of Object.entries(ACTIONS)) {
    test(`${name}, and its undo what that did`, async ({ assert }) => {
      const ada = await anApiUser()
      const { id } = (await on?.(ada)) ?? { id: '' }
      let undo = ''
      const types = await typesRecorded(async () => {
        const answer = await send(ada, id)
        undo = answer.headers.get('taskflow-undo')!
      })
      assert.deepEqual(types, records)
      assert.deepEqual(await typesRecorded(() => ok(ada.post(`/undo/${undo}`))), undone)
    })
  }

  const bulk = {
    complete: 'task.completed',
    reopen: 'task.reopened',
    delete: 'task.deleted',
    restore: 'task.restored',
  }
  test('a bulk change records one event for each task that it changed', async ({ assert }) => {
    const ada = await anApiUser()
    const tasks = [await aTask(ada), await aTask(ada), await aTask(ada)]
    const completed = await aCompletedTask(ada)
    const ids = tasks.map(({ id }) => id)
    for (const [action, type] of Object.entries(bulk)) {
      const all = action === 'complete' ? [...ids, completed.id] : ids
      const events = await eventsOf(() => ok(ada.post('/tasks/bulk', { action, ids: all })))
      assert.sameMembers(
        events.map((event) => event.task_id),
        ids
      )
      assert.deepEqual([...new Set(events.map((event) => event.event_type))], [type])
    }
  })

  test('the forms of the pages record theirs', async ({ assert }) => {
    const user = await makePerson()
    const visitor = await new Visitor().signIn(user)
    const open = await giveTask(user, 'Open')
    const done = await giveCompletedTask(user, 'Done')
    const gone = await giveTrashedTask(user, 'Gone')
    await visitor.get('/all')
    const post = (action: string, fields: Record<string, string> = {}) =>
      visitor.post(action, { return_to: '/all', ...fields }, '/all')
    const sent: [string, Record<string, string>, string[]][] = [
      ['/tasks', { title: 'New' }, ['task.created']],
      [
        `/tasks/${open.id}?_method=PUT`,
        { title: 'Renamed', priority: 'low', version: '1' },
        ['task.updated'],
      ],
      [`/tasks/${open.id}/completion`, {}, ['task.completed']],
      [`/tasks/${done.id}/completion?_method=DELETE`, {}, ['task.reopened']],
      [`/tasks/${done.id}?_method=DELETE`, {}, ['task.deleted']],
      [`/tasks/${done.id}/restoration`, {}, ['task.restored']],
      [`/tasks/${gone.id}?_method=DELETE&permanent=1`, {}, ['task.purged']],
      ['/tasks/bulk', { action: 'delete', ids: open.id }, ['task.deleted']],
      ['/settings/tags', { name: 'garden' }, ['tag.created']],
    ]
    for (const [action, fields, types] of sent) {
      const events = await eventsOf(() => post(action, fields))
      assert.deepEqual(
        events.map((event) => event.event_type),
        types,
        action
      )
      assert.equal(events[0]!.actor.via, 'page')
    }
  })
})

test.group('What events tell', () => {
  test('an update tells each field from and to', async ({ assert }) => {
    const ada = await anApiUser('Europe/Paris')
    const before = await aTask(ada, { due_date: '2026-12-01', tags: ['home'] })
    const [, event] = await eventsOf(() =>
      ok(
        ada.patch(`/tasks/${before.id}`, {
          title: 'Renamed',
          description: null,
          due_date: '2026-12-02T18:00:00+01:00',
          tags: ['home', 'garden'],
        })
      )
    )
    assert.deepEqual(event!.data.task, await taskNow(ada, before))
    assert.deepEqual(event!.data.changes, {
      title: { from: 'Water the tomatoes', to: 'Renamed' },
      due_date: { from: '2026-12-01', to: '2026-12-02T18:00:00+01:00' },
      due_timezone: { from: null, to: 'Europe/Paris' },
      all_day: { from: true, to: false },
      due_at: { from: '2026-12-01T22:59:59.999999Z', to: '2026-12-02T17:00:00Z' },
      tags: { from: ['home'], to: ['garden', 'home'] },
    })
  })

  test('completing, deleting and bringing back tell what changed too', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada)
    const fields = await eventsOf(async () => {
      await ok(ada.post(`/tasks/${id}/complete`))
      await ok(ada.delete(`/tasks/${id}`))
      await ok(ada.post(`/tasks/${id}/restore`))
    })
    assert.deepEqual(
      fields.map(({ data }) => Object.keys(data.changes).sort()),
      [['completed_at', 'status'], ['deleted_at'], ['deleted_at']]
    )
  })

  test('renaming or deleting a tag is an event of the tag alone, and leaves the versions of its tasks', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, { tags: ['garden'] })
    const trashed = await aTrashedTask(ada, { tags: ['garden'] })
    const [tag] = (await ok(ada.get('/tags'))).data
    let undo = ''
    const [renamed, deleted, back] = await eventsOf(async () => {
      await ok(ada.patch(`/tags/${tag.id}`, { name: 'allotment' }))
      undo = (await ada.delete(`/tags/${tag.id}`)).headers.get('taskflow-undo')!
      await ok(ada.post(`/undo/${undo}`))
    })
    assert.deepEqual(renamed!.data.changes, { name: { from: 'garden', to: 'allotment' } })
    assert.containsSubset(deleted!, {
      event_type: 'tag.deleted',
      task_id: null,
      data: { tag: { name: 'allotment' }, task_count: 2 },
    })
    assert.containsSubset(back!, {
      event_type: 'tag.created',
      data: { tag: { id: tag.id }, task_count: 2 },
    })
    assert.equal((await taskNow(ada, task)).version, task.version)
    assert.equal((await taskNow(ada, trashed)).version, trashed.version)
  })

  test('nothing of a task that was deleted for good lives on in its event', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada, { title: 'My secret', tags: ['hidden'] })
    const [event, ...others] = await eventsOf(() => ok(ada.delete(`/tasks/${id}?permanent=true`)))
    assert.lengthOf(others, 0)
    assert.equal(event!.event_type, 'task.purged')
    assert.deepEqual(event!.data, { task: { id } })
  })

  test('emptying the trash tells each owner, and that the command did it', async ({ assert }) => {
    const owners = [await makePerson({ password: null }), await makePerson({ password: null })]
    for (const owner of owners) await giveTrashedTask(owner, 'Old')
    await db.from('tasks').update({ deleted_at: '2026-01-01T00:00:00Z' })
    const events = await eventsOf(async () =>
      (await ace.exec('trash:purge', ['--force'])).assertSucceeded()
    )
    assert.sameMembers(
      events.map((event) => event.user_id),
      owners.map(({ id }) => id)
    )
    for (const { event_type: type, actor } of events) {
      assert.equal(type, 'task.purged')
      assert.deepEqual(actor, { kind: 'system', id: 'trash:purge', label: 'ace', via: 'ace' })
    }
  })

  test('demo tasks are created like others, tags before them', async ({ assert }) => {
    const user = await makePerson({ password: null })
    const events = await eventsOf(() => seedDemo(user, 600, 1, () => {}))
    const types = events.map((event) => event.event_type)
    const tags = types.filter((type) => type === 'tag.created').length
    assert.isAbove(tags, 3)
    assert.deepEqual(types, [
      ...Array(tags).fill('tag.created'),
      ...Array(600).fill('task.created'),
    ])
    const titles = await db.from('tasks').select('title').orderBy('id')
    assert.deepEqual(
      events.slice(tags).map(({ data }) => data.task.title),
      titles.map(({ title }) => title)
    )
    assert.isTrue(events.some(({ data }) => data.task?.tags.length > 0))
    assert.isTrue(events.some(({ data }) => data.task?.status === 'completed'))
  })

  test('an account that is deleted leaves one event, without a word about the person', async ({
    assert,
  }) => {
    const user = await makePerson({ name: 'Ada', email: 'ada@example.org' })
    await giveTask(user, 'Mine')
    const admin = new ApiUser(user, await makeToken(user, [...ABILITIES], { name: 'Ada’s phone' }))
    await ok(admin.send('DELETE', '/me', { password: PASSWORD }))
    const event = (await recordedEvents(user)).at(-1)!
    assert.equal(event.event_type, 'account.deleted')
    assert.deepEqual(event.data, {})
    assert.notInclude(JSON.stringify(event).toLowerCase(), 'ada')
  })

  test('an account that an administrator deletes is told as their command’s doing', async ({
    assert,
  }) => {
    const user = await makePerson({ password: null })
    const command = await ace.exec('users:delete', [user.email, '--force'])
    command.assertSucceeded()
    const [event] = await recordedEvents(user)
    assert.equal(event!.event_type, 'account.deleted')
    assert.containsSubset(event!.actor, { kind: 'system', id: 'users:delete', via: 'ace' })
  })
})

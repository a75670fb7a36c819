import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { recordEvents } from '#app/messaging/record_event'
import { onRelayWake } from '#app/messaging/wake_relay'
import { inTransaction } from '#app/shared/database'
import { createTask } from '#app/tasks/create_task'
import { anApiUser, ok } from '#tests/support/api'
import { eventsOf, recordedEvents, typesRecorded } from '#tests/support/events'
import { aTask, tasksTitled } from '#tests/support/factories'
import { makePerson } from '#tests/support/people'
import { statementsOf } from '#tests/support/statements'
import { actorFor, giveTask } from '#tests/support/tasks'
import { Visitor } from '#tests/support/visitor'

const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'

test.group('Recording events', () => {
  test('a change and its event commit together or not at all', async ({ assert }) => {
    const user = await makePerson({ password: null })
    const create = () => inTransaction((trx) => createTask(trx, actorFor(user), { title: 'Both' }))
    await assert.rejects(() =>
      inTransaction(async (trx) => {
        await createTask(trx, actorFor(user), { title: 'Neither' })
        throw new Error('something else fails')
      })
    )
    assert.lengthOf(await db.from('tasks'), 0)
    assert.lengthOf(await recordedEvents(), 0)
    await create()
    assert.lengthOf(await db.from('tasks'), 1)
    assert.lengthOf(await recordedEvents(), 1)
  })

  test('where its event cannot be written, nothing is changed', async ({ assert, cleanup }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada)
    const constraint = 'CONSTRAINT no_events'
    await db.rawQuery(`ALTER TABLE events ADD ${constraint} CHECK (false) NOT VALID`)
    cleanup(() => db.rawQuery(`ALTER TABLE events DROP ${constraint}`))
    assert.equal((await ada.post(`/tasks/${id}/complete`)).status, 500)
    assert.equal((await ok(ada.get(`/tasks/${id}`))).status, 'active')
  })

  test('a request that is sent again with its Idempotency-Key records no second event', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const send = () => ada.post('/tasks', { title: 'Once' }, { 'idempotency-key': 'once' })
    const { id } = await ok(send())
    assert.equal((await ok(send())).id, id)
    assert.lengthOf(await recordedEvents(), 1)
  })

  test('what changes nothing, or is refused, records nothing', async ({ assert }) => {
    const ada = await anApiUser()
    const { id, title } = await aTask(ada)
    const tag = await ok(ada.post('/tags', { name: 'garden' }))
    const types = await typesRecorded(async () => {
      await ok(ada.patch(`/tasks/${id}`, { title }))
      await ok(ada.post(`/tasks/${id}/reopen`))
      await ok(ada.patch(`/tags/${tag.id}`, { name: 'garden' }))
      await ok(ada.post('/tasks/bulk', { action: 'priority', priority: 'medium', ids: [id] }))
      await ada.patch(`/tasks/${id}`, { title: 'Late', tags: ['new'] }, { 'if-match': '"99"' })
      await ada.post('/tags', { name: 'GARDEN' })
    })
    assert.deepEqual(types, [])
  })

  test('100 parallel completions of one task record one event', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada)
    const complete = () => ok(ada.post(`/tasks/${id}/complete`))
    const types = await typesRecorded(() => Promise.all(Array.from({ length: 100 }, complete)))
    assert.deepEqual(types, ['task.completed'])
  })

  test('events of one task are recorded in the order of its changes', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada)
    const patch = (title: string) => ok(ada.patch(`/tasks/${id}`, { title }))
    await Promise.all(Array.from({ length: 40 }, (_, number) => patch(`Title ${number}`)))
    const versions = (await recordedEvents()).map(({ data }) => data.task.version)
    assert.deepEqual(
      versions,
      Array.from({ length: 41 }, (_, number) => number + 1)
    )
  })

  test('200 changes at once are one statement, in the order of the changes', async ({ assert }) => {
    const user = await makePerson({ password: null })
    const ids: string[] = []
    for (let made = 0; made < 200; made++) ids.push((await giveTask(user, `Task ${made}`)).id)
    const before = (await recordedEvents()).length
    const sent = await statementsOf(() =>
      inTransaction((trx) =>
        recordEvents(
          trx,
          actorFor(user),
          ids.map((id) => ({ type: 'task.purged', taskId: id, data: { task: { id } } }))
        )
      )
    )
    assert.lengthOf(sent, 1)
    const recorded = (await recordedEvents()).slice(before)
    assert.deepEqual(
      recorded.map((event) => event.task_id),
      ids
    )
    assert.lengthOf([...new Set(recorded.map((event) => event.event_id))], 200)
  })

  test('a bulk change of 60 tasks writes its events with one statement', async ({ assert }) => {
    const ada = await anApiUser()
    const titles = Array.from({ length: 60 }, (_, number) => `Task ${number}`)
    const ids = (await tasksTitled(ada, ...titles)).map(({ id }) => id)
    let statements: string[] = []
    const types = await typesRecorded(async () => {
      statements = await statementsOf(() =>
        ok(ada.post('/tasks/bulk', { action: 'complete', ids }))
      )
    })
    assert.deepEqual(types, Array(60).fill('task.completed'))
    assert.lengthOf(
      statements.filter((sql) => /INSERT INTO events/.test(sql)),
      1
    )
  })

  test('the relay is woken once for each transaction, after it has committed', async ({
    assert,
    cleanup,
  }) => {
    const user = await makePerson({ password: null })
    let woken = 0
    cleanup(() => onRelayWake(() => {}))
    onRelayWake(() => void woken++)
    await inTransaction(async (trx) => {
      await createTask(trx, actorFor(user), { title: 'One', tags: ['a tag'] })
      await createTask(trx, actorFor(user), { title: 'Two' })
      assert.equal(woken, 0)
    })
    assert.equal(woken, 1)
    await assert.rejects(() =>
      inTransaction(async (trx) => {
        await createTask(trx, actorFor(user), { title: 'Never' })
        throw new Error('rolled back')
      })
    )
    assert.equal(woken, 1)
  })
})

test.group('Who an event says did it', () => {
  test('the token, through the API, with the id of the request and its trace', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const headers = { 'traceparent': TRACEPARENT, 'x-request-id': 'request-1' }
    await ok(ada.post('/tasks', { title: 'Traced' }, headers))
    const [event] = await recordedEvents()
    assert.equal(event!.user_id, ada.user.id)
    assert.containsSubset(event!.actor, { kind: 'token', label: 'test', via: 'api' })
    assert.notEqual(event!.actor.id, ada.user.id)
    assert.equal(event!.request_id, 'request-1')
    assert.equal(event!.traceparent, TRACEPARENT)
  })

  test('the person, through a page; a request without a trace begins one', async ({ assert }) => {
    const user = await makePerson()
    const visitor = await new Visitor().signIn(user)
    const [event] = await eventsOf(() =>
      visitor.submit('/all', { title: 'From a page', return_to: '/all' }, '/tasks')
    )
    assert.deepEqual(event!.actor, { kind: 'user', id: user.id, label: 'you', via: 'page' })
    assert.isString(event!.request_id)
    assert.match(event!.traceparent!, /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)
  })
})

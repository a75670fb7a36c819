import { test } from '@japa/runner'
import { randomUUID } from 'node:crypto'
import { database, rows } from '#app/shared/database'
import { anEvent, audit, audited, trailOf } from '#tests/functional/audit/support'

test.group('The auditor', () => {
  test('stores an event once, however often it is delivered', async ({ assert }) => {
    const event = anEvent(randomUUID())
    const outcomes = []
    for (let delivery = 0; delivery < 5; delivery++) outcomes.push(await audit(event))
    assert.deepEqual(
      outcomes.map((each) => each.outcome === 'done' && each.repeated),
      [false, true, true, true, true]
    )
    assert.lengthOf(await trailOf(event.user_id), 1)
  })

  test('stores an event once, also when its inbox is lost', async ({ assert }) => {
    const event = anEvent(randomUUID())
    await audit(event)
    await rows(database(), 'DELETE FROM processed_events')
    assert.deepEqual(await audit(event), { outcome: 'done', repeated: false })
    assert.lengthOf(await trailOf(event.user_id), 1)
  })

  test('stores an event once, when several processes get it together', async ({ assert }) => {
    const event = anEvent(randomUUID())
    await Promise.all(Array.from({ length: 6 }, () => audit(event)))
    assert.lengthOf(await trailOf(event.user_id), 1)
  })

  test('keeps every field of an event', async ({ assert }) => {
    const event = anEvent(randomUUID(), {
      traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
    })
    await audit(event)
    const [entry] = await rows<object>(
      database(),
      `SELECT event_id, event_type, schema_version, position::int AS position, user_seq::int AS user_seq, user_id, task_id,
         to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS timestamp, data, actor, request_id, traceparent
       FROM audit_entries`
    )
    assert.deepEqual(entry, event)
  })

  test('stores what a newer release has recorded, and flags it', async ({ assert }) => {
    const user = randomUUID()
    const data = { gone: ['to', 'the', 'moon'], changes: 'a count of 3' }
    await audited(user, { event_type: 'task.teleported', data }, { schema_version: 99, data }, {})
    const [unknown, newer, known] = await trailOf(user)
    assert.deepInclude(unknown, { understood: false, data })
    assert.deepInclude(newer, { understood: false, data })
    assert.deepInclude(known, { understood: true })
  })
})

test.group('The auditor, when an account is deleted', () => {
  const gone = { event_type: 'account.deleted', task_id: null, data: {} }

  test('erases what the person wrote, and keeps that it happened', async ({ assert }) => {
    const user = randomUUID()
    const events = await audited(user, {}, { event_type: 'task.completed' }, gone)
    const trail = await trailOf(user)
    assert.deepEqual(
      trail.map(({ event_id: id }) => id),
      events.map(({ event_id: id }) => id)
    )
    for (const entry of trail) {
      assert.deepInclude(entry, { data: {}, erased: true })
      assert.deepEqual(entry.actor, { kind: 'token', id: '7', label: '', via: 'api' })
    }
  })

  test('leaves everybody else’s entries alone', async ({ assert }) => {
    const [ann, ben] = [randomUUID(), randomUUID()]
    await audited(ben, {})
    const before = await trailOf(ben)
    await audited(ann, {}, gone)
    assert.deepEqual(await trailOf(ben), before)
  })

  test('keeps no content of an event that comes late, or again', async ({ assert }) => {
    const user = randomUUID()
    const [early] = await audited(user, {}, gone, {})
    await rows(database(), 'DELETE FROM processed_events')
    await audit(early!)
    const trail = await trailOf(user)
    assert.lengthOf(trail, 3)
    for (const entry of trail) assert.deepInclude(entry, { data: {}, erased: true })
  })

  test('erases a trail that is too long for one transaction', async ({ assert }) => {
    const user = randomUUID()
    await rows(
      database(),
      `INSERT INTO audit_entries (event_id, position, user_seq, user_id, event_type, schema_version, occurred_at, actor, data, understood)
       SELECT uuidv7(), -n, n, :user, 'task.updated', 1, now(), '{"label": "her phone"}', '{"task": {"title": "secret"}}', true
       FROM generate_series(1, 12001) AS n`,
      { user }
    )
    const deletion = anEvent(user, gone)
    for (let tries = 0; (await audit(deletion)).outcome !== 'done'; tries++) {
      assert.isBelow(tries, 20)
    }
    const [left] = await rows<{ count: number }>(
      database(),
      `SELECT count(*)::int AS count FROM audit_entries WHERE data::text || actor::text ~ 'secret|phone'`
    )
    assert.equal(left?.count, 0)
    assert.lengthOf(await trailOf(user), 12_002)
  })
})

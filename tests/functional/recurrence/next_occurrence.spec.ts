import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { anApiUser, ok } from '#tests/support/api'
import { eventsOf, typesRecorded } from '#tests/support/events'
import { aTask, taskNow } from '#tests/support/factories'
import { aClosedOccurrence, askNext, closingEventOf, seriesVerdict } from '#tests/support/series'
import { baseUrl, MACHINE_TOKEN } from '#tests/support/settings'
import { sound } from '#tests/scenarios/series_checker'

const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'

test.group('The next occurrence, asked for', () => {
  test('is made once, with its event, and the closed one knows it', async ({ assert }) => {
    const ada = await anApiUser()
    const closed = await aClosedOccurrence(ada, { title: 'Tomatoes', tags: ['garden'] })
    const body = { closing_event_id: await closingEventOf(closed) }
    const events = await eventsOf(async () => {
      const answer = await askNext(closed, body, {
        'dapr-api-token': MACHINE_TOKEN,
        'traceparent': TRACEPARENT,
        'x-request-id': 'from-the-recurrer',
      })
      assert.equal(answer.status, 200)
      assert.isTrue(answer.body.created)
    })
    const { next_task_id: nextId } = await taskNow(ada, closed)
    const next = await taskNow(ada, { id: nextId })
    assert.deepInclude(next, { title: 'Tomatoes', tags: ['garden'], status: 'active' })
    assert.lengthOf(events, 1)
    assert.deepInclude(events[0], {
      event_type: 'task.created',
      task_id: nextId,
      user_id: ada.user.id,
      actor: { kind: 'system', id: 'recurrer', label: 'Taskflow', via: 'system' },
      request_id: 'from-the-recurrer',
      traceparent: TRACEPARENT,
    })
  })

  test('is the same one when it is asked for five times', async ({ assert }) => {
    const ada = await anApiUser()
    const closed = await aClosedOccurrence(ada)
    const body = { closing_event_id: await closingEventOf(closed) }
    const answers = []
    for (let n = 0; n < 5; n++) answers.push((await askNext(closed, body)).body)
    const { next_task_id: nextId } = await taskNow(ada, closed)
    assert.deepEqual(
      answers,
      [true, false, false, false, false].map((created) => ({ created, task_id: nextId }))
    )
    assert.deepEqual(await seriesVerdict(), sound({ series: 1, made: 1 }))
  })

  test('is made once when many ask at the same time on connections of their own', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const closed = await aClosedOccurrence(ada)
    const body = { closing_event_id: await closingEventOf(closed) }
    const answers = await Promise.all(Array.from({ length: 8 }, () => askNext(closed, body)))
    assert.lengthOf(new Set(answers.map((answer) => answer.body.task_id)), 1)
    assert.lengthOf(
      answers.filter((answer) => answer.body.created),
      1
    )
    assert.deepEqual(await seriesVerdict(), sound({ series: 1, made: 1 }))
  })

  test('follows a skipped one, too', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=WEEKLY;COUNT=3' })
    await ok(ada.post(`/tasks/${task.id}/skip`))
    const { body } = await askNext(task, { closing_event_id: await closingEventOf(task) })
    assert.equal((await taskNow(ada, { id: body.task_id })).due_date, '2026-03-09')
  })

  test('is none for a closing that was taken back', async ({ assert }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=DAILY' })
    const completed = await ada.post(`/tasks/${task.id}/complete`)
    const body = { closing_event_id: await closingEventOf(task) }
    await ok(ada.post(`/undo/${completed.headers.get('taskflow-undo')}`))
    const types = await typesRecorded(async () => {
      const answer = await askNext(task, body)
      assert.deepEqual(answer, { status: 200, body: { created: false, task_id: null } })
    })
    assert.deepEqual(types, [])
    assert.deepEqual(await seriesVerdict(), sound({ series: 1, made: 0 }))
  })

  test('is none for a closing that another one has replaced, and one for the other', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const task = await aTask(ada, { due_date: '2026-03-02', rrule: 'FREQ=DAILY' })
    await ok(ada.post(`/tasks/${task.id}/complete`))
    const former = await closingEventOf(task)
    await ok(ada.post(`/tasks/${task.id}/reopen`))
    await ok(ada.post(`/tasks/${task.id}/skip`))
    const present = await closingEventOf(task)
    assert.isFalse((await askNext(task, { closing_event_id: former })).body.created)
    assert.isTrue((await askNext(task, { closing_event_id: present })).body.created)
    assert.isNull((await askNext(task, { closing_event_id: former })).body.task_id)
    assert.deepEqual(await seriesVerdict(), sound({ series: 1, made: 1 }))
  })

  test('is none where the series is unknown or has ended', async ({ assert }) => {
    const ada = await anApiUser()
    const closed = await aClosedOccurrence(ada, { rrule: 'FREQ=DAILY;UNTIL=20260302' })
    const body = { closing_event_id: await closingEventOf(closed) }
    const none = { status: 200, body: { created: false, task_id: null } }
    assert.deepEqual(await askNext(closed, body), none)
    assert.deepEqual(await askNext({ ...closed, series_id: randomUUID() }, body), none)
  })

  test('the key {0} arrives as it was sent')
    .with([['2026-03-02T09:00~1'], ['2026-03-02~1']])
    .run(async ({ assert }, [key = '']) => {
      const ada = await anApiUser('Europe/Paris')
      const timed = key.includes('T')
      const closed = await aClosedOccurrence(ada, {
        due_date: timed ? '2026-03-02T09:00:00+01:00' : '2026-03-02',
        recurrence_mode: 'after_completion',
      })
      assert.equal(closed.occurrence_key, key)
      const body = { closing_event_id: await closingEventOf(closed) }
      assert.isTrue((await askNext(closed, body)).body.created)
      const escaped = key.replaceAll(/[:~]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`)
      for (const spelled of [key, escaped]) {
        const path = `/internal/series/${closed.series_id}/occurrences/${spelled}/next`
        const response = await fetch(`${baseUrl}${path}`, {
          method: 'PUT',
          headers: { 'dapr-api-token': MACHINE_TOKEN, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
        const { task_id: nextId } = (await response.json()) as { task_id: string }
        assert.equal(nextId, (await taskNow(ada, closed)).next_task_id, spelled)
      }
    })

  test('is refused to whoever has not the token of the sidecar', async ({ assert }) => {
    const ada = await anApiUser()
    const closed = await aClosedOccurrence(ada)
    const body = { closing_event_id: await closingEventOf(closed) }
    const strangers: Record<string, string>[] = [{}, { authorization: `Bearer ${ada.token}` }]
    for (const headers of strangers) {
      assert.equal((await askNext(closed, body, headers)).status, 401)
    }
    assert.isNull((await taskNow(ada, closed)).next_task_id)
  })

  test('is refused with 422 where the request is wrong', async ({ assert }) => {
    const closed = { series_id: randomUUID(), occurrence_key: '2026-03-02' }
    const body = { closing_event_id: randomUUID() }
    const wrong = [
      await askNext(closed, {}),
      await askNext(closed, { closing_event_id: 'none' }),
      await askNext(closed, { ...body, more: 1 }),
      await askNext(closed, [body]),
      await askNext({ ...closed, series_id: 'none' }, body),
      await askNext({ ...closed, occurrence_key: 'tomorrow' }, body),
      await askNext({ ...closed, occurrence_key: '2026-03-02\u0000' }, body),
    ]
    assert.deepEqual(
      wrong.map(({ status, body: { code } }) => [status, code]),
      wrong.map(() => [422, 'validation_failed'])
    )
  })
})

import { test } from '@japa/runner'
import { inTransaction } from '#app/shared/database'
import { updateTask } from '#app/tasks/update_task'
import { type ApiAnswer, anApiUser, ok } from '#tests/support/api'
import { aTask, found, taskNow } from '#tests/support/factories'

const times = <T>(count: number, make: (number: number) => T) =>
  Array.from({ length: count }, (_, number) => make(number))
const statuses = (answers: ApiAnswer[]) => [...new Set(answers.map(({ status }) => status))]

test.group('Changes in parallel, on connections of their own', () => {
  test('parallel patches of different fields both hold', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada)
    const fields = {
      title: 'New',
      description: 'Text',
      priority: 'urgent',
      due_date: '2026-12-01',
      tags: ['home'],
    }
    const answers = await Promise.all(
      Object.entries(fields).map(([field, value]) => ada.patch(`/tasks/${id}`, { [field]: value }))
    )
    assert.deepEqual(statuses(answers), [200])
    assert.containsSubset(await taskNow(ada, { id }), { ...fields, version: 6 })
  })

  test('50 parallel creates all succeed', async ({ assert }) => {
    const ada = await anApiUser()
    const answers = await Promise.all(
      times(50, (number) => ada.post('/tasks', { title: `Task ${number}` }))
    )
    assert.deepEqual(statuses(answers), [201])
    assert.lengthOf(await found(ada, '/tasks?limit=200'), 50)
  })

  test('50 parallel creates with the same new words and tags all succeed, and share the tags', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const tags = ['zeta', 'alpha', 'middle']
    const answers = await Promise.all(
      times(50, (number) =>
        ada.post('/tasks', {
          title: number % 2 ? 'zeta meeting alpha' : 'alpha meeting zeta',
          tags: number % 2 ? tags : tags.toReversed().map((name) => name.toUpperCase()),
        })
      )
    )
    assert.deepEqual(statuses(answers), [201])
    const { data } = await ok(ada.get('/tags'))
    assert.deepEqual(
      data.map((tag: any) => [tag.name.toLowerCase(), tag.task_count]),
      [
        ['alpha', 50],
        ['middle', 50],
        ['zeta', 50],
      ]
    )
  })

  test('100 parallel completions are one change', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada)
    const answers = await Promise.all(times(100, () => ada.post(`/tasks/${id}/complete`)))
    assert.deepEqual(statuses(answers), [200])
    assert.lengthOf(
      answers.filter(({ headers }) => headers.has('taskflow-undo')),
      1
    )
    assert.equal((await taskNow(ada, { id })).version, 2)
  })

  test('two bulk changes of the same tasks in opposite order both succeed', async ({ assert }) => {
    const ada = await anApiUser()
    const ids = (await Promise.all(times(20, () => aTask(ada)))).map(({ id }) => id)
    const answers = await Promise.all(
      times(12, (number) =>
        ada.post('/tasks/bulk', {
          action: 'tag',
          tags: [`tag ${number % 3}`, `tag ${(number + 1) % 3}`],
          ids: number % 2 ? ids : ids.toReversed(),
        })
      )
    )
    assert.deepEqual(statuses(answers), [200])
  })

  test('of parallel undos of one change one is made', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada)
    const { headers } = await ada.post(`/tasks/${id}/complete`)
    const answers = await Promise.all(
      times(8, () => ada.post(`/undo/${headers.get('taskflow-undo')}`))
    )
    assert.lengthOf(
      answers.filter(({ status }) => status === 200),
      1
    )
    assert.isTrue(
      answers.every(({ status, body }) => status === 200 || body.code === 'already_undone')
    )
  })

  test('undos beside deletions for good of the same tasks all end well', async ({ assert }) => {
    const ada = await anApiUser()
    const tasks = await Promise.all(times(8, () => aTask(ada)))
    const { headers } = await ada.post('/tasks/bulk', {
      action: 'complete',
      ids: tasks.map(({ id }) => id),
    })
    const answers = await Promise.all([
      ada.post(`/undo/${headers.get('taskflow-undo')}`),
      ...tasks.toReversed().map(({ id }) => ada.delete(`/tasks/${id}?permanent=true`)),
    ])
    assert.isTrue(answers.every(({ status }) => status < 300))
  })

  test('a change does not wait for another that brings the same new word', async ({ assert }) => {
    const ada = await anApiUser()
    const [one, other] = [await aTask(ada), await aTask(ada)]
    const answer = await inTransaction(async (trx) => {
      await updateTask(trx, ada.actor, one.id, { title: 'orchard' })
      return ada.patch(`/tasks/${other.id}`, { title: 'orchard' })
    })
    assert.equal(answer.status, 200)
  })
})

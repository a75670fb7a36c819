import { test } from '@japa/runner'
import { type ApiAnswer, anApiUser, ok } from '#tests/support/api'
import { aTag, aTask, found, taskNow } from '#tests/support/factories'

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

  test('renames of a tag beside patches, creates and bulk changes of its tasks all succeed', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const tag = await aTag(ada, 'start')
    const ids = (await Promise.all(times(10, () => aTask(ada, { tags: ['start'] })))).map(
      ({ id }) => id
    )
    const answers = await Promise.all([
      ...times(8, (number) => ada.patch(`/tags/${tag.id}`, { name: `name ${number}` })),
      ...times(8, (number) =>
        ada.patch(`/tasks/${ids[number]}`, {
          title: `title ${number}`,
          tags: [`name ${number}`, 'other'],
        })
      ),
      ...times(8, (number) =>
        ada.post('/tasks', { title: 'Beside', tags: ['other', `name ${number}`] })
      ),
      ...times(4, () =>
        ada.post('/tasks/bulk', { action: 'untag', tags: ['other'], ids: ids.toReversed() })
      ),
    ])
    assert.deepEqual(
      answers.map(({ status, body }) =>
        status < 300 || body.code === 'tag_exists' ? 'well' : body
      ),
      answers.map(() => 'well')
    )
  })

  test('after parallel renames, tagging and retitling, search knows what each task says', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const tag = await aTag(ada, 'start')
    const ids = (await Promise.all(times(6, () => aTask(ada, { tags: ['start'] })))).map(
      ({ id }) => id
    )
    await Promise.all([
      ...times(4, (number) => ada.patch(`/tags/${tag.id}`, { name: `garden${number}` })),
      ...ids.map((id, number) => ada.patch(`/tasks/${id}`, { title: `tomato${number}` })),
      ...times(6, () => ada.post('/tasks', { title: 'Beside', tags: ['start'] })),
    ])
    const tasks = (await ok(ada.get('/tasks?limit=200'))).data
    for (const { title, tags } of tasks) {
      const hits = await ok(
        ada.get(`/tasks/search?q=${encodeURIComponent(`"${title}" "${tags.join(' ')}"`)}`)
      )
      assert.isTrue(
        hits.data.some((hit: any) => hit.title === title),
        `${title} ${tags}`
      )
    }
  })

  test('deletions of a tag beside changes of its tasks all succeed', async ({ assert }) => {
    const ada = await anApiUser()
    const tag = await aTag(ada, 'garden')
    const ids = (await Promise.all(times(10, () => aTask(ada, { tags: ['garden'] })))).map(
      ({ id }) => id
    )
    const answers = await Promise.all([
      ada.delete(`/tags/${tag.id}`),
      ...ids.map((id) => ada.put(`/tasks/${id}/tags`, { tags: ['garden', 'home'] })),
      ada.post('/tasks/bulk', { action: 'untag', tags: ['garden'], ids: ids.toReversed() }),
    ])
    assert.isTrue(answers.every(({ status }) => status < 300))
  })

  test('two parallel renames of two tags to one name: one is made, the other refused', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const tags = [await aTag(ada, 'one'), await aTag(ada, 'two')]
    const answers = await Promise.all(
      tags.map(({ id }) => ada.patch(`/tags/${id}`, { name: 'Three' }))
    )
    assert.sameMembers(
      answers.map(({ status }) => status),
      [200, 409]
    )
  })

  test('one tag made 20 times in parallel, whatever its case, is one tag', async ({ assert }) => {
    const ada = await anApiUser()
    const answers = await Promise.all(
      times(20, (number) => ada.post('/tags', { name: number % 2 ? 'Garden' : 'gARDEN' }))
    )
    assert.lengthOf(
      answers.filter(({ status }) => status === 201),
      1
    )
    assert.isTrue(answers.every(({ status, body }) => status === 201 || body.code === 'tag_exists'))
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
})

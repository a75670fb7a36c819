import { test } from '@japa/runner'
import { database, inTransaction, rows } from '#app/shared/database'
import { lockTasks } from '#app/tasks/task_row'
import { updateTask } from '#app/tasks/update_task'
import { anApiUser, ok } from '#tests/support/api'
import { aTag, aTask } from '#tests/support/factories'
import { until } from '#tests/support/until'

const times = <T>(count: number, make: (number: number) => T) =>
  Array.from({ length: count }, (_, number) => make(number))

test.group('Changes of tags in parallel with others', () => {
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

  test('the deletion of a tag waits for a change that takes it off a task, and that change for nobody', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const tag = await aTag(ada, 'garden')
    const task = await aTask(ada, { tags: ['garden'] })
    const deletion = await inTransaction(async (trx) => {
      await lockTasks(trx, ada.user.id, [task.id])
      const waiting = ada.delete(`/tags/${tag.id}`)
      await untilSomebodyWaits()
      await rows(trx, `SET LOCAL lock_timeout = '1s'`)
      await updateTask(trx, ada.actor, task.id, { tags: [] })
      return { answer: waiting }
    })
    assert.equal((await deletion.answer).status, 204)
  })
})

/** Until a connection of the application waits for a lock of another. */
async function untilSomebodyWaits() {
  await until('a connection waits for a lock', async () => {
    const [found] = await rows<{ waits: boolean }>(
      database(),
      'SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted) AS waits'
    )
    return found?.waits === true
  })
}

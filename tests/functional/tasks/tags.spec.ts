import { test } from '@japa/runner'
import { anApiUser, ok, refusals } from '#tests/support/api'
import { aCompletedTask, aTag, aTask, aTrashedTask, taskNow } from '#tests/support/factories'

const NOBODYS = '0197b0a2-6c1e-7c40-9b1a-2f6f3e1d5a10'

test.group('Tags', () => {
  test('a tag has the default colour unless it is given one', async ({ assert }) => {
    const ada = await anApiUser()
    const answer = await ada.post('/tags', { name: 'garden' })
    assert.equal(answer.status, 201)
    assert.containsSubset(answer.body, { name: 'garden', color: '#3B82F6', task_count: 0 })
  })

  test('a colour is kept in capitals', async ({ assert }) => {
    assert.equal((await aTag(await anApiUser(), 'garden', { color: '#5b8c5a' })).color, '#5B8C5A')
  })

  for (const [what, body, refusal] of [
    ['no name', {}, 'name required'],
    ['a name of null', { name: null }, 'name required'],
    ['a name of white space', { name: ' \t' }, 'name required'],
    ['a name of 51 characters', { name: '🍅'.repeat(51) }, 'name max_length'],
    ['a name of two lines', { name: 'a\nb' }, 'name characters'],
    ['a colour without #', { name: 'a', color: '3B82F6' }, 'color color'],
    ['a short colour', { name: 'a', color: '#FFF' }, 'color color'],
    ['a colour in words', { name: 'a', color: 'red' }, 'color color'],
    ['a colour of null', { name: 'a', color: null }, 'color required'],
    ['a field that no tag has', { name: 'a', colour: '#3B82F6' }, 'colour unknown'],
  ] as const) {
    test(`${what} is 422`, async ({ assert }) => {
      const ada = await anApiUser()
      assert.deepEqual(refusals(await ada.post('/tags', body)), [refusal])
    })
  }

  for (const [one, other] of [
    ['Garden', 'gARDEN'],
    ['Größe', 'GRÖSSE'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['caf\u00e9', 'CAFE\u0301'],
  ] as const) {
    test(`${one} and ${other} are one tag`, async ({ assert }) => {
      const ada = await anApiUser()
      await aTag(ada, one)
      const { status, body } = await ada.post('/tags', { name: other })
      assert.deepEqual([status, body.code], [409, 'tag_exists'])
    })
  }

  test('two people can have a tag of one name', async ({ assert }) => {
    const [ada, ben] = [await anApiUser(), await anApiUser()]
    await aTag(ada, 'garden')
    assert.equal((await ben.post('/tags', { name: 'garden' })).status, 201)
  })

  test('tags are listed in the order of their names, whatever their case', async ({ assert }) => {
    const ada = await anApiUser()
    for (const name of ['work', 'Garden', 'home']) await aTag(ada, name)
    const { data } = await ok(ada.get('/tags'))
    assert.deepEqual(
      data.map(({ name }: any) => name),
      ['Garden', 'home', 'work']
    )
  })

  test('a tag counts the active tasks outside the trash', async ({ assert }) => {
    const ada = await anApiUser()
    await aTask(ada, { tags: ['garden'] })
    await aTask(ada, { tags: ['garden'] })
    await aCompletedTask(ada, { tags: ['garden'] })
    await aTrashedTask(ada, { tags: ['garden'] })
    assert.equal((await ok(ada.get('/tags'))).data[0].task_count, 2)
  })

  test('a rename shows on its tasks and leaves their versions alone', async ({ assert }) => {
    const ada = await anApiUser()
    const tag = await aTag(ada, 'garden')
    const task = await aTask(ada, { tags: ['garden'] })
    await ok(ada.patch(`/tags/${tag.id}`, { name: 'Allotment' }))
    assert.deepEqual(await taskNow(ada, task), { ...task, tags: ['Allotment'] })
  })

  test('a rename may change the case alone', async ({ assert }) => {
    const ada = await anApiUser()
    const tag = await aTag(ada, 'garden')
    assert.equal((await ok(ada.patch(`/tags/${tag.id}`, { name: 'GARDEN' }))).name, 'GARDEN')
  })

  test('a rename onto another name is 409 tag_exists and changes nothing', async ({ assert }) => {
    const ada = await anApiUser()
    const tag = await aTag(ada, 'garden')
    await aTag(ada, 'Home')
    const answer = await ada.patch(`/tags/${tag.id}`, { name: 'HOME' })
    assert.deepEqual(
      [answer.status, answer.body.code, answer.body.errors[0].field],
      [409, 'tag_exists', 'name']
    )
    assert.deepEqual(
      (await ok(ada.get('/tags'))).data.map(({ name }: any) => name),
      ['garden', 'Home']
    )
  })

  test('a patch of the colour leaves the name alone', async ({ assert }) => {
    const ada = await anApiUser()
    const tag = await aTag(ada, 'garden')
    assert.containsSubset(await ok(ada.patch(`/tags/${tag.id}`, { color: '#000000' })), {
      name: 'garden',
      color: '#000000',
    })
  })

  test('a patch that changes nothing has nothing to take back', async ({ assert }) => {
    const ada = await anApiUser()
    const tag = await aTag(ada, 'garden')
    const { headers, body } = await ada.patch(`/tags/${tag.id}`, { name: 'garden' })
    assert.deepEqual([headers.get('taskflow-undo'), body], [null, tag])
  })

  test('a deleted tag vanishes from its tasks and leaves their versions alone', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    const tag = await aTag(ada, 'garden')
    const task = await aTask(ada, { tags: ['garden', 'home'] })
    assert.equal((await ada.delete(`/tags/${tag.id}`)).status, 204)
    assert.deepEqual(await taskNow(ada, task), { ...task, tags: ['home'] })
  })

  test('a deleted tag is gone', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTag(ada, 'garden')
    await ok(ada.delete(`/tags/${id}`))
    assert.equal((await ada.delete(`/tags/${id}`)).status, 404)
    assert.deepEqual((await ok(ada.get('/tags'))).data, [])
  })

  for (const [what, id] of [
    ["somebody else's tag", null],
    ['a tag that never was', NOBODYS],
    ['what is no id', 'garden'],
  ] as const) {
    test(`${what} is 404`, async ({ assert }) => {
      const [ada, ben] = [await anApiUser(), await anApiUser()]
      const tag = await aTag(ben, 'garden')
      const path = `/tags/${id ?? tag.id}`
      const answers = [await ada.patch(path, { name: 'mine' }), await ada.delete(path)]
      assert.deepEqual(
        answers.map(({ status, body }) => [status, body.code]),
        [
          [404, 'not_found'],
          [404, 'not_found'],
        ]
      )
      assert.deepEqual((await ok(ben.get('/tags'))).data, [tag])
    })
  }
})

test.group("Replacing a task's tags", () => {
  test('PUT replaces all of them, making those that are missing', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada, { tags: ['garden', 'home'] })
    const answer = await ada.put(`/tasks/${id}/tags`, { tags: ['HOME', 'work'] })
    assert.deepEqual(
      [answer.status, answer.body.tags, answer.body.version],
      [200, ['home', 'work'], 2]
    )
  })

  test('the same tags in another order and case are no change', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada, { tags: ['garden', 'home'] })
    assert.equal((await ok(ada.put(`/tasks/${id}/tags`, { tags: ['HOME', 'garden'] }))).version, 1)
  })

  test('an empty list takes all of them off', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada, { tags: ['garden'] })
    assert.deepEqual((await ok(ada.put(`/tasks/${id}/tags`, { tags: [] }))).tags, [])
  })

  for (const [what, body, refusal] of [
    ['no tags', {}, 'tags required'],
    ['another field', { tags: [], title: 'New' }, 'title unknown'],
    ['a text', { tags: 'garden' }, 'tags array'],
  ] as const) {
    test(`${what} is 422`, async ({ assert }) => {
      const ada = await anApiUser()
      const { id } = await aTask(ada)
      assert.deepEqual(refusals(await ada.put(`/tasks/${id}/tags`, body)), [refusal])
    })
  }
})

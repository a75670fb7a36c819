import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type User from '#app/identity/user'
import { database, inTransaction } from '#app/shared/database'
import { findTask } from '#app/tasks/task_row'
import { restoreTask, trashTask } from '#app/tasks/trash'
import { updateTask } from '#app/tasks/update_task'
import { travelTo } from '#tests/support/clock'
import { titlesOf, toastOf, undoOf } from '#tests/support/page'
import { makePerson } from '#tests/support/people'
import { actorFor, giveTask, giveTasks, giveTrashedTask } from '#tests/support/tasks'
import { Visitor } from '#tests/support/visitor'

test.group('Changes through the pages', (group) => {
  let user: User
  let visitor: Visitor
  group.each.setup(async () => {
    await travelTo('2026-11-21T09:00:00Z')
    user = await makePerson({ timezone: 'Europe/Paris' })
    visitor = await new Visitor().signIn(user)
  })

  /** Sends a form of a page and follows where it leads. */
  const send = async (page: string, fields: Record<string, string | string[]>, action: string) => {
    const answer = await visitor.submit(page, { return_to: page, ...fields }, action)
    if (answer.status !== 303) throw new Error(`${answer.status}: ${answer.body}`)
    return visitor.get(answer.location!)
  }
  /** What the last field of this name holds. */
  const field = (body: string, name: string) => {
    const found = [
      ...body.matchAll(new RegExp(`<(input|textarea)[^>]*\\bname="${name}"[^>]*>`, 'g')),
    ].at(-1)
    if (!found) return undefined
    const rest = body.slice(found.index + found[0].length)
    return found[1] === 'textarea'
      ? rest.slice(0, rest.indexOf('</textarea>'))
      : /\bvalue="([^"]*)"/.exec(found[0])?.[1]
  }

  test('a task shows where it was added: in Today it is due today, in Upcoming tomorrow, in the list of a tag it has the tag', async ({
    assert,
  }) => {
    const tagged = await giveTask(user, { title: 'First', tags: ['garden'] })
    for (const page of ['/today', '/upcoming', '/all', `/tags/${tagged.tags[0]!.id}`]) {
      await send(page, { title: `From ${page.slice(0, 5)}` }, '/tasks')
    }
    const tasks = await db
      .from('tasks')
      .select('title', db.raw('due_on::text'), db.raw('taskflow_tag_names(id) AS tags'))
      .orderBy('id')
    assert.deepEqual(tasks.slice(1), [
      { title: 'From /toda', due_on: '2026-11-21', tags: null },
      { title: 'From /upco', due_on: '2026-11-22', tags: null },
      { title: 'From /all', due_on: null, tags: null },
      { title: 'From /tags', due_on: null, tags: 'garden' },
    ])
  })

  for (const [what, title, said] of [
    ['an empty title', '   ', 'The title is empty'],
    ['a title that is too long', 'x'.repeat(201), '200 characters'],
  ] as const) {
    test(`${what} makes no task and comes back in its field`, async ({ assert }) => {
      const { body } = await send('/all', { title }, '/tasks')
      assert.include(body, said)
      assert.match(body, /id="add-title"[^>]*aria-invalid="true"/)
      assert.equal(field(body, 'title') ?? '', title.trim())
      assert.lengthOf(await db.from('tasks'), 0)
    })
  }

  test('a form of an older version does not overwrite, and keeps what was typed', async ({
    assert,
  }) => {
    const task = await giveTask(user, { title: 'Water the tomatoes', tags: ['garden'] })
    const page = `/tasks/${task.id}/edit?back=%2Fall`
    await visitor.get(page)
    await inTransaction((trx) => updateTask(trx, actorFor(user), task.id, { priority: 'urgent' }))
    const typed = {
      title: 'Water them well',
      description: 'Half a can.',
      due_date: '2026-11-30',
      due_time: '18:00',
      due_timezone: 'Europe/Rome',
      priority: 'low',
      new_tags: 'home',
      version: '1',
      return_to: `/tasks/${task.id}?back=%2Fall`,
    }
    const { body } = await send(page, typed, `/tasks/${task.id}?_method=PUT`)
    assert.include(body, 'The task was changed since you opened it')
    assert.equal(field(body, 'title'), 'Water them well')
    assert.equal(field(body, 'description'), 'Half a can.')
    assert.equal(field(body, 'due_date'), '2026-11-30')
    assert.equal(field(body, 'due_timezone'), 'Europe/Rome')
    assert.equal(field(body, 'new_tags'), 'home')
    assert.equal(field(body, 'version'), '2')
    const present = await findTask(database(), user.id, task.id)
    assert.deepInclude(present, { title: 'Water the tomatoes', priority: 'urgent', version: 2 })

    const saved = await send(page, { ...typed, version: '2' }, `/tasks/${task.id}?_method=PUT`)
    assert.equal(toastOf(saved), 'Water them well saved.')
    assert.deepInclude(await findTask(database(), user.id, task.id), {
      title: 'Water them well',
      priority: 'low',
      version: 3,
    })
  })

  test('a form of a task that went to the trash meanwhile keeps what was typed', async ({
    assert,
  }) => {
    const task = await giveTask(user, 'Water the tomatoes')
    const page = `/tasks/${task.id}/edit?back=%2Fall`
    await visitor.get(page)
    await inTransaction((trx) => trashTask(trx, actorFor(user), task.id))
    const typed = {
      title: 'Water them well',
      description: 'Half a can.',
      version: '1',
      return_to: `/tasks/${task.id}?back=%2Fall`,
    }
    const { body } = await send(page, typed, `/tasks/${task.id}?_method=PUT`)
    assert.include(body, 'The task is in the trash. What you typed is below')
    assert.equal(field(body, 'title'), 'Water them well')
    assert.equal(field(body, 'description'), 'Half a can.')

    await inTransaction((trx) => restoreTask(trx, actorFor(user), task.id))
    const version = field(body, 'version')!
    const again = await send(page, { ...typed, version }, `/tasks/${task.id}?_method=PUT`)
    assert.include(again.body, 'The task was changed since you opened it')
    assert.equal(field(again.body, 'title'), 'Water them well')
  })

  test('saving a form in which nothing was changed changes nothing, in a fold of the clocks too', async ({
    assert,
  }) => {
    // 25 October 2026 has 02:30 twice in Paris: this is the second one.
    const task = await giveTask(user, {
      title: 'Night shift',
      due_date: '2026-10-25T01:30:00Z',
      due_timezone: 'Europe/Paris',
      description: 'a\n\nb',
    })
    const page = `/tasks/${task.id}/edit?back=%2Fall`
    const typed = {
      title: 'Night shift',
      description: 'a\r\n\r\nb',
      due_date: '2026-10-25',
      due_time: '02:30',
      due_timezone: 'Europe/Paris',
      priority: 'medium',
      new_tags: '',
      version: '1',
    }
    const answer = await send(page, typed, `/tasks/${task.id}?_method=PUT`)
    assert.equal(toastOf(answer), 'Nothing was changed.')
    assert.deepInclude(await findTask(database(), user.id, task.id), {
      version: 1,
      dueAt: task.dueAt,
    })
  })

  test('clearing the fields clears the due date, the description and the tags', async ({
    assert,
  }) => {
    const task = await giveTask(user, {
      title: 'Water',
      due_date: '2026-11-21T17:00:00Z',
      description: 'x',
      tags: ['garden'],
    })
    await send(
      `/tasks/${task.id}/edit?back=%2Fall`,
      {
        title: 'Water',
        description: '',
        due_date: '',
        due_time: '',
        due_timezone: 'Europe/Paris',
        priority: 'medium',
        new_tags: '',
        version: '1',
      },
      `/tasks/${task.id}?_method=PUT`
    )
    const present = await findTask(database(), user.id, task.id)
    assert.deepInclude(present, {
      dueAt: null,
      dueOn: null,
      dueWall: null,
      description: null,
      tags: [],
    })
  })

  test('a change is taken back once; twice says so', async ({ assert }) => {
    const task = await giveTask(user, 'Water the tomatoes')
    const undo = undoOf(await send('/all', {}, `/tasks/${task.id}/completion`))!
    assert.equal(toastOf(await send('/all', {}, undo)), 'Taken back: Water the tomatoes.')
    assert.equal(toastOf(await send('/all', {}, undo)), 'This change was taken back already.')
    assert.deepInclude(await findTask(database(), user.id, task.id), { status: 'active' })
  })

  test('an undo leaves alone what was changed since, and names it', async ({ assert }) => {
    const [first, second] = await giveTasks(user, 'First', 'Second')
    const done = await send(
      '/all',
      { 'ids[]': [first!.id, second!.id], 'action': 'complete' },
      '/tasks/bulk'
    )
    assert.equal(toastOf(done), '2 tasks done.')
    await inTransaction((trx) =>
      updateTask(trx, actorFor(user), second!.id, { title: 'Second, renamed' })
    )
    const undone = await send('/all', {}, undoOf(done)!)
    assert.equal(
      toastOf(undone),
      'Taken back: First. Left as they are, because they changed since: Second, renamed.'
    )
  })

  test('an undo of a day ago is gone', async ({ assert }) => {
    const task = await giveTask(user, 'Water the tomatoes')
    const undo = undoOf(await send('/all', {}, `/tasks/${task.id}/completion`))!
    await travelTo('2026-11-22T09:00:01Z')
    assert.notInclude(toastOf(await send('/all', {}, undo)), 'Taken back')
    assert.deepInclude(await findTask(database(), user.id, task.id), { status: 'completed' })
  })

  test('a task deleted for good leaves nothing behind', async ({ assert }) => {
    const task = await giveTrashedTask(user, 'A secret plan')
    const said = await send('/trash', {}, `/tasks/${task.id}?_method=DELETE&permanent=1`)
    assert.equal(toastOf(said), 'Deleted for good.')
    assert.isNull(undoOf(said))
    assert.lengthOf(await db.from('tasks'), 0)
    const entries = await db.from('undo_entries').select(db.raw('changes::text'))
    assert.notInclude(JSON.stringify(entries), 'A secret plan')
    assert.equal((await visitor.get(`/tasks/${task.id}`)).status, 404)
  })

  test('what is no longer there is said, and the place is kept', async ({ assert }) => {
    const gone = '01a1ff26-fab0-702a-aa64-3df7c8db0e43'
    for (const action of [
      `/tasks/${gone}/completion`,
      `/tasks/${gone}/restoration`,
      `/tasks/${gone}?_method=DELETE`,
      `/undo/${gone}`,
    ]) {
      const answer = await send('/all?sort=title', {}, action)
      assert.isNotNull(toastOf(answer), action)
      assert.equal(answer.status, 200)
    }
  })

  test('several tasks are not changed by a form without any, nor by an action that is none', async ({
    assert,
  }) => {
    const task = await giveTask(user, 'Water the tomatoes')
    assert.equal(
      toastOf(await send('/all', { action: 'complete' }, '/tasks/bulk')),
      'No task is selected. Tick one or more first.'
    )
    assert.equal(
      toastOf(
        await send('/all', { 'ids[]': [task.id], 'action': 'tag', 'tag': ' ' }, '/tasks/bulk')
      ),
      'No tag is named. Write one first.'
    )
    const wrong = await send('/all', { 'ids[]': [task.id], 'action': 'explode' }, '/tasks/bulk')
    assert.isNotNull(toastOf(wrong))
    const noDate = await send(
      '/all',
      { 'ids[]': [task.id], 'action': 'reschedule', 'due_date': '2026-02-30' },
      '/tasks/bulk'
    )
    assert.isNotNull(toastOf(noDate))
    assert.deepInclude(await findTask(database(), user.id, task.id), {
      status: 'active',
      version: 1,
    })
  })

  test('a form that was open too long comes back filled and says so', async ({ assert }) => {
    const task = await giveTask(user, 'Water the tomatoes')
    await visitor.get('/all')
    const add = await visitor.post(
      '/tasks',
      { title: 'Half a thought', return_to: '/all' },
      '/all?sort=title',
      'expired'
    )
    assert.equal(add.location, '/all?sort=title')
    const list = await visitor.get(add.location!)
    assert.include(
      list.body,
      'This form was open for too long, so nothing was changed. Send it again.'
    )
    assert.equal(field(list.body, 'title'), 'Half a thought')

    const page = `/tasks/${task.id}/edit?back=%2Fall`
    const edit = await visitor.post(
      `/tasks/${task.id}?_method=PUT`,
      { title: 'Typed title', description: 'Typed text', version: '1' },
      page,
      'expired'
    )
    const form = await visitor.get(edit.location!)
    assert.include(form.body, 'This form was open for too long')
    assert.match(form.body, /<textarea[^>]*name="title"[^>]*>Typed title</)
    assert.match(form.body, /<textarea[^>]*name="description"[^>]*>Typed text</)
  })

  test('a tag that is taken, empty or too long comes back in its own field', async ({ assert }) => {
    await giveTask(user, { title: 'x', tags: ['garden', 'home'] })
    const garden = await db.from('tags').where('name', 'garden').firstOrFail()
    const renamed = await send(
      '/settings/tags',
      { name: 'HOME', color: '#112233', form_id: garden.id },
      `/settings/tags/${garden.id}?_method=PUT`
    )
    assert.match(
      renamed.body,
      /value="HOME"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*value="HOME"/
    )
    const made = await send(
      '/settings/tags',
      { name: 'x'.repeat(51), color: '#112233', form_id: 'new' },
      '/settings/tags'
    )
    assert.include(made.body, '50 characters')
    assert.lengthOf(await db.from('tags'), 2)
  })

  test('nothing of somebody else is on any page, nor changed by any form', async ({ assert }) => {
    const other = await makePerson({ name: 'Grace', email: 'grace@example.org' })
    const theirs = await giveTask(other, {
      title: 'A secret plan',
      description: 'of Grace',
      tags: ['secret'],
      due_date: '2026-11-21',
    })
    const undo = (await db.from('undo_entries').select('id').firstOrFail()).id
    const before = JSON.stringify(await findTask(database(), other.id, theirs.id))
    const tag = theirs.tags[0]!.id
    for (const path of [
      '/today',
      '/upcoming',
      '/all?q=secret',
      '/all?tags=secret',
      '/completed',
      '/trash',
      '/settings/tags',
      '/settings/profile',
      '/settings/sessions',
      '/settings/tokens',
    ]) {
      assert.notMatch((await visitor.get(path)).body, /A secret plan|of Grace|grace@example/, path)
    }
    for (const path of [`/tasks/${theirs.id}`, `/tasks/${theirs.id}/edit`, `/tags/${tag}`]) {
      const answer = await visitor.get(path)
      assert.equal(answer.status, 404, path)
      assert.notMatch(answer.body, /A secret plan|secret/, path)
    }
    const fields = {
      'title': 'Taken',
      'version': '1',
      'ids[]': [theirs.id],
      'action': 'delete',
      'name': 'taken',
      'return_to': '/all',
    }
    for (const action of [
      '?_method=PUT',
      '?_method=DELETE',
      '?_method=DELETE&permanent=1',
      '/completion',
      '/completion?_method=DELETE',
      '/restoration',
    ]) {
      await visitor.submit('/all', fields, `/tasks/${theirs.id}${action}`)
    }
    for (const action of [
      '/tasks/bulk',
      `/undo/${undo}`,
      `/settings/tags/${tag}?_method=PUT`,
      `/settings/tags/${tag}?_method=DELETE`,
    ]) {
      await visitor.submit('/all', fields, action)
    }
    assert.equal(JSON.stringify(await findTask(database(), other.id, theirs.id)), before)
    assert.deepEqual(titlesOf(await visitor.get('/all')), [])
    assert.lengthOf(await db.from('tags').where('user_id', user.id), 0)
  })
})

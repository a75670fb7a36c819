import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type User from '#app/identity/user'
import { travelTo } from '#tests/support/clock'
import { toastOf, undoOf } from '#tests/support/page'
import { makePerson } from '#tests/support/people'
import { giveTask } from '#tests/support/tasks'
import { Visitor } from '#tests/support/visitor'

test.group('The line at the top of a list', (group) => {
  let user: User
  let visitor: Visitor
  group.each.setup(async () => {
    await travelTo('2026-11-21T09:00:00Z')
    user = await makePerson({ timezone: 'Europe/Paris' })
    visitor = await new Visitor().signIn(user)
  })

  const send = async (page: string, fields: Record<string, string>, action = '/tasks') => {
    const answer = await visitor.submit(page, { return_to: page, ...fields }, action)
    return answer.location ? visitor.get(answer.location) : answer
  }
  const tagPage = async (of: User = user) => {
    const { tags } = await giveTask(of, { title: 'First', tags: ['garden'] })
    return `/tags/${tags[0]!.id}`
  }
  const made = async () => {
    const [task] = await db
      .from('tasks')
      .select('title', 'priority', 'due_wall', db.raw('due_on::text'))
      .select(db.raw('taskflow_tag_names(id) AS tags'), db.raw('series_id IS NOT NULL AS repeats'))
      .orderBy('id', 'desc')
      .limit(1)
    return task
  }
  /** The words of the chips, and what is in the field of those that were taken off. */
  const chipsOf = (body: string) =>
    [
      ...body
        .split('id="understood"')[1]!
        .split('</form>')[0]!
        .matchAll(/class="name">([^<]*)</g),
    ].map(([, words]) => words)
  const ignoredIn = (body: string) => /id="add-ignore"[^>]*value="([^"]*)"/.exec(body)?.[1]

  test('says nothing to a screen reader while it is empty: no group of chips, no invalid entry', async ({
    assert,
  }) => {
    const { body } = await visitor.get('/all')
    const [line] = /<form\s+class="add"[^]*?<\/form>/.exec(body)!
    assert.notMatch(line, /role="group"|\srequired/)
    assert.include((await send('/all', { title: ' ' })).body, 'id="add-error"')
    const filled = await send('/all', { title: 'Tea tomorrow', ignore: '' }, '/tasks/understanding')
    assert.match(filled.body, /id="understood"\s+role="group" aria-label="Understood"/)
  })

  test('becomes a task, and the message says what was understood, with Undo', async ({
    assert,
  }) => {
    const page = await send('/all', { title: 'Pay rent every month on the 1st #home !high' })
    assert.equal(
      toastOf(page),
      'Pay rent added: every month on the 1st, next Tue 1 Dec, high, home.'
    )
    assert.containsSubset(await made(), { title: 'Pay rent', due_on: '2026-12-01', repeats: true })
    assert.equal(toastOf(await send('/all', {}, undoOf(page)!)), 'Taken back: Pay rent.')
  })

  test('what the list gives holds only where the line says nothing about it', async ({
    assert,
  }) => {
    for (const [page, title, due] of [
      ['/today', 'Buy milk', '2026-11-21'],
      ['/today', 'Buy milk on friday', '2026-11-27'],
      ['/today', 'Buy milk every monday', '2026-11-23'],
      ['/upcoming', 'Buy milk !high', '2026-11-22'],
      ['/upcoming', 'Buy milk today', '2026-11-21'],
    ] as const) {
      await send(page, { title })
      assert.containsSubset(await made(), { title: 'Buy milk', due_on: due }, `${page} ${title}`)
    }
    await send('/today', { title: 'Buy milk 5pm' })
    assert.include(await made(), { due_on: null })
  })

  test('in the list of a tag the task has the tag, once, and those of the line', async ({
    assert,
  }) => {
    const page = await tagPage()
    await send(page, { title: 'Mow #weekend' })
    assert.equal((await made()).tags, 'garden weekend')
    await send(page, { title: 'Mow #GARDEN' })
    assert.equal((await made()).tags, 'garden')
    assert.equal(toastOf(await send(page, { title: 'Mow' })), 'Mow added.')
  })

  test('the list of a tag of somebody else, or of none, makes no task and says why', async ({
    assert,
  }) => {
    const theirs = await tagPage(await makePerson({ password: null }))
    const answer = await visitor.submit('/all', { title: 'Mow', return_to: theirs }, '/tasks')
    assert.equal(answer.location, theirs)
    assert.include((await visitor.get('/all')).body, 'The tag of this list is gone.')
    assert.lengthOf(await db.from('tasks').where('user_id', user.id), 0)
  })

  test('parts that were taken off stay in the title', async ({ assert }) => {
    const page = await send('/all', { title: 'Call Tom on friday', ignore: '5-8' })
    assert.equal(toastOf(page), 'Call Tom added: Fri 27 Nov.')
  })

  for (const ignore of ['5-8 nonsense', '8-5', '0-9999', '5-8-9', '-1-3', '☃']) {
    test(`stretches that are none do no harm: ${ignore}`, async ({ assert }) => {
      assert.match(
        toastOf(await send('/all', { title: 'Call Ann', ignore })) ?? '',
        /^Call Ann added/
      )
    })
  }

  test('a line that is refused comes back with its chips, those taken off too', async ({
    assert,
  }) => {
    const title = `Call Tom ${'x'.repeat(200)} #phone`
    const { body } = await send('/all', { title, ignore: '5-8' })
    assert.include(body, 'The title has at most 200 characters; this has 209.')
    assert.include(body, `value="${title}"`)
    assert.deepEqual(chipsOf(body), ['Tom', 'phone'])
    assert.equal(ignoredIn(body), '5-8')
    assert.lengthOf(await db.from('tasks'), 0)
  })

  test('a chip is taken off, and put back, by its button', async ({ assert }) => {
    const fields = { title: 'Call Tom !high', ignore: '' }
    const off = await send('/all', { ...fields, toggle: '5-8' }, '/tasks/understanding')
    assert.deepEqual([chipsOf(off.body), ignoredIn(off.body)], [['Tom', 'high'], '5-8'])
    const back = await send(
      '/all',
      { ...fields, ignore: '5-8', toggle: '5-8' },
      '/tasks/understanding'
    )
    assert.deepEqual([chipsOf(back.body), ignoredIn(back.body)], [['tomorrow', 'high'], ''])
    assert.lengthOf(await db.from('tasks'), 0)
  })

  test('a form that was open too long comes back with its chips', async ({ assert }) => {
    await visitor.get('/all')
    const fields = { title: 'Call Tom !high', ignore: '5-8', return_to: '/all' }
    const { location } = await visitor.post('/tasks', fields, '/all', 'expired')
    const { body } = await visitor.get(location!)
    assert.deepEqual([chipsOf(body), ignoredIn(body)], [['Tom', 'high'], '5-8'])
  })

  test('what was typed is shown as text', async ({ assert }) => {
    const title = '<b>"Tom"</b> & sun #<i> <i>sun</i>'
    const { body } = await send('/all', { title, toggle: '0-16' }, '/tasks/understanding')
    assert.notInclude(body, '<b>"Tom"')
    assert.notInclude(body, '<i>sun')
  })
})

import { test } from '@japa/runner'
import type { BaseCommand } from '@adonisjs/core/ace'
import ace from '@adonisjs/core/services/ace'
import { clean } from '#app/shared/cleaning'
import { database, rows } from '#app/shared/database'
import { type ApiUser, anApiUser, ok } from '#tests/support/api'
import { aTag, aTask, aTrashedTask, found } from '#tests/support/factories'
import { returnToNow, travelTo } from '#tests/support/clock'
import TrashPurge from '../../../commands/trash_purge.js'

/** Runs the command with nobody, or with somebody who answers, at the terminal. */
async function purge(argv: string[], answer?: (prompt: BaseCommand['prompt']) => void) {
  ace.ui.switchMode('raw')
  const command = await ace.create(TrashPurge, argv)
  Object.defineProperty(command, 'interactive', { value: answer !== undefined })
  answer?.(command.prompt)
  await command.exec()
  const text = command.ui.logger
    .getLogs()
    .map(({ message }) => message)
    .join('\n')
  command.ui.logger.flushLogs()
  return { text, exitCode: command.exitCode ?? 0 }
}

test.group('trash:purge', (group) => {
  group.each.setup(async () => {
    await travelTo('2026-10-01T10:00:00Z')
    return () => returnToNow()
  })

  test('deletes for good what has been in the trash for more than 30 days, and nothing else', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    await aTrashedTask(ada, { title: 'old' })
    await aTask(ada, { title: 'kept' })
    await travelTo('2026-10-01T10:00:01Z')
    await aTrashedTask(ada, { title: 'just not' })
    await travelTo('2026-10-31T10:00:01Z')
    const { text } = await purge(['--force'])
    assert.match(text, /1 task deleted for good/)
    assert.deepEqual(
      [await found(ada, '/tasks'), await found(ada, '/tasks?trashed=true')],
      [['kept'], ['just not']]
    )
  })

  test('goes on batch after batch', async ({ assert }) => {
    const ada = await anApiUser()
    await rows(
      database(),
      `INSERT INTO tasks (user_id, title, title_sort, search, created_at, updated_at, deleted_at)
       SELECT :id, 'old', 'old', '', taskflow_now(), taskflow_now(), taskflow_now() FROM generate_series(1, 1201)`,
      { id: ada.user.id }
    )
    await travelTo('2026-12-01T00:00:00Z')
    assert.match((await purge(['--force'])).text, /1201 tasks deleted for good/)
  })

  test('--dry-run only says what would go', async ({ assert }) => {
    const ada = await anApiUser()
    await aTrashedTask(ada, { title: 'old' })
    await travelTo('2026-12-01T00:00:00Z')
    const { text } = await purge(['--dry-run'])
    assert.match(text, /1 task in the trash.*\n.*Dry run: nothing was deleted/)
    assert.deepEqual(await found(ada, '/tasks?trashed=true'), ['old'])
  })

  test('asks before it deletes', async ({ assert }) => {
    const ada = await anApiUser()
    await aTrashedTask(ada, { title: 'old' })
    await travelTo('2026-12-01T00:00:00Z')
    await purge([], (prompt) => prompt.trap('Delete 1 task for good?').reject())
    assert.deepEqual(await found(ada, '/tasks?trashed=true'), ['old'])
  })

  test('with nobody to ask it deletes nothing and exits with 1', async ({ assert }) => {
    const ada = await anApiUser()
    await aTrashedTask(ada, { title: 'old' })
    await travelTo('2026-12-01T00:00:00Z')
    const { exitCode } = await purge([])
    assert.equal(exitCode, 1)
    assert.deepEqual(await found(ada, '/tasks?trashed=true'), ['old'])
  })

  test('leaves nothing of a task in the undo entries', async ({ assert }) => {
    const ada = await anApiUser()
    await ok(
      ada.patch(`/tasks/${(await aTask(ada, { title: 'A secret' })).id}`, { title: 'Plain' })
    )
    await ok(ada.delete(`/tasks/${(await ok(ada.get('/tasks'))).data[0].id}`))
    await travelTo('2026-12-01T00:00:00Z')
    await purge(['--force'])
    const [entries] = await rows<{ text: string }>(
      database(),
      `SELECT string_agg(changes::text, ' ') AS text FROM undo_entries`
    )
    assert.notMatch(entries?.text ?? '', /secret|Plain/)
  })
})

test.group('maintenance:clean', (group) => {
  group.each.setup(async () => {
    await travelTo('2026-10-01T10:00:00Z')
    return () => returnToNow()
  })

  const repeating = (by: ApiUser) => aTask(by, { due_date: '2026-10-01', rrule: 'FREQ=DAILY' })

  /** How many rows of each kind went. */
  async function cleaned() {
    const gone: Record<string, number> = {}
    for await (const { what, rows: count } of clean(database())) gone[what] = count
    return gone
  }

  test('removes changes that are too old to be taken back', async ({ assert }) => {
    const ada = await anApiUser()
    await aTask(ada)
    await travelTo('2026-10-02T10:00:00Z')
    await aTask(ada)
    assert.equal((await cleaned())['changes too old to be taken back'], 1)
  })

  test('removes answers that are too old to be repeated', async ({ assert }) => {
    const ada = await anApiUser()
    await ok(ada.post('/tasks', { title: 'One' }, { 'idempotency-key': 'one' }))
    await travelTo('2026-10-02T10:00:00Z')
    await ok(ada.post('/tasks', { title: 'Two' }, { 'idempotency-key': 'two' }))
    assert.equal((await cleaned())['answers too old to be repeated'], 1)
  })

  test('removes a series a day after it ended, once nothing of it is left', async ({ assert }) => {
    const ada = await anApiUser()
    const [gone, kept] = [await repeating(ada), await repeating(ada)]
    await repeating(ada)
    await ok(ada.delete(`/tasks/${gone.id}?permanent=true`))
    await ok(ada.delete(`/tasks/${kept.id}`))
    const what = 'series that ended and whose tasks are gone for good'
    assert.equal((await cleaned())[what], 0)
    await travelTo('2026-10-02T10:00:01Z')
    assert.equal((await cleaned())[what], 1)
    assert.equal((await ada.get(`/series/${gone.series_id}`)).status, 404)
    assert.equal((await ada.get(`/series/${kept.series_id}`)).status, 200)
  })

  test('removes the words that no task says any more', async ({ assert }) => {
    const ada = await anApiUser()
    const { id } = await aTask(ada, { title: 'orchard meadow' })
    await ok(ada.patch(`/tasks/${id}`, { title: 'meadow' }))
    assert.equal((await cleaned())['words that no task says any more'], 1)
  })

  test('keeps the words of titles, descriptions, tags and the trash', async ({ assert }) => {
    const ada = await anApiUser()
    await aTask(ada, {
      title: 'Zürich orchard',
      description: 'about tomatoes',
      tags: ['2026garden', 'e-mail'],
    })
    await aTrashedTask(ada, { title: 'meadow' })
    assert.equal((await cleaned())['words that no task says any more'], 0)
  })

  test("keeps nobody's words for somebody else's tasks", async ({ assert }) => {
    const [ada, ben] = [await anApiUser(), await anApiUser()]
    const { id } = await aTask(ada, { title: 'orchard' })
    await aTask(ben, { title: 'orchard' })
    await ok(ada.delete(`/tasks/${id}?permanent=true`))
    assert.equal((await cleaned())['words that no task says any more'], 1)
  })

  test('keeps one of several rows of a word', async ({ assert }) => {
    const ada = await anApiUser()
    await aTask(ada, { title: 'orchard' })
    await rows(database(), 'INSERT INTO search_words SELECT * FROM search_words')
    const gone = (await cleaned())['words that no task says any more']
    assert.deepEqual([gone, await found(ada, '/tasks/search?q=orchadr')], [1, ['orchard']])
  })

  test('a tag whose words were cleaned away is forgiven a typo once it is on a task again', async ({
    assert,
  }) => {
    const ada = await anApiUser()
    await aTag(ada, 'orchard')
    await cleaned()
    await aTask(ada, { title: 'Call', tags: ['orchard'] })
    assert.deepEqual(await found(ada, '/tasks/search?q=orchadr'), ['Call'])
  })
})

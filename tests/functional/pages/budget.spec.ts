import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type User from '#app/identity/user'
import { inTransaction } from '#app/shared/database'
import { bulkChange } from '#app/tasks/bulk_change'
import { createTask } from '#app/tasks/create_task'
import { travelTo } from '#tests/support/clock'
import { titlesOf } from '#tests/support/page'
import { makePerson } from '#tests/support/people'
import { actorFor } from '#tests/support/tasks'
import { statementsOf } from '#tests/support/statements'
import { Visitor } from '#tests/support/visitor'

const OWN = 5
const SESSION_AND_USER = 3

/** Statements of the session and of who is signed in; all others are the page's own. */
const isOfSession = (sql: string) => /\bsessions\b|from "?users\b/i.test(sql)

test.group('What a page costs', (group) => {
  let user: User
  let taskIds: string[]
  group.each.setup(async () => {
    await travelTo('2026-11-21T09:00:00Z')
    user = await makePerson({ timezone: 'Europe/Paris' })
    const actor = actorFor(user)
    taskIds = await inTransaction(async (trx) => {
      const ids = []
      for (let place = 0; place < 60; place++) {
        const day = String(18 + (place % 6)).padStart(2, '0')
        const tags = [`tag ${place % 7}`, `tag ${place % 3}`]
        ids.push(
          (
            await createTask(trx, actor, {
              title: `Task ${place}`,
              tags,
              due_date: `2026-11-${day}`,
            })
          ).task.id
        )
      }
      return ids
    })
    await inTransaction((trx) =>
      bulkChange(trx, actor, taskIds.slice(0, 5), { action: 'complete' })
    )
    await inTransaction((trx) => bulkChange(trx, actor, taskIds.slice(5, 8), { action: 'delete' }))
  })

  for (const [name, path] of [
    ['Today', () => '/today'],
    ['Upcoming', () => '/upcoming'],
    ['All', () => '/all'],
    ['Completed', () => '/completed'],
    ['Trash', () => '/trash'],
    ['a filtered, sorted list', () => '/all?tags=tag%201&priority=medium&sort=title&overdue=true'],
    ['a search', () => '/all?q=task'],
    ['a search with a typing error', () => '/all?q=tsak&sort=title'],
    ['a task beside its list', () => `/tasks/${taskIds[20]}?back=%2Fall`],
    ['its form', () => `/tasks/${taskIds[20]}/edit?back=%2Ftoday`],
    ['the tags', () => '/settings/tags'],
  ] as const) {
    test(`a page of 50 tasks needs at most 5 SQL statements of its own, session and user at most three: ${name}`, async ({
      assert,
    }) => {
      const visitor = await new Visitor().signIn(user)
      await visitor.get(path())
      let body = ''
      const sent = await statementsOf(async () => void (body = (await visitor.get(path())).body))
      const own = sent.filter((sql) => !isOfSession(sql))
      assert.isAtMost(own.length, OWN, own.join('\n'))
      assert.isAtMost(sent.length - own.length, SESSION_AND_USER, sent.join('\n'))
      if (name === 'All') assert.lengthOf(titlesOf({ body }), 50)
    })
  }

  test('the next page goes on where the first one ends', async ({ assert }) => {
    const visitor = await new Visitor().signIn(user)
    const first = await visitor.get('/all?sort=title')
    const next = /href="([^"]+)"[^>]*rel="next"/.exec(first.body)![1]!.replaceAll('&amp;', '&')
    const second = await visitor.get(next)
    const all = await db.from('tasks').whereNull('deleted_at').where('status', 'active')
    assert.sameMembers(
      [...titlesOf(first), ...titlesOf(second)],
      all.map(({ title }) => title)
    )
  })
})

import { test } from '@japa/runner'
import { anApiUser, refusals } from '#tests/support/api'
import { aTask, found } from '#tests/support/factories'

test.group('Parameters of a list', () => {
  test('a page has 50 tasks unless asked otherwise, and up to 200', async ({ assert }) => {
    const ada = await anApiUser()
    await Promise.all(Array.from({ length: 51 }, (_, number) => aTask(ada, { title: `${number}` })))
    assert.lengthOf(await found(ada, '/tasks'), 50)
    assert.lengthOf(await found(ada, '/tasks?limit=200'), 51)
  })

  for (const [query, refusal] of [
    ['limit=0', 'limit range'],
    ['limit=201', 'limit range'],
    ['limit=-1', 'limit range'],
    ['limit=1.5', 'limit range'],
    ['limit=ten', 'limit range'],
    ['limit=', 'limit range'],
    ['status=open', 'status enum'],
    ['status=active&status=completed', 'status once'],
    ['sort=title&sort=-title', 'sort once'],
    ['sort=colour', 'sort enum'],
    ['sort=--title', 'sort enum'],
    ['priority=huge', 'priority.0 enum'],
    ['tags=', 'tags.0 required'],
    ['tags_match=some', 'tags_match enum'],
    ['due_before=2026-02-30', 'due_before date'],
    ['due_after=tomorrow', 'due_after date'],
    ['overdue=yes', 'overdue boolean'],
    ['overdue=true&overdue=true', 'overdue once'],
    ['trashed=1', 'trashed boolean'],
    ['page=2', 'page unknown'],
    ['toString=1', 'toString unknown'],
    ['__proto__=1', '__proto__ unknown'],
    ['Status=active', 'Status unknown'],
  ] as const) {
    test(`?${query} is 422`, async ({ assert }) => {
      const ada = await anApiUser()
      assert.deepEqual(refusals(await ada.get(`/tasks?${query}`)), [refusal])
    })
  }
})

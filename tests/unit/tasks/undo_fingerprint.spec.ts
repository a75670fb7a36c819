import { test } from '@japa/runner'
import { allDay, timed } from '#app/tasks/due_date'
import { NO_DUE, NO_SERIES, type TaskState } from '#app/tasks/task'
import { fingerprint } from '#app/tasks/undo_entry'

const TASK: TaskState = {
  ...NO_DUE,
  title: 'Rent',
  description: null,
  status: 'active',
  priority: 'medium',
  completedAt: null,
  deletedAt: null,
  tagIds: ['one', 'two'],
  ...NO_SERIES,
}

test.group('The fingerprint of a task', () => {
  test('is the same for equal tasks, in whatever order their fields stand', ({ assert }) => {
    assert.equal(
      fingerprint(Object.fromEntries(Object.entries(TASK).toReversed()) as unknown as TaskState),
      fingerprint(TASK)
    )
  })

  for (const other of [
    { title: 'rent' },
    { description: '' },
    { tagIds: ['one'] },
    timed('2026-11-21T10:00:00', 'UTC'),
  ]) {
    test(`is another with ${JSON.stringify(other)}`, ({ assert }) => {
      assert.notEqual(fingerprint({ ...TASK, ...other }), fingerprint(TASK))
    })
  }

  test("of an all-day task does not move with the profile's zone", ({ assert }) => {
    const ends = ['Pacific/Auckland', 'Pacific/Honolulu'].map((zone) =>
      fingerprint({ ...TASK, ...allDay('2026-11-21', zone) })
    )
    assert.equal(ends[0], ends[1])
  })

  test('of a timed task tells the two instants of a fold apart', ({ assert }) => {
    const first = timed('2026-10-25T02:30:00', 'Europe/Paris')
    assert.notEqual(
      fingerprint({ ...TASK, ...first, dueAt: '2026-10-25T01:30:00Z' }),
      fingerprint({ ...TASK, ...first })
    )
  })
})

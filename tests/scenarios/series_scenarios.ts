import type { Assert } from '@japa/assert'
import { test } from '@japa/runner'
import { EVENT_COLUMNS, envelopeFromRow, type EventRow } from '#app/messaging/event_row'
import { newClients } from '#tests/cluster/harness/client'
import { until } from '#tests/support/until'
import { type Deployment, webs } from './deployment.js'
import { seriesVerdictOf, settledSeriesVerdict, sound } from './series_checker.js'
import { completeAll, completeAndUndoAll, repeatingTasks } from './series_load.js'

const USERS = 10

/** What holds of series on every platform; `size` is the number of completions in the large ones. */
export function seriesScenarios(deployment: () => Deployment, size: number) {
  /** New tasks of new users, whose completions are the only ones that the verdicts are about. */
  async function tasksOf(count: number) {
    const clients = await newClients(deployment().postgres, USERS)
    return repeatingTasks(clients, webs(deployment()), count)
  }

  /** Does the work, and holds that exactly so many occurrences more are there when everything has arrived. */
  async function makes(assert: Assert, count: number, work: () => Promise<unknown>) {
    const { postgres } = deployment()
    const before = await seriesVerdictOf(postgres)
    await work()
    const judged = await settledSeriesVerdict(postgres)
    assert.deepEqual(judged, sound({ series: judged.series, made: before.made + count }))
  }

  const made = async () => (await seriesVerdictOf(deployment().postgres)).made

  test(`${size} completions while the recurrer is killed twice make ${size} next ones`, async ({
    assert,
  }) => {
    const { recurrer } = deployment().replicas
    const tasks = await tasksOf(size)
    await makes(assert, size, async () => {
      const before = await made()
      const completing = completeAll(tasks, webs(deployment()))
      for (const share of [0.1, 0.5]) {
        await until('so many are made', async () => (await made()) > before + size * share)
        await recurrer.kill()
        await recurrer.start()
      }
      await completing
    })
  })

  test(`${size} completions while two recurrers run make ${size} next ones`, async ({ assert }) => {
    const tasks = await tasksOf(size)
    const second = await deployment().join('recurrer2', 'recurrer')
    try {
      await makes(assert, size, () => completeAll(tasks, webs(deployment())))
    } finally {
      await second.stop()
    }
  })

  test('keys of every shape come to web as they are', async ({ assert }) => {
    const tasks = await tasksOf(4)
    await makes(assert, 4, () => completeAll(tasks, webs(deployment())))
    const found = await deployment().postgres.query(
      `SELECT t.occurrence_key AS key, e.actor ->> 'id' AS by
       FROM tasks t JOIN events e ON e.task_id = t.next_task_id AND e.event_type = 'task.created'
       WHERE t.id = ANY($1::uuid[]) ORDER BY t.occurrence_key`,
      [tasks.map(({ id }) => id)]
    )
    const keys = ['2026-03-02', '2026-03-02T09:00', '2026-03-02T09:00~1', '2026-03-31~1']
    assert.deepEqual(
      found,
      keys.map((key) => ({ key, by: 'recurrer' }))
    )
  })

  test('a completion that is delivered five times more makes nothing more', async ({ assert }) => {
    const { postgres, replicas, appApiToken } = deployment()
    const [task] = await tasksOf(1)
    await makes(assert, 1, () => completeAll([task!], webs(deployment())))
    const [row] = await postgres.query<EventRow>(
      `SELECT ${EVENT_COLUMNS} FROM events e WHERE e.task_id = $1 AND e.event_type = 'task.completed'`,
      [task!.id]
    )
    await makes(assert, 0, async () => {
      for (let n = 0; n < 5; n++) {
        await postgres.query(
          `DELETE FROM processed_events WHERE consumer = 'recurrer' AND event_id = $1`,
          [row!.event_id]
        )
        const answer = await fetch(`${replicas.recurrer.application.url}/events/task-events`, {
          method: 'POST',
          headers: {
            'content-type': 'application/cloudevents+json',
            'dapr-api-token': appApiToken,
          },
          body: JSON.stringify({ data: envelopeFromRow(row!) }),
        })
        assert.deepEqual(await answer.json(), { status: 'SUCCESS' })
      }
    })
  })

  test('completions that are taken back at any moment leave no orphan and end no series', async ({
    assert,
  }) => {
    const tasks = await tasksOf(size / 2)
    const isAnew = (n: number) => n % 3 === 0
    const anew = tasks.filter((_task, n) => isAnew(n)).length
    await makes(assert, anew, () => completeAndUndoAll(tasks, webs(deployment()), isAnew))
  })
}

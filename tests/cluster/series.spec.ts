import { test } from '@japa/runner'
import { seriesVerdictOf, settledSeriesVerdict, sound } from '#tests/scenarios/series_checker'
import { completeAll, repeatingTasks } from '#tests/scenarios/series_load'
import { seriesScenarios } from '#tests/scenarios/series_scenarios'
import { newClients } from './harness/client.js'
import { cluster } from './harness/shared.js'

/** `SCENARIO_SIZE` makes it smaller for a look. */
const SIZE = Number(process.env.SCENARIO_SIZE ?? 500)

test.group('Series on Dapr and Kafka', () => {
  seriesScenarios(cluster, SIZE)

  test('a web process that is dead beside its living sidecar costs tries, and nothing is given up', async ({
    assert,
  }) => {
    const { postgres, replicas } = cluster()
    const [dead, living] = [replicas.web1, replicas.web2]
    const bases = [living.application.url]
    const tasks = await repeatingTasks(await newClients(postgres, 6), bases, 12)
    const before = await seriesVerdictOf(postgres)
    dead.application.process.kill()
    await dead.application.process.exited
    try {
      await completeAll(tasks, bases)
      const judged = await settledSeriesVerdict(postgres)
      assert.deepEqual(judged, sound({ series: judged.series, made: before.made + 12 }))
    } finally {
      await dead.start()
    }
    // Other files have letters of their own.
    const letters = `SELECT 1 AS one FROM dead_letters WHERE consumer = 'recurrer'`
    assert.lengthOf(await postgres.query(letters), 0)
  })
})

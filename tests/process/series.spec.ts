import { test } from '@japa/runner'
import { newClients } from '#tests/cluster/harness/client'
import type { Pod } from '#tests/scenarios/deployment'
import { EmbeddedDeployment } from '#tests/scenarios/embedded_deployment'
import { settledSeriesVerdict, sound } from '#tests/scenarios/series_checker'
import { completeAll, repeatingTasks } from '#tests/scenarios/series_load'
import { seriesScenarios } from '#tests/scenarios/series_scenarios'
import { connected, freshDatabase } from '#tests/support/database'
import { killHard, TaskflowProcess } from '#tests/support/taskflow_process'

/** `SCENARIO_SIZE=500` is the full size. */
const SIZE = Number(process.env.SCENARIO_SIZE ?? 60)

/*
 * What is said of series on Dapr and Kafka (tests/cluster) holds for processes on one PostgreSQL, too.
 */
test.group('Series between processes', (group) => {
  let deployment: EmbeddedDeployment

  group.setup(async () => {
    deployment = await EmbeddedDeployment.start()
    return async (hasError) => {
      const logs = await deployment.stop({ keepLogs: hasError })
      if (logs) process.stderr.write(`The logs of the processes: ${logs}\n`)
    }
  })
  group.each.timeout(120_000)

  seriesScenarios(() => deployment, SIZE)

  test('web alone tells what is pending and who made what', async ({ assert }) => {
    const { web1, web2, recurrer } = deployment.replicas
    const figuresOf = async ({ application }: Pod) =>
      (await fetch(`${application.url}/metrics`)).text()
    const [figures, others] = [await figuresOf(web1), await figuresOf(web2)]
    assert.match(figures, /^occurrences_pending 0$/m)
    assert.match(figures, /^occurrences_oldest_pending_age_seconds 0$/m)
    assert.match(figures + others, /^occurrences_made_total\{by="recurrer"\} [1-9]/m)
    assert.match(figures, /^occurrences_made_total\{by="repair"\} 0$/m)
    assert.notInclude(await figuresOf(recurrer), 'occurrences_')
  })
})

test.group('Series in one process', () => {
  test('kill -9 between a completion and the next occurrence: the next start makes it, and goes on by itself', async ({
    assert,
  }) => {
    const connectionString = await freshDatabase()
    const postgres = await connected(connectionString)
    const env = {
      DATABASE_URL: connectionString,
      APP_KEY: 'k'.repeat(32),
    }
    const killed = new TaskflowProcess({ env })
    const base = await killed.ready()
    const clients = await newClients(postgres, 1)
    const [first, second] = await repeatingTasks(clients, [base], 2)

    // Whoever holds the row of its lease keeps the recurrer from every event.
    const other = await connected(connectionString)
    await other.query('BEGIN')
    await other.query(`SELECT FROM leases WHERE name = 'consumer:recurrer' FOR UPDATE`)
    await completeAll([first!], [base])
    killHard(killed.serverPid)
    await killed.ended()
    await other.query('ROLLBACK')
    const [closed] = await postgres.query('SELECT next_task_id FROM tasks WHERE id = $1', [
      first!.id,
    ])
    assert.deepEqual(closed, { next_task_id: null })

    const restarted = await new TaskflowProcess({ env }).ready()
    assert.deepEqual(await settledSeriesVerdict(postgres), sound({ series: 2, made: 1 }))
    await completeAll([second!], [restarted])
    assert.deepEqual(await settledSeriesVerdict(postgres), sound({ series: 2, made: 2 }))
    const makers = await postgres.query(
      `SELECT DISTINCT actor ->> 'id' AS id FROM events WHERE actor ->> 'kind' = 'system'`
    )
    assert.deepEqual(makers, [{ id: 'recurrer' }])
  }).timeout(120_000)
})

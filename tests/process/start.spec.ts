import { test } from '@japa/runner'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { connected, freshDatabase } from '#tests/support/database'
import { dataFolder, postmasterOf, TaskflowProcess } from '#tests/support/taskflow_process'
import { until } from '#tests/support/until'

test.group('Start', () => {
  test('npm start makes everything it needs, and prints one line when it is ready', async ({
    assert,
  }) => {
    const data = dataFolder()
    const taskflow = new TaskflowProcess({ env: { DATA_DIR: data } })
    const address = await taskflow.ready()

    const response = await fetch(`${address}/health/ready`)
    assert.equal(response.status, 200)
    assert.equal(taskflow.stdout, `Taskflow is ready at ${address}\n`)
    assert.equal(taskflow.stderr, '')
    assert.equal(statSync(join(data, 'app-key')).mode & 0o777, 0o600)
    assert.equal(statSync(join(data, 'postgres-password')).mode & 0o777, 0o600)
    assert.match(address, /^http:\/\/127\.0\.0\.1:\d+$/)
  })

  test('with DATABASE_URL nothing embedded is started, and no data folder is made', async ({
    assert,
  }) => {
    const data = dataFolder()
    const taskflow = new TaskflowProcess({
      env: { DATA_DIR: data, DATABASE_URL: await freshDatabase(), APP_KEY: 'k'.repeat(32) },
    })
    await taskflow.ready()
    assert.isFalse(existsSync(data))
  })

  test('a first start says nothing more, also once the work behind it is done', async ({
    assert,
  }) => {
    const connectionString = await freshDatabase()
    const taskflow = new TaskflowProcess({
      env: { DATABASE_URL: connectionString, APP_KEY: 'k'.repeat(32) },
    })
    const address = await taskflow.ready()
    const database = await connected(connectionString)
    await until('its zone data is known', async () => {
      return (await database.query('SELECT FROM time_zone_data')).length > 0
    })

    taskflow.kill('SIGTERM')
    assert.equal(await taskflow.ended(), 0)
    assert.equal(taskflow.stdout, `Taskflow is ready at ${address}\n`)
    assert.equal(taskflow.stderr, '')
  })

  test('two first starts at once share one PostgreSQL, and the last one out stops it', async ({
    assert,
  }) => {
    const data = dataFolder()
    const pair = [1, 2].map(() => new TaskflowProcess({ env: { DATA_DIR: data } }))
    const [one, two] = await Promise.all(pair.map((taskflow) => taskflow.ready()))
    const postmaster = postmasterOf(data)

    pair[0]!.kill('SIGTERM')
    assert.equal(await pair[0]!.ended(), 0)
    assert.notEqual(one, two)
    assert.equal(postmasterOf(data), postmaster)
    assert.equal((await fetch(`${two}/health/ready`)).status, 200)

    pair[1]!.kill('SIGTERM')
    assert.equal(await pair[1]!.ended(), 0)
    assert.isUndefined(postmasterOf(data))
  })
})

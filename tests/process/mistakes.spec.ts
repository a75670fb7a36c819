import { test } from '@japa/runner'
import { writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { freePort } from '#app/platform/free_port'
import { freshDatabase } from '#tests/support/database'
import { dataFolder, TaskflowProcess, type Environment } from '#tests/support/taskflow_process'

const APP_KEY = 'k'.repeat(32)

test.group('What keeps it from starting is one sentence and exit code 1', () => {
  test('every wrong variable at once', async ({ assert }) => {
    const sentences = await failure({
      PORT: 'eighty',
      REGISTRATION: 'maybe',
      APP_KEY: 'short',
      ROLE: 'notify',
      PLATFORM: 'cloud',
    })
    assert.deepEqual(
      sentences.map((sentence) => sentence.split(' ')[0]),
      ['PORT', 'APP_KEY', 'REGISTRATION', 'ROLE', 'PLATFORM']
    )
  })

  test('the port is taken', async ({ assert, cleanup }) => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    cleanup(() => void other.close())
    const { port } = other.address() as AddressInfo
    const sentences = await failure({
      PORT: String(port),
      DATABASE_URL: await freshDatabase(),
      APP_KEY,
    })
    assert.lengthOf(sentences, 1)
    assert.include(sentences[0], `Port ${port} of 127.0.0.1 is taken`)
  })

  test('the database is unreachable, and the password stays untold', async ({ assert }) => {
    const port = await freePort()
    const sentences = await failure({
      DATABASE_URL: `postgres://ada:s3cret@127.0.0.1:${port}/tasks`,
      APP_KEY,
    })
    assert.lengthOf(sentences, 1)
    assert.include(
      sentences[0],
      `The database at postgres://ada:***@127.0.0.1:${port}/tasks cannot be reached`
    )
    assert.notInclude(sentences[0], 's3cret')
  })

  test('the database refuses the password', async ({ assert }) => {
    const url = new URL(await freshDatabase())
    url.password = 'wrong'
    const sentences = await failure({ DATABASE_URL: url.href, APP_KEY })
    assert.lengthOf(sentences, 1)
    assert.include(sentences[0], 'password authentication failed')
  })

  test('DATABASE_URL without APP_KEY', async ({ assert }) => {
    const sentences = await failure({ DATABASE_URL: await freshDatabase() })
    assert.lengthOf(sentences, 1)
    assert.match(sentences[0]!, /^APP_KEY is missing/)
  })

  test('the data folder cannot be written', async ({ assert }) => {
    const folder = dirname(dataFolder())
    writeFileSync(join(folder, 'file'), '')
    const sentences = await failure({ DATA_DIR: join(folder, 'file', 'data') })
    assert.lengthOf(sentences, 1)
    assert.include(
      sentences[0],
      `The data folder ${join(folder, 'file', 'data')} cannot be written`
    )
  })

  test('the database is newer than the code', async ({ assert }) => {
    const databaseUrl = await freshDatabase()
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    await client.query(
      `INSERT INTO adonis_schema (name, batch) VALUES ('database/migrations/9999_future', 9)`
    )
    await client.end()
    const sentences = await failure({ DATABASE_URL: databaseUrl, APP_KEY })
    assert.lengthOf(sentences, 1)
    assert.include(sentences[0], 'The database is newer than this release')
    assert.include(sentences[0], '9999_future')
  })
})

/** What it prints, line by line, when it must not start. */
async function failure(env: Environment): Promise<string[]> {
  const taskflow = new TaskflowProcess({ env })
  const code = await taskflow.ended()
  if (code !== 1 || taskflow.stdout !== '') {
    throw new Error(`Exit code ${code}: ${taskflow.stdout}${taskflow.stderr}`)
  }
  return taskflow.stderr.trim().split('\n')
}

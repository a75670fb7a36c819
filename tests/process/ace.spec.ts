import { test } from '@japa/runner'
import { existsSync } from 'node:fs'
import { dataFolder, postmasterOf, TaskflowProcess } from '#tests/support/taskflow_process'

test.group('npm run ace', () => {
  test('a command that needs no database starts none and leaves no folder behind', async ({
    assert,
  }) => {
    const data = dataFolder()
    const { code, stdout, stderr } = await ace(['list'], data)
    assert.equal(code, 0)
    assert.include(stdout, 'migration:run')
    assert.equal(stderr, '')
    assert.isFalse(existsSync(data))
  })

  test('alone, a command starts the database and stops it', async ({ assert }) => {
    const data = dataFolder()
    const { code, stdout } = await ace(['migration:status'], data)
    assert.equal(code, 0)
    assert.include(stdout, '0001_identity')
    assert.isTrue(existsSync(data))
    assert.isUndefined(postmasterOf(data))
  })

  test('beside the server, a command uses its database and leaves it running', async ({
    assert,
  }) => {
    const data = dataFolder()
    const taskflow = new TaskflowProcess({ env: { DATA_DIR: data } })
    const address = await taskflow.ready()
    const postmaster = postmasterOf(data)
    const { code, stdout } = await ace(['migration:status'], data)
    assert.equal(code, 0)
    assert.include(stdout, '0001_identity')
    assert.notInclude(stdout, 'pending')
    assert.equal(postmasterOf(data), postmaster)
    assert.equal((await fetch(`${address}/health/ready`)).status, 200)
  })

  test('a command that does not exist ends with exit code 1', async ({ assert }) => {
    const { code } = await ace(['make:coffee'], dataFolder())
    assert.equal(code, 1)
  })
})

async function ace(args: string[], data: string) {
  const command = new TaskflowProcess({
    command: ['scripts/ace.mjs', ...args],
    env: { DATA_DIR: data },
  })
  const code = await command.ended()
  return { code, stdout: command.stdout, stderr: command.stderr }
}

import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getActiveTest, test } from '@japa/runner'
import { needsCurrentSchema, needsDatabase } from '#app/platform/console_commands'
import { withFileLock } from '#app/platform/embedded/file_lock'
import { keptSecret } from '#app/platform/embedded/kept_secret'
import { isPostmasterOf } from '#app/platform/embedded/postmaster_process'
import { withoutPassword } from '#app/platform/outside_database'

test.group('Embedded PostgreSQL', () => {
  test('a kept secret is made once, of 256 bits, for its owner alone', ({ assert }) => {
    const file = join(folder(), 'secret')
    const secret = keptSecret(file)
    assert.match(secret, /^[0-9a-f]{64}$/)
    assert.equal(keptSecret(file), secret)
    assert.equal(readFileSync(file, 'utf8').trim(), secret)
    assert.equal(statSync(file).mode & 0o777, 0o600)
  })

  test('work under one file lock takes turns', async ({ assert }) => {
    const file = join(folder(), 'lock')
    const steps: string[] = []
    const work = (name: string) => async () => {
      steps.push(`${name} in`)
      await new Promise((resolve) => setImmediate(resolve))
      steps.push(`${name} out`)
    }
    await Promise.all([withFileLock(file, work('a')), withFileLock(file, work('b'))])
    assert.deepEqual(steps, ['a in', 'a out', 'b in', 'b out'])
  })

  test('a lock is free again when its work has failed', async ({ assert }) => {
    const file = join(folder(), 'lock')
    await assert.rejects(() => withFileLock(file, () => Promise.reject(new Error('no'))), 'no')
    assert.equal(await withFileLock(file, async () => 'yes'), 'yes')
  })

  test('a process that was given the number of a killed server is not taken for it', ({
    assert,
  }) => {
    assert.isFalse(isPostmasterOf(process.pid, '/srv/taskflow/data/postgres'))
  })

  test('a printed address has no password', ({ assert }) => {
    assert.equal(
      withoutPassword('postgres://ada:s3cret@db:5432/tasks'),
      'postgres://ada:***@db:5432/tasks'
    )
    assert.equal(
      withoutPassword('postgres://db/tasks?password=s3cret'),
      'postgres://db/tasks?password=***'
    )
  })
})

test.group('Console commands', () => {
  test('{$self} needs no database')
    .with(['', 'list', 'codegen', 'make:model task', 'list:routes --json', 'users:create --help'])
    .run(({ assert }, line) => {
      assert.isFalse(needsDatabase(line.split(' ').filter(Boolean)))
    })

  test('commands of the schema find it as it is, all others find it migrated', ({ assert }) => {
    assert.isTrue(needsDatabase(['migration:run']))
    assert.isFalse(needsCurrentSchema(['migration:run']))
    assert.isTrue(needsCurrentSchema(['users:create', 'ada@example.test']))
  })
})

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'taskflow-unit-'))
  getActiveTest()?.cleanup(() => rmSync(path, { recursive: true }))
  return path
}

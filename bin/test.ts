/*
 * Runs the tests: `npm test [-- SUITE… --files X --tests Y]`. Everything they need is started here and ended here,
 * whatever happens; a set-up that fails ends with exit code 1 instead of hanging on open connections.
 */
process.env.NODE_ENV = 'test'
process.env.TZ = 'UTC'

import 'reflect-metadata'
import { Ignitor, prettyPrintError } from '@adonisjs/core'
import { configure, processCLIArgs, run } from '@japa/runner'
import type { Runner } from '@japa/runner/core'
import { useTestSettings } from '../tests/support/settings.js'
import { startTestPostgres, stopTestPostgres } from '../tests/support/test_postgres.js'

const APP_ROOT = new URL('../', import.meta.url)
const argv = process.argv.slice(2)

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => end(130))
process.once('disconnect', () => end(130))
// Listening for the launcher's end must not keep this process from ending.
process.channel?.unref()

let runner: Runner | undefined

try {
  await runTests()
  printCounts()
  await end(process.exitCode)
} catch (error) {
  await prettyPrintError(error)
  await end(1)
}

async function runTests() {
  const withDatabase = needsDatabase()
  if (withDatabase) await startTestPostgres()
  await useTestSettings(withDatabase)
  const ignitor = new Ignitor(APP_ROOT, { importer: importFromRoot })
  if (withDatabase) ignitor.tap((app) => app.booted(createDatabases))
  await ignitor
    .testRunner()
    .configure(async (app) => {
      const { runnerHooks, ...config } = await import('../tests/bootstrap.js')
      processCLIArgs(argv)
      configure({
        ...app.rcFile.tests,
        ...config,
        setup: [(given) => void (runner = given), ...runnerHooks.setup],
        teardown: [...runnerHooks.teardown, () => app.terminate()],
      })
    })
    .run(() => run())
}

/** The unit suite stands on nothing outside of itself, so alone it runs without a database and at once. */
function needsDatabase() {
  const suites = argv.slice(
    0,
    [...argv, '-'].findIndex((argument) => argument.startsWith('-'))
  )
  return suites.length === 0 || suites.some((suite) => suite !== 'unit')
}

async function createDatabases() {
  const { createTestDatabases } = await import('../tests/support/database.js')
  await createTestDatabases()
}

/** The closing line that a machine reads, whatever the reporter prints. */
function printCounts() {
  const { passed = 0, failed = 0 } = runner?.getSummary().aggregates ?? {}
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
}

async function end(exitCode: typeof process.exitCode): Promise<never> {
  await stopTestPostgres()
  process.exit(exitCode)
}

function importFromRoot(filePath: string) {
  if (filePath.startsWith('./') || filePath.startsWith('../')) {
    return import(new URL(filePath, APP_ROOT).href)
  }
  return import(filePath)
}

/*
 * Runs the tests on one cluster that is started here and ended here, whatever happens. Called by
 * scripts/test_cluster.mjs.
 */
process.env.TZ = 'UTC'

import 'reflect-metadata'
import { readdirSync } from 'node:fs'
import { assert } from '@japa/assert'
import { configure, processCLIArgs, run } from '@japa/runner'
import type { Runner } from '@japa/runner/core'
import { printFailure } from '#app/platform/ignitor'
import { startSharedCluster, stopSharedCluster } from './harness/shared.js'

/** Of one test: outages last up to 20 s, and what they held back has to arrive. */
const TIMEOUT_MS = 120_000

const HERE = new URL('./', import.meta.url)
const FIRST_SPEC = 'smoke.spec.ts'

let runner: Runner | undefined
let outcome = { passed: 0, failed: 0 }
let ending = false

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => end(130))
process.once('disconnect', () => end(130))
process.channel?.unref()

try {
  processCLIArgs(process.argv.slice(2))
  configure({
    files: specs,
    plugins: [assert()],
    timeout: TIMEOUT_MS,
    setup: [(given) => void (runner = given)],
  })
  await startSharedCluster()
  await run()
  outcome = runner?.getSummary().aggregates ?? outcome
  await end(process.exitCode === undefined && outcome.passed > 0 ? 0 : 1)
} catch (error) {
  await printFailure(error)
  await end(1)
}

/** What only looks goes before what kills and cuts off: a cluster that is not well is told apart from a lost event. */
function specs(): URL[] {
  const names = readdirSync(HERE).filter((name) => name.endsWith('.spec.ts'))
  const first = names.filter((name) => name === FIRST_SPEC)
  const others = names.filter((name) => name !== FIRST_SPEC).sort()
  return [...first, ...others].map((name) => new URL(name, HERE))
}

async function end(exitCode: number) {
  if (ending) return
  ending = true
  const logs = await stopSharedCluster({ keepLogs: exitCode === 1 })
  if (logs) process.stderr.write(`The logs of the cluster: ${logs}\n`)
  process.stdout.write(`${outcome.passed} passed, ${outcome.failed} failed\n`)
  process.exit(exitCode)
}

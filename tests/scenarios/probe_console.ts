/* The commands of administration, which know the consumers of the harness, too. */
import 'reflect-metadata'
import { registerConsumers } from '#app/messaging/consumers_here'
import { runConsole } from '#app/platform/console'
import { printFailure } from '#app/platform/ignitor'
import { probes } from './probe.js'

try {
  registerConsumers(probes)
  await runConsole(process.argv.slice(2))
} catch (error) {
  process.exitCode = 1
  await printFailure(error)
}

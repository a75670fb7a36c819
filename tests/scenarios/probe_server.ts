/* The server with the consumers of the harness in it. */
import 'reflect-metadata'
import { registerConsumers } from '#app/messaging/consumers_here'
import { printFailure } from '#app/platform/ignitor'
import { serve } from '#app/platform/serve'
import { probes } from './probe.js'

try {
  registerConsumers(probes)
  await serve()
} catch (error) {
  await printFailure(error)
  process.exit(1)
}

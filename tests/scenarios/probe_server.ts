/* The server with the consumers of the harness in it. */
import 'reflect-metadata'
import { registerConsumers } from '#app/messaging/consumers_here'
import { printFailure } from '#app/platform/ignitor'
import { registerJob } from '#app/platform/jobs'
import { serve } from '#app/platform/serve'
import { PROBE_JOBS, probes } from './probe.js'

try {
  registerConsumers(probes)
  registerJob(PROBE_JOBS, async ({ name, data }) => {
    // The services of the framework are there once it has booted.
    const { default: db } = await import('@adonisjs/lucid/services/db')
    await db.rawQuery('INSERT INTO probe_wake_ups (name, data) VALUES (?, ?)', [
      name,
      JSON.stringify(data),
    ])
  })
  await serve()
} catch (error) {
  await printFailure(error)
  process.exit(1)
}

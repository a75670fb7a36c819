import type { Server } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { ApplicationService } from '@adonisjs/core/types'
import { EndSignal } from './end_signal.js'
import { drain, listen } from './http_server.js'
import { createIgnitor } from './ignitor.js'
import { enterPhase } from './lifecycle.js'
import { migrate } from './migrations.js'
import { prepare, type Prepared } from './prepare.js'
import { settings } from './settings.js'
import { startTelemetry, stopTelemetry } from './telemetry.js'
import { startWorkers, stopWorkers } from './workers.js'

/** Everything has ended by then, whatever hangs; what is idle ends at once. */
const STOP_SECONDS = 14.5
const TERMINATE_MS = 2000

/** What a process has taken hold of so far, in that order. */
interface Running {
  prepared?: Prepared
  app?: ApplicationService
  server?: Server
}

/** Runs the roles of this process: answers when it is ready, throws when it cannot start, ends the process when asked. */
export async function serve() {
  const running: Running = {}
  const end = new EndSignal()
  const started = start(running, end.asked)
  end.asked.addEventListener('abort', async () => {
    setTimeout(() => process.exit(0), STOP_SECONDS * 1000).unref()
    enterPhase('draining')
    await started.catch(() => undefined)
    await stop(running, end.urgent)
    process.exit(0)
  })
  try {
    await started
  } catch (error) {
    // Asked to end while it started: that is no failure, and the listener above sees to the rest.
    if (end.asked.aborted) return
    await stop(running, end.urgent)
    throw error
  }
  process.stdout.write(`Taskflow is ready at ${settings().appUrl}\n`)
}

async function start(running: Running, asked: AbortSignal) {
  running.prepared = await prepare({ database: true })
  asked.throwIfAborted()
  await startTelemetry()
  const app = createIgnitor().createApp('web')
  running.app = app
  await app.init()
  await app.boot()
  await migrate(app)
  asked.throwIfAborted()
  await app.start(async () => {
    running.server = await listen(app)
  })
  asked.throwIfAborted()
  const { watchProcess } = await import('./metrics.js') // the application's logger must be there
  watchProcess()
  enterPhase('ready')
  await startWorkers()
}

async function stop({ server, app, prepared }: Running, urgent: AbortSignal) {
  if (server) await drain(server, urgent)
  // After the last request, whose events the relay may still bring away.
  await stopWorkers()
  // The pool waits for statements that hang; the embedded PostgreSQL must be let go of all the same.
  await Promise.race([app?.terminate(), delay(TERMINATE_MS, undefined, { ref: false })])
  await stopTelemetry()
  await prepared?.release()
}

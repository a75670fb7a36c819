import { constants } from 'node:os'
import type { ApplicationService } from '@adonisjs/core/types'
import { needsCurrentSchema, needsDatabase } from './console_commands.js'
import { createIgnitor } from './ignitor.js'
import { migrate } from './migrations.js'
import { prepare } from './prepare.js'

/** Runs one command line on the database of the server, which is joined or started for it and let go of at its end. */
export async function runConsole(argv: string[]) {
  const prepared = await prepare({ database: needsDatabase(argv) })
  const ignitor = createIgnitor()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, async () => {
      await ignitor.terminate()
      await prepared.release()
      process.exit(128 + constants.signals[signal])
    })
  }
  // An outside database may be shared with a release that is still running: there, migrating is a step of its own.
  if (prepared.embedded && needsCurrentSchema(argv)) {
    ignitor.tap((app) => void app.booted(() => migrate(app)))
  }
  try {
    await ignitor.ace().handle(argv)
    await ended(ignitor.getApp())
  } finally {
    await prepared.release()
  }
}

/** A command that stays alive is still at work when its handler has answered. */
async function ended(app: ApplicationService | undefined) {
  if (!app || app.isTerminated) return
  await new Promise<void>((resolve) => app.terminating(() => resolve()))
}

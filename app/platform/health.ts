import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { reason } from './start_error.js'
import { noAnswerIn, withinTime } from './within_time.js'
import { phase } from './lifecycle.js'
import { migrationState } from './migrations.js'
import { workersHealth } from './workers.js'

/** A probe that waits longer is answered by its prober's own timeout, and then says nothing. */
const PATIENCE_MS = 2000

/** One thing that must be well for the process to take work. */
export interface HealthCheck {
  ok: boolean
  message?: string
}

/**
 * Whether the process takes work: it has started, is not ending, its database answers in the code's schema, and its
 * workers can work. Not the broker: requests succeed without it.
 */
export async function readiness(): Promise<Record<string, HealthCheck>> {
  const [database, migrations] = await Promise.all([databaseHealth(), migrationHealth()])
  const process = { ok: phase() === 'ready', message: phase() }
  return { process, database, migrations, ...workersHealth() }
}

/** Whether the database answers. */
export function databaseHealth(): Promise<HealthCheck> {
  return check(async () => void (await db.rawQuery('SELECT 1').timeout(PATIENCE_MS)))
}

function migrationHealth(): Promise<HealthCheck> {
  return check(async () => {
    const { pending } = await migrationState(app)
    if (pending.length > 0) throw new Error(`pending: ${pending.join(', ')}`)
  })
}

async function check(work: () => Promise<void>): Promise<HealthCheck> {
  return withinTime(work(), PATIENCE_MS, () => noAnswerIn(PATIENCE_MS)).then(
    () => ({ ok: true }),
    (error) => ({ ok: false, message: reason(error) })
  )
}

import type { HttpContext } from '@adonisjs/core/http'
import { appHealth } from './app_health.js'
import { readinessTold } from './followers.js'
import { databaseHealth, readiness } from './health.js'
import { VERSION } from './version.js'

/** What probes and people ask a process about itself. Nothing here tells a stranger more than that it is well. */
export default class HealthController {
  /** For people: the version and how it goes. */
  async show({ response }: HttpContext) {
    const database = await databaseHealth()
    const uptime = Math.round(process.uptime())
    response.header('cache-control', 'no-store')
    return response.status(database.ok ? 200 : 503).json({
      status: database.ok ? 'ok' : 'unavailable',
      version: VERSION,
      database: database.ok ? 'ok' : 'unavailable',
      uptime_seconds: uptime,
    })
  }

  /** For a supervisor that restarts what hangs: depends on nothing, as a restart mends nothing else. */
  async live({ response }: HttpContext) {
    response.header('cache-control', 'no-store')
    return { status: 'ok' }
  }

  /** For whoever sends requests here, or does not. */
  async ready({ response }: HttpContext) {
    const checks = await readiness()
    const ok = Object.values(checks).every((check) => check.ok)
    readinessTold()
    response.header('cache-control', 'no-store')
    return response.status(ok ? 200 : 503).json({
      status: ok ? 'ok' : 'unavailable',
      checks: Object.fromEntries(
        Object.entries(checks).map(([name, check]) => [name, check.ok ? 'ok' : 'unavailable'])
      ),
    })
  }

  /** For the sidecar, each second: whether it may hand over work. */
  async app({ response }: HttpContext) {
    const { ok } = await appHealth()
    response.header('cache-control', 'no-store')
    return response.status(ok ? 200 : 503).json({ status: ok ? 'ok' : 'unavailable' })
  }
}

import type { HttpRouterService } from '@adonisjs/core/types'
import { auditConsumers } from '#app/audit/consumers'
import type { Consumer } from '#app/messaging/consumer'
import { registerConsumers } from '#app/messaging/consumers_here'
import { consumerWorkers, relayWorkers } from '#app/messaging/workers'
import { ROLES, type Role } from '#app/platform/role'
import { plays } from '#app/platform/settings'
import type { Worker } from '#app/platform/worker'
import { mountWorkers } from '#app/platform/workers'
import { recurrenceConsumers } from '#app/recurrence/consumers'
import { taskWorkers } from '#app/tasks/workers'

/** What a role has beside what every process has: probes, metrics and machine routes (start/routes.ts). */
interface Part {
  /** Registers routes; loaded where the role is played, and nowhere else. */
  routes: (() => Promise<{ register: (router: HttpRouterService) => void }>)[]
  consumers: readonly Consumer[]
  workers: readonly Worker[]
}

/** Which role mounts what. */
export const PARTS: Readonly<Record<Role, Part>> = {
  web: {
    routes: [() => import('#start/web_routes')],
    consumers: [],
    workers: [...relayWorkers, ...consumerWorkers, ...taskWorkers],
  },
  notifier: { routes: [], consumers: [], workers: consumerWorkers },
  recurrer: { routes: [], consumers: recurrenceConsumers, workers: consumerWorkers },
  auditor: { routes: [], consumers: auditConsumers, workers: consumerWorkers },
}

/** Mounts what this process plays. What several roles share is mounted once. */
export async function mountRoles(router: HttpRouterService) {
  const parts = ROLES.filter(plays).map((role) => PARTS[role])
  for (const load of new Set(parts.flatMap(({ routes }) => routes))) {
    const { register } = await load()
    register(router)
  }
  registerConsumers(parts.flatMap(({ consumers }) => consumers))
  mountWorkers(parts.flatMap(({ workers }) => workers))
}

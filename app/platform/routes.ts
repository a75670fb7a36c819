import type { HttpRouterService } from '@adonisjs/core/types'

const HealthController = () => import('./health_controller.js')

/** Probes, at the root and open to everybody. */
export function registerHealthRoutes(router: HttpRouterService) {
  router.get('/health', [HealthController, 'show']).as('health.show')
  router.get('/health/live', [HealthController, 'live']).as('health.live')
  router.get('/health/ready', [HealthController, 'ready']).as('health.ready')
}

import type { HttpRouterService } from '@adonisjs/core/types'

const HealthController = () => import('./health_controller.js')
const MetricsController = () => import('./metrics_controller.js')

/** Probes and figures, at the root. */
export function registerHealthRoutes(router: HttpRouterService) {
  router.get('/health', [HealthController, 'show']).as('health.show')
  router.get('/health/live', [HealthController, 'live']).as('health.live')
  router.get('/health/ready', [HealthController, 'ready']).as('health.ready')
  router.get('/healthz', [HealthController, 'app']).as('health.app')
  router.get('/metrics', [MetricsController, 'show']).as('metrics.show')
}

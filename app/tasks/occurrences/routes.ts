import type { HttpRouterService } from '@adonisjs/core/types'
import { nextOccurrence } from '#app/tasks/occurrences/next_controller'
import { machineStack } from '#start/kernel'

/** What the recurrer asks of web. */
export function registerOccurrenceRoutes(router: HttpRouterService) {
  router.put('/internal/series/:id/occurrences/:key/next', nextOccurrence).use(machineStack)
}

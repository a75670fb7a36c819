import type { HttpRouterService } from '@adonisjs/core/types'
import { documentRoutes } from '#app/api_docs/routes'
import { auditSchemas } from '#app/audit/api_schemas'
import { auditApiRoutes } from '#app/audit/routes'
import { identityApiRoutes, registerIdentityPages } from '#app/identity/routes'
import { recurrenceSchemas } from '#app/recurrence/api_schemas'
import { recurrenceApiRoutes } from '#app/recurrence/routes'
import { mountApi } from '#app/shared/api_router'
import { taskSchemas } from '#app/tasks/api_schemas'
import { registerOccurrenceRoutes } from '#app/tasks/occurrences/routes'
import { registerTaskPages } from '#app/tasks/pages/routes'
import { taskApiRoutes } from '#app/tasks/routes'

/** Pages, API, and what other roles ask for. */
export function register(router: HttpRouterService) {
  registerIdentityPages(router)
  registerTaskPages(router)
  registerOccurrenceRoutes(router)
  const routes = [
    ...taskApiRoutes,
    ...recurrenceApiRoutes,
    ...auditApiRoutes,
    ...identityApiRoutes,
    ...documentRoutes,
  ]
  mountApi(router, routes, { ...taskSchemas, ...recurrenceSchemas, ...auditSchemas })
}

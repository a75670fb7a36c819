import router from '@adonisjs/core/services/router'
import { identityApiRoutes, registerIdentityPages } from '#app/identity/routes'
import { registerHealthRoutes } from '#app/platform/routes'
import { mountApi } from '#app/shared/api_router'
import { registerTaskPages } from '#app/tasks/pages/routes'
import { taskApiRoutes } from '#app/tasks/routes'

registerHealthRoutes(router)
registerIdentityPages(router)
registerTaskPages(router)
mountApi(router, [...taskApiRoutes, ...identityApiRoutes])

import router from '@adonisjs/core/services/router'
import { mountApi } from '#app/shared/api_router'
import { taskApiRoutes } from '#app/tasks/routes'

router.get('/health/live', () => ({ status: 'ok' }))
mountApi(router, [...taskApiRoutes])

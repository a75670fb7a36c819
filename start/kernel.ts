import router from '@adonisjs/core/services/router'
import server from '@adonisjs/core/services/server'
import { plays } from '#app/platform/settings'

server.errorHandler(() => import('#app/shared/exception_handler'))

server.use([
  () => import('#app/shared/request_middleware'),
  ...(plays('web') ? [() => import('#app/shared/static_files_middleware')] : []),
])
router.use([])

/*
 * Three stacks, because a session and CSRF cost seven times a bare route: `browser` for pages, `api` for bearer
 * tokens, and `machine` for the sidecar.
 */
export const middleware = router.named({
  bodyparser: () => import('@adonisjs/core/bodyparser_middleware'),
  api: () => import('#app/identity/api_middleware'),
  machine: () => import('#app/shared/machine_middleware'),
  session: () => import('@adonisjs/session/session_middleware'),
  shield: () => import('@adonisjs/shield/shield_middleware'),
  initializeAuth: () => import('@adonisjs/auth/initialize_auth_middleware'),
  browser: () => import('#app/identity/browser_middleware'),
})

/** In this order: the session must be there for CSRF, and CSRF must hold before anybody is signed in. */
export const browserStack = [
  middleware.bodyparser(),
  middleware.session(),
  middleware.shield(),
  middleware.initializeAuth(),
]

/** Asks for the sidecar's token, then reads JSON and CloudEvents. */
export const machineStack = [middleware.machine()]

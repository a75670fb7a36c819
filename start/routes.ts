import router from '@adonisjs/core/services/router'
import { registerMachineCatchAll, registerMachineRoutes } from '#app/messaging/machine_routes'
import { registerHealthRoutes } from '#app/platform/routes'
import { mountRoles } from '#start/roles'

registerHealthRoutes(router)
registerMachineRoutes(router)
await mountRoles(router)
registerMachineCatchAll(router)

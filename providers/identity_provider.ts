import type { ApplicationService } from '@adonisjs/core/types'
import { plays } from '#app/platform/settings'

export default class IdentityProvider {
  constructor(protected app: ApplicationService) {}

  /** The database is migrated by now. */
  async ready() {
    if (this.app.getEnvironment() !== 'web' || !plays('web')) return
    const { announceSetupCode } = await import('#app/identity/setup_code')
    await announceSetupCode()
  }
}

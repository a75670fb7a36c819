import type { ApplicationService } from '@adonisjs/core/types'

export default class IdentityProvider {
  constructor(protected app: ApplicationService) {}

  /** The database is migrated by now. */
  async ready() {
    if (this.app.getEnvironment() !== 'web') return
    const { announceSetupCode } = await import('#app/identity/setup_code')
    await announceSetupCode()
  }
}

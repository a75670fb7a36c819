import type { HttpContext } from '@adonisjs/core/http'
import { SessionGuard } from '@adonisjs/auth/session'
import type { GuardConfigProvider } from '@adonisjs/auth/types'
import type { SessionUserProvider } from '#app/identity/session_user_provider'

type WebGuard = SessionGuard<false, SessionUserProvider>

/** As sessionGuard() makes it, but with a provider for each request: that one knows what the session was read with. */
export const webGuard: GuardConfigProvider<(ctx: HttpContext) => WebGuard> = {
  async resolver(name, app) {
    // Not before the application has booted: the provider brings the database with it.
    const provider = await import('#app/identity/session_user_provider')
    const emitter = await app.container.make('emitter')
    return (ctx) =>
      new SessionGuard(
        name,
        ctx,
        { useRememberMeTokens: false },
        emitter as never, // its events are typed by the very configuration that this is part of
        new provider.SessionUserProvider(ctx)
      )
  },
}

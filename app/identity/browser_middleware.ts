import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import type User from '#app/identity/user'
import { isFormSent, rememberWantedPage } from '#app/identity/wanted_page'
import { traceparentFrom } from '#app/shared/trace_context'

/** Lets a page through for a person who is signed in, and says who acts. */
export default class BrowserMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const user = await signedInUser(ctx)
    if (!user) return askToSignIn(ctx)
    ctx.actor = {
      kind: 'user',
      userId: user.id,
      id: user.id,
      label: 'you',
      via: 'page',
      timezone: user.timezone,
      requestId: ctx.request.id() ?? null,
      traceparent: traceparentFrom(ctx.request.header('traceparent')),
    }
    ctx.view.share({ user: pageUser(user) })
    ctx.response.header('cache-control', 'private, no-cache') // whoever comes after must not find it in the browser
    return next()
  }
}

/** The person of this session; nobody once their account is disabled. */
export async function signedInUser(ctx: HttpContext): Promise<User | undefined> {
  const guard = ctx.auth.use('web')
  if (!(await guard.check())) return undefined
  const user = guard.getUserOrFail()
  return user.disabledAt ? undefined : user
}

/** What templates may show: never the password's hash. */
function pageUser({ id, email, name, isAdmin, timezone, weekStart, theme }: User) {
  return { id, email, name, isAdmin, timezone, weekStart, theme }
}

function askToSignIn(ctx: HttpContext) {
  rememberWantedPage(ctx)
  if (isFormSent(ctx)) {
    ctx.session.flash(
      'error',
      'You were signed out, so nothing was changed. Sign in and do it again.'
    )
  }
  return ctx.response.redirect().status(303).toPath('/sign-in')
}

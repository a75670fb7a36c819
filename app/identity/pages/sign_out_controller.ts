import type { HttpContext } from '@adonisjs/core/http'
import { endSessions } from '#app/identity/actions/end_sessions'
import { redirectWithNotice } from '#app/identity/pages/form'
import { signOutPerson } from '#app/identity/pages/sign_in_person'
import { database } from '#app/shared/database'

export default class SignOutController {
  store(ctx: HttpContext) {
    signOutPerson(ctx)
    return redirectWithNotice(ctx, '/sign-in', 'You are signed out.')
  }

  async everywhere(ctx: HttpContext) {
    await endSessions(database(), ctx.actor.userId)
    signOutPerson(ctx)
    return redirectWithNotice(ctx, '/sign-in', 'You are signed out everywhere.')
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import { endSession } from '#app/identity/actions/end_sessions'
import { redirectWithNotice } from '#app/identity/pages/form'
import { signOutPerson } from '#app/identity/pages/sign_in_person'
import { momentWords } from '#app/identity/pages/words'
import { listSessions } from '#app/identity/session_list'
import { database } from '#app/shared/database'
import { pageFrame } from '#app/shared/page_frame'

export default class SessionsController {
  async index(ctx: HttpContext) {
    const { userId, timezone } = ctx.actor
    const sessions = await listSessions(database(), userId, ctx.session.sessionId)
    return ctx.view.render('settings/sessions', {
      ...(await pageFrame(ctx, 'settings')),
      sessions: sessions.map(({ id, device, address, lastSeenAt, current }) => ({
        id,
        device,
        place: address,
        lastSeenWords: `last seen ${momentWords(lastSeenAt, timezone)}`,
        current,
      })),
    })
  }

  async destroy(ctx: HttpContext) {
    const ended = await endSession(database(), ctx.actor.userId, String(ctx.params.id))
    if (ended === ctx.session.sessionId) {
      signOutPerson(ctx)
      return redirectWithNotice(ctx, '/sign-in', 'You are signed out.')
    }
    return redirectWithNotice(
      ctx,
      '/settings/sessions',
      ended ? 'The session is ended.' : 'The session had ended already.'
    )
  }
}

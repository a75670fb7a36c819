import type { HttpContext } from '@adonisjs/core/http'
import { changePassword } from '#app/identity/actions/change_password'
import { orShowAgain, redirectWithNotice, text } from '#app/identity/pages/form'
import { pageFrame } from '#app/shared/page_frame'

export default class PasswordController {
  async show(ctx: HttpContext) {
    return ctx.view.render('settings/password', await pageFrame(ctx, 'settings'))
  }

  update(ctx: HttpContext) {
    return orShowAgain(ctx, this.show.bind(this), async () => {
      await changePassword(ctx.auth.use('web').getUserOrFail(), {
        current: text(ctx, 'current_password'),
        next: text(ctx, 'password'),
        sessionId: ctx.session.sessionId,
      })
      ctx.session.regenerate()
      return redirectWithNotice(
        ctx,
        '/settings/password',
        'Password changed. Other devices are signed out.'
      )
    })
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import { deleteOwnAccount } from '#app/identity/actions/delete_account'
import { orShowAgain, redirectWithNotice, text } from '#app/identity/pages/form'
import { signOutPerson } from '#app/identity/pages/sign_in_person'
import { streamExport } from '#app/identity/stream_export'
import { pageFrame } from '#app/shared/page_frame'

export default class AccountController {
  async show(ctx: HttpContext) {
    return ctx.view.render('settings/account', await pageFrame(ctx, 'settings'))
  }

  export(ctx: HttpContext) {
    streamExport(ctx, ctx.auth.use('web').getUserOrFail())
  }

  destroy(ctx: HttpContext) {
    return orShowAgain(ctx, this.show.bind(this), async () => {
      const user = ctx.auth.use('web').getUserOrFail()
      await deleteOwnAccount(ctx.actor, user, text(ctx, 'password'))
      signOutPerson(ctx)
      return redirectWithNotice(ctx, '/sign-in', 'Your account and everything of it is deleted.')
    })
  }
}

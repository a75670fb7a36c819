import type { HttpContext } from '@adonisjs/core/http'
import { signedInUser } from '#app/identity/browser_middleware'
import { redirectWithNotice } from '#app/identity/pages/form'

export default class HomeController {
  /** The sign-in page itself sends on to signing up while there is no account. */
  async show(ctx: HttpContext) {
    return redirectWithNotice(ctx, (await signedInUser(ctx)) ? '/today' : '/sign-in')
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import { signIn } from '#app/identity/actions/sign_in'
import { signedInUser } from '#app/identity/browser_middleware'
import { networkOf } from '#app/identity/network_of'
import { orShowAgain, redirectWithNotice, text } from '#app/identity/pages/form'
import { signInPerson } from '#app/identity/pages/sign_in_person'
import { registration } from '#app/identity/registration'
import { takeWantedPage, wantedPage } from '#app/identity/wanted_page'
import { database } from '#app/shared/database'
import { localPath } from '#app/shared/local_path'

export default class SignInController {
  async show(ctx: HttpContext) {
    if (await signedInUser(ctx)) return redirectWithNotice(ctx, '/today')
    if ((await registration(database())) === 'first') return redirectWithNotice(ctx, '/sign-up')
    return showSignIn(ctx)
  }

  store(ctx: HttpContext) {
    return orShowAgain(ctx, showSignIn, async () => {
      const user = await signIn({
        email: text(ctx, 'email'),
        password: text(ctx, 'password'),
        network: networkOf(ctx.request.ip()),
      })
      const wanted = takeWantedPage(ctx)
      await signInPerson(ctx, user)
      return redirectWithNotice(ctx, wanted ?? localPath(text(ctx, 'return_to')) ?? '/today')
    })
  }
}

export async function showSignIn(ctx: HttpContext) {
  return ctx.view.render('auth/sign_in', {
    signUpOpen: (await registration(database())) !== 'closed',
    returnTo: wantedPage(ctx) ?? localPath(text(ctx, 'return_to')),
  })
}

import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { signUp, signUpClosed } from '#app/identity/actions/sign_up'
import { networkOf } from '#app/identity/network_of'
import {
  fillAgain,
  orShowAgain,
  readForm,
  redirectWithNotice,
  text,
} from '#app/identity/pages/form'
import { signInPerson } from '#app/identity/pages/sign_in_person'
import { showSignIn } from '#app/identity/pages/sign_in_controller'
import { registration } from '#app/identity/registration'
import { ensureSetupCode, needsSetupCode } from '#app/identity/setup_code'
import { NAME_MESSAGES, nameRule } from '#app/identity/person_name'
import { database } from '#app/shared/database'

const form = vine.create({ name: nameRule() })

export default class SignUpController {
  async show(ctx: HttpContext) {
    const state = await registration(database())
    if (state === 'closed') {
      fillAgain(ctx, signUpClosed())
      return showSignIn(ctx)
    }
    const first = state === 'first'
    const setupCode = first && needsSetupCode()
    if (setupCode) await ensureSetupCode()
    return ctx.view.render('auth/sign_up', { first, setupCode })
  }

  store(ctx: HttpContext) {
    return orShowAgain(ctx, this.show.bind(this), async () => {
      const { name } = await readForm<{ name?: string }>(ctx, form, NAME_MESSAGES)
      const user = await signUp({
        name: name ?? '',
        email: text(ctx, 'email'),
        password: text(ctx, 'password'),
        timezone: text(ctx, 'timezone'),
        setupCode: text(ctx, 'setup_code'),
        network: networkOf(ctx.request.ip()),
      })
      await signInPerson(ctx, user)
      return redirectWithNotice(ctx, '/today')
    })
  }
}

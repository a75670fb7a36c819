import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { openPasswordLink, usePasswordLink } from '#app/identity/actions/password_link'
import { orShowAgain, readForm, redirectWithNotice, text } from '#app/identity/pages/form'
import { signInPerson } from '#app/identity/pages/sign_in_person'
import { NAME_MESSAGES, nameRule } from '#app/identity/person_name'
import { Problem } from '#app/shared/problem'

const form = vine.create({ name: nameRule() })

/** The page of an invitation or a reset. Its address is a secret, so nothing may keep it or pass it on. */
export default class PasswordLinkController {
  async show(ctx: HttpContext) {
    ctx.response.header('cache-control', 'no-store')
    ctx.response.header('referrer-policy', 'same-origin')
    const token = String(ctx.params.token)
    try {
      const { email, purpose } = await openPasswordLink(token)
      return await ctx.view.render('auth/password_link', { token, email, purpose })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      ctx.response.status(error.status)
      return ctx.view.render('errors/page', {
        title: 'This link no longer works',
        text: error.message,
        action: { href: '/sign-in', label: 'Go to sign-in' },
      })
    }
  }

  store(ctx: HttpContext) {
    return orShowAgain(ctx, this.show.bind(this), async () => {
      const { name } = await readForm<{ name?: string }>(ctx, form, NAME_MESSAGES)
      const user = await usePasswordLink(String(ctx.params.token), {
        password: text(ctx, 'password'),
        name: name ?? '',
        timezone: text(ctx, 'timezone'),
      })
      await signInPerson(ctx, user)
      return redirectWithNotice(ctx, '/today')
    })
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import { flashTypedInput } from '#app/shared/kept_input'
import { refererPath } from '#app/shared/local_path'
import { guardPage } from '#app/shared/page_guards'
import type { Problem } from '#app/shared/problem'

const OWN_PAGES = new Set([403, 404, 429, 500])
const FORM_EXPIRED = 419 // no standard status; what frameworks with CSRF tokens answer

/** Tells a refusal as a page in the words of the product. */
export async function answerWithPage(ctx: HttpContext, problem: Problem) {
  for (const [name, value] of Object.entries(problem.headers)) ctx.response.header(name, value)
  await guardPage(ctx)
  ctx.response.status(problem.status)
  const page = OWN_PAGES.has(problem.status) ? String(problem.status) : 'page'
  ctx.response.send(
    await ctx.view.render(`errors/${page}`, {
      title: problem.toDocument().title,
      text: problem.message,
      requestId: problem.status >= 500 ? ctx.request.id() : undefined,
    })
  )
}

/**
 * A form whose CSRF token is too old: back to its page, filled with what was typed, to be sent again. Without a page
 * of ours to go back to it is told on one of its own.
 */
export async function answerExpiredForm(ctx: HttpContext) {
  const page = refererPath(ctx)
  await guardPage(ctx)
  if (!page) {
    ctx.response.status(FORM_EXPIRED)
    return ctx.response.send(await ctx.view.render('errors/419'))
  }
  flashTypedInput(ctx)
  ctx.session.flash(
    'error',
    'This form was open for too long, so nothing was changed. Send it again.'
  )
  return ctx.response.redirect().status(303).toPath(page)
}

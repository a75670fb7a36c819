import type { HttpContext } from '@adonisjs/core/http'
import { flashTypedInput } from '#app/shared/kept_input'
import { localPath, refererPath } from '#app/shared/local_path'

const PAGE_KEY = 'wanted_page'
const FORM_KEY = 'kept_form'

/** Keeps where this person wanted to go (the page, or the page whose form was sent) and what they had typed there. */
export function rememberWantedPage(ctx: HttpContext) {
  const sent = isFormSent(ctx)
  const page = sent ? refererPath(ctx) : localPath(ctx.request.url(true))
  if (page) ctx.session.put(PAGE_KEY, page)
  if (sent) flashTypedInput(ctx)
  // Of a form that was sent just now, or of an expired one that led back to its page.
  const typed = sent ? ctx.session.responseFlashMessages.all() : ctx.session.flashMessages.all()
  const form = (typed.input ?? typed) as Record<string, unknown>
  if (Object.keys(form).length > 0) ctx.session.put(FORM_KEY, form)
}

/** Whether this request was to change something, not to open a page. */
export function isFormSent(ctx: HttpContext) {
  return !['GET', 'HEAD'].includes(ctx.request.method())
}

/** Where this person wanted to go before they were asked to sign in. */
export function wantedPage(ctx: HttpContext): string | undefined {
  return localPath(ctx.session.get(PAGE_KEY))
}

/** The same, and forgets it; the form there comes back filled. */
export function takeWantedPage(ctx: HttpContext): string | undefined {
  const form = ctx.session.pull(FORM_KEY) as Record<string, unknown> | undefined
  if (form) ctx.session.flash(form as never)
  return localPath(ctx.session.pull(PAGE_KEY))
}

import type { HttpContext } from '@adonisjs/core/http'
import { errors, SimpleMessagesProvider } from '@vinejs/vine'
import { typedInput } from '#app/shared/kept_input'
import { type FieldError, invalid, Problem } from '#app/shared/problem'
import type { AnyValidator } from '#app/shared/api_route'

/** The fields of a form, validated; mistakes are told in `messages` (`field.rule` or `rule`). */
export async function readForm<T>(
  ctx: HttpContext,
  validator: AnyValidator,
  messages: Record<string, string> = {}
) {
  try {
    const options = { messagesProvider: new SimpleMessagesProvider(messages) }
    return (await validator.validate(ctx.request.body(), options as never)) as T
  } catch (error) {
    if (!(error instanceof errors.E_VALIDATION_ERROR)) throw error
    const mistakes = error.messages as FieldError[]
    throw invalid(
      mistakes.map(({ field, rule, message }) => ({
        field: field.split('.')[0] ?? field,
        rule,
        message,
      }))
    )
  }
}

/** A text field as it was sent; what is no text counts as empty. */
export function text(ctx: HttpContext, field: string): string {
  const value: unknown = (ctx.request.body() as Record<string, unknown> | null)?.[field]
  return typeof value === 'string' ? value : ''
}

/**
 * Runs what a form asks for. When it is refused, the same page comes back with the form filled, passwords excepted,
 * and the sentence at its field, or at the top when it is about the whole form.
 */
export async function orShowAgain(
  ctx: HttpContext,
  show: (ctx: HttpContext) => unknown,
  work: () => Promise<unknown>
) {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error
    fillAgain(ctx, error)
    return show(ctx)
  }
}

/** Lets `old(…)`, `@inputError` and the alert of this very answer find what they would find after a redirect. */
export function fillAgain(ctx: HttpContext, problem: Problem) {
  const inputErrorsBag: Record<string, string[]> = {}
  for (const { field, message } of problem.errors ?? []) {
    ;(inputErrorsBag[field] ??= []).push(message)
  }
  ctx.session.flashMessages.update({
    ...typedInput(ctx),
    ...(problem.errors ? { inputErrorsBag } : { error: problem.message }),
  })
  ctx.view.share({ flashMessages: ctx.session.flashMessages })
  for (const [name, value] of Object.entries(problem.headers)) ctx.response.header(name, value)
  ctx.response.status(problem.status)
}

/** After a form that did what it said: another page, with what happened in one sentence. */
export function redirectWithNotice(ctx: HttpContext, path: string, notice?: string) {
  if (notice) ctx.session.flash('notice', notice)
  return ctx.response.redirect().status(303).toPath(path)
}

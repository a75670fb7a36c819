import type { HttpContext } from '@adonisjs/core/http'
import { Problem } from '#app/shared/problem'
import { localPath } from '#app/shared/local_path'
import { DEFAULT_ADDRESS } from '#app/tasks/pages/list_address'

/** Where a form of a page comes back to. */
export function returnPath(ctx: HttpContext): string {
  return localPath(ctx.request.input('return_to')) ?? DEFAULT_ADDRESS
}

/** Answers a form: back to where it was sent from (303, so that a reload sends nothing), with a message. */
export function goBack(ctx: HttpContext, message?: string, undoId?: string | null) {
  if (message) ctx.session.flash('toast', { message, ...(undoId && { undoId }) })
  return ctx.response.redirect().status(303).toPath(returnPath(ctx))
}

/**
 * Runs what a form asks for. A refusal becomes a message on the page that it was sent from: nobody loses their place
 * because a task was changed elsewhere meanwhile.
 */
export async function orSayWhy(ctx: HttpContext, change: () => Promise<unknown>) {
  try {
    return await change()
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error
    return goBack(ctx, error.message)
  }
}

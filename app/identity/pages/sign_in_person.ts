import type { HttpContext } from '@adonisjs/core/http'
import type User from '#app/identity/user'

/**
 * Makes this session the person's. Its id and its CSRF secret change, so that whoever planted or saw the ones before
 * has nothing.
 */
export async function signInPerson(ctx: HttpContext, user: User) {
  ctx.session.forget('csrf-secret')
  await ctx.auth.use('web').login(user)
}

/** Ends this session; what follows is a new one of nobody. */
export function signOutPerson(ctx: HttpContext) {
  ctx.session.clear()
  ctx.session.regenerate()
}

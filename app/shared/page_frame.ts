import type { HttpContext } from '@adonisjs/core/http'

/** What stands around the content of every page of somebody signed in (resources/views/layouts/app.edge). */
export interface PageFrame {
  nav: {
    current: string
    counts: Record<string, number>
    tags: { id: string; name: string; color: string; count: number }[]
  }
  toast: { message: string; undoId?: string } | null
  /** Path and query to come back to after a form of the frame was sent. */
  returnTo: string
}

export type Navigation = (ctx: HttpContext, current: string) => Promise<PageFrame['nav']>

let navigation: Navigation = (_ctx, current) => Promise.resolve({ current, counts: {}, tags: [] })

/** The module that owns the places in the sidebar says what they show. */
export function useNavigation(build: Navigation) {
  navigation = build
}

/** @param current the place that is shown, e.g. `today` or `settings` */
export async function pageFrame(ctx: HttpContext, current: string): Promise<PageFrame> {
  return {
    nav: await navigation(ctx, current),
    toast: (ctx.session.flashMessages.get('toast') as PageFrame['toast']) ?? null,
    returnTo: ctx.request.method() === 'GET' ? ctx.request.url(true) : ctx.request.url(),
  }
}

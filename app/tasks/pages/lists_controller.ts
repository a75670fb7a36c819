import type { HttpContext } from '@adonisjs/core/http'
import { notFound } from '#app/shared/problem'
import { pageFrame } from '#app/shared/page_frame'
import { addLine } from '#app/tasks/pages/add_line'
import { listAddress, type ListAddress } from '#app/tasks/pages/list_address'
import { listView } from '#app/tasks/pages/list_view'

export default class ListsController {
  /** Today, Upcoming, All, Completed, Trash and the list of a tag: the address says which. */
  async index(ctx: HttpContext) {
    const address = listAddress(ctx.request.url(true))
    if (!address) throw notFound('tag')
    const frame = await pageFrame(ctx, currentPlace(address))
    const list = await listView(ctx.actor, address, frame.nav)
    return ctx.view.render('tasks/index', {
      ...frame,
      list,
      add: addLine(ctx),
    })
  }
}

/** The place that the sidebar marks. */
export function currentPlace({ kind, tagId }: ListAddress): string {
  return tagId ? `tag:${tagId}` : kind
}

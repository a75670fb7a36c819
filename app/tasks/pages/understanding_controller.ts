import type { HttpContext } from '@adonisjs/core/http'
import { addLineView, keepAddLine, readAddLine } from '#app/tasks/pages/add_line'
import { goBack } from '#app/tasks/pages/page_answer'

/** What a line would become: read while it is typed, and when a part of it is taken off. */
export default class UnderstandingController {
  async store(ctx: HttpContext) {
    const line = readAddLine(ctx)
    if (ctx.request.header('x-fragment')) {
      return ctx.view.render('tasks/partials/understood', addLineView(line, ctx.actor))
    }
    keepAddLine(ctx, line)
    return goBack(ctx)
  }
}

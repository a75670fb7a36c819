import type { HttpContext } from '@adonisjs/core/http'
import { inTransaction } from '#app/shared/database'
import { completeTask, reopenTask } from '#app/tasks/complete_task'
import { goBack, orSayWhy } from '#app/tasks/pages/page_answer'

/** `tasks/:id/completion`: making it completes the task, taking it away reopens it. */
export default class CompletionController {
  store(ctx: HttpContext) {
    return orSayWhy(ctx, async () => {
      const { task, undoId } = await inTransaction((trx) =>
        completeTask(trx, ctx.actor, ctx.params.id)
      )
      return goBack(ctx, `${task.title} done.`, undoId)
    })
  }

  destroy(ctx: HttpContext) {
    return orSayWhy(ctx, async () => {
      const { task, undoId } = await inTransaction((trx) =>
        reopenTask(trx, ctx.actor, ctx.params.id)
      )
      return goBack(ctx, `${task.title} is active again.`, undoId)
    })
  }
}

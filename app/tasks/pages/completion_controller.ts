import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#app/shared/clock'
import { inTransaction } from '#app/shared/database'
import { completeTask, reopenTask } from '#app/tasks/complete_task'
import { pageNow } from '#app/tasks/pages/due_words'
import { closedSentence, reopenedSentence } from '#app/tasks/pages/occurrence_words'
import { goBack, orSayWhy } from '#app/tasks/pages/page_answer'

/** `tasks/:id/completion`: making it completes the task, taking it away reopens it. */
export default class CompletionController {
  store(ctx: HttpContext) {
    return orSayWhy(ctx, async () => {
      const { task, undoId } = await inTransaction((trx) =>
        completeTask(trx, ctx.actor, ctx.params.id)
      )
      return goBack(ctx, closedSentence(task, pageNow(clock.nowMs(), ctx.actor.timezone)), undoId)
    })
  }

  destroy(ctx: HttpContext) {
    return orSayWhy(ctx, async () => {
      const { task, undoId } = await inTransaction((trx) =>
        reopenTask(trx, ctx.actor, ctx.params.id)
      )
      return goBack(ctx, reopenedSentence(task), undoId)
    })
  }
}

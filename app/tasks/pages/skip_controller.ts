import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#app/shared/clock'
import { inTransaction } from '#app/shared/database'
import { skipTask } from '#app/tasks/complete_task'
import { pageNow } from '#app/tasks/pages/due_words'
import { closedSentence } from '#app/tasks/pages/occurrence_words'
import { goBack, orSayWhy } from '#app/tasks/pages/page_answer'

/** `tasks/:id/skip`: the occurrence is closed without being done. Reopening takes it back, as a completion. */
export default class SkipController {
  store(ctx: HttpContext) {
    return orSayWhy(ctx, async () => {
      const { task, undoId } = await inTransaction((trx) => skipTask(trx, ctx.actor, ctx.params.id))
      return goBack(ctx, closedSentence(task, pageNow(clock.nowMs(), ctx.actor.timezone)), undoId)
    })
  }
}

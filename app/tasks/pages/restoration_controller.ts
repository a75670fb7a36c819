import type { HttpContext } from '@adonisjs/core/http'
import { inTransaction } from '#app/shared/database'
import { restoreTask } from '#app/tasks/trash'
import { restoredSentence } from '#app/tasks/pages/occurrence_words'
import { goBack, orSayWhy } from '#app/tasks/pages/page_answer'

export default class RestorationController {
  store(ctx: HttpContext) {
    return orSayWhy(ctx, async () => {
      const { task, undoId } = await inTransaction((trx) =>
        restoreTask(trx, ctx.actor, ctx.params.id)
      )
      return goBack(ctx, restoredSentence(task), undoId)
    })
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import { answerChange } from '#app/shared/api_answer'
import { undoHeader } from '#app/tasks/tasks_api_controller'
import { undoChange } from '#app/tasks/undo_change'

export function undo(ctx: HttpContext) {
  return answerChange(ctx, async (trx) => {
    const { action, undone, kept, undoId } = await undoChange(trx, ctx.actor, ctx.params.id)
    return { status: 200, headers: undoHeader(undoId), body: { action, undone, kept } }
  })
}

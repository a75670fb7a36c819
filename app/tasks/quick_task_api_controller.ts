import type { HttpContext } from '@adonisjs/core/http'
import { answerChange, send } from '#app/shared/api_answer'
import { readBody } from '#app/shared/api_input'
import { addQuickly, readQuickTask } from '#app/tasks/add_quickly'
import { type QuickTaskBody, quickTaskBody } from '#app/tasks/quick_task_validators'
import { withTask } from '#app/tasks/tasks_api_controller'
import { understoodToJson } from '#app/tasks/understood'

/** POST /tasks/quick: one line of text becomes a task. */
export async function addQuickTask(ctx: HttpContext) {
  const { dry_run: isDry, ...line } = await readBody<QuickTaskBody>(ctx, quickTaskBody)
  const quick = await readQuickTask(line, ctx.actor)
  const understood = understoodToJson(quick.understood)
  // Not as a change: that would write down the Idempotency-Key.
  if (isDry) return send(ctx, { status: 200, body: { task: null, understood } })
  return answerChange(ctx, async (trx) => {
    const { task, undoId } = await addQuickly(trx, ctx.actor, quick)
    const answer = withTask(task, undoId, 201)
    return { ...answer, body: { task: answer.body, understood } }
  })
}

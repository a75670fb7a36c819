import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { validateInput } from '#app/shared/api_input'
import { inTransaction } from '#app/shared/database'
import { counted } from '#app/shared/text_table'
import { rules } from '#app/shared/vine_rules'
import { moveTasksToZone, type ZoneMove } from '#app/tasks/move_tasks_to_zone'
import { goBack, orSayWhy } from '#app/tasks/pages/page_answer'

const form = vine.create({ from: rules.timeZone(), to: rules.timeZone() })

/** What the profile's page offers after its zone was changed. */
export default class ZoneMoveController {
  store(ctx: HttpContext) {
    return orSayWhy(ctx, async () => {
      const move = await validateInput<ZoneMove>(form, ctx.request.only(['from', 'to']))
      const { moved, undoId } = await inTransaction((trx) => moveTasksToZone(trx, ctx.actor, move))
      const message =
        moved === 0
          ? `No task is in ${move.from} any more.`
          : `${counted(moved, 'task')} moved to ${move.to}.`
      return goBack(ctx, message, undoId)
    })
  }
}

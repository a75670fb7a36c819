import type { HttpContext } from '@adonisjs/core/http'
import { validateInput } from '#app/shared/api_input'
import { clock } from '#app/shared/clock'
import { inTransaction } from '#app/shared/database'
import { invalidField } from '#app/shared/problem'
import { bulkBody } from '#app/tasks/bulk_api_controller'
import { type BulkAction, bulkChange } from '#app/tasks/bulk_change'
import { bulkSentence } from '#app/tasks/pages/bulk_words'
import { pageNow } from '#app/tasks/pages/due_words'
import { goBack, orSayWhy } from '#app/tasks/pages/page_answer'

export default class BulkController {
  store(ctx: HttpContext) {
    return orSayWhy(ctx, async () => {
      const { ids, ...bulk } = await validateInput<BulkAction & { ids: string[] }>(
        bulkBody,
        readForm(ctx)
      )
      const result = await inTransaction((trx) =>
        bulkChange(trx, ctx.actor, ids, bulk as BulkAction)
      )
      const now = pageNow(clock.nowMs(), ctx.actor.timezone)
      return goBack(ctx, bulkSentence(bulk as BulkAction, result, now), result.undoId)
    })
  }
}

/** Of the bulk bar's fields only those count that belong to the button that was pressed. */
function readForm(ctx: HttpContext) {
  const action = String(ctx.request.input('action') ?? '')
  const ids = [ctx.request.input('ids') ?? []].flat() as string[]
  if (ids.length === 0) {
    throw invalidField('ids', 'required', 'No task is selected. Tick one or more first.')
  }
  return {
    action,
    ids,
    ...fieldsOf(action, (name) => String(ctx.request.input(name) ?? '').trim()),
  }
}

function fieldsOf(action: string, field: (name: string) => string): object {
  switch (action) {
    case 'reschedule':
      return { due_date: field('due_date') || null }
    case 'tag':
    case 'untag':
      if (!field('tag')) throw invalidField('tag', 'required', 'No tag is named. Write one first.')
      return { tags: [field('tag')] }
    case 'priority':
      return { priority: field('priority') }
    default:
      return {}
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import { inTransaction } from '#app/shared/database'
import { undoChange, type UndoResult } from '#app/tasks/undo_change'
import { goBack, orSayWhy } from '#app/tasks/pages/page_answer'
import { shortTitle } from '#app/tasks/pages/title_words'

export default class UndoController {
  store(ctx: HttpContext) {
    return orSayWhy(ctx, async () => {
      const result = await inTransaction((trx) => undoChange(trx, ctx.actor, ctx.params.id))
      return goBack(ctx, sentence(result), result.undoId)
    })
  }
}

function sentence({ undone, kept, detachedIds }: UndoResult): string {
  const taken =
    undone.length === 0
      ? 'Nothing was taken back.'
      : undone.length === 1
        ? `Taken back: ${shortTitle(undone[0]?.name ?? 'one change')}.`
        : `Taken back for ${undone.length}.`
  const done = [taken, outside(detachedIds.length)].filter(Boolean).join(' ')
  if (kept.length === 0) return done
  const names = kept.slice(0, 3).map(({ name }) => shortTitle(name ?? 'one that is gone'))
  const more = kept.length > names.length ? ` and ${kept.length - names.length} more` : ''
  return `${done} Left as they are, because they changed since: ${names.join(', ')}${more}.`
}

/** What follows was changed meanwhile, and stays. */
function outside(count: number): string {
  if (count === 0) return ''
  return count === 1
    ? 'It is outside of its series now, as the one after it was changed already.'
    : `${count} are outside of their series now, as those after them were changed already.`
}

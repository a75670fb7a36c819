import type { HttpContext } from '@adonisjs/core/http'
import { validateInput } from '#app/shared/api_input'
import { inTransaction } from '#app/shared/database'
import { pageFrame } from '#app/shared/page_frame'
import { Problem } from '#app/shared/problem'
import { createTag, deleteTag, type TagInput, updateTag } from '#app/tasks/change_tag'
import { createTagBody, updateTagBody } from '#app/tasks/tags_api_controller'
import { pageErrors } from '#app/tasks/pages/task_form'

const PAGE = '/settings/tags'

export default class TagsController {
  async index(ctx: HttpContext) {
    return ctx.view.render('settings/tags', await pageFrame(ctx, 'settings'))
  }

  store(ctx: HttpContext) {
    return orFillAgain(ctx, async () => {
      const input = await validateInput<{ name: string }>(
        createTagBody,
        ctx.request.only(['name', 'color'])
      )
      const { tag, undoId } = await inTransaction((trx) => createTag(trx, ctx.actor, input))
      return say(ctx, `Tag ${tag.name} made.`, undoId)
    })
  }

  update(ctx: HttpContext) {
    return orFillAgain(ctx, async () => {
      const input = await validateInput<TagInput>(
        updateTagBody,
        ctx.request.only(['name', 'color'])
      )
      const { tag, undoId } = await inTransaction((trx) =>
        updateTag(trx, ctx.actor, ctx.params.id, input)
      )
      return say(ctx, `Tag ${tag.name} saved.`, undoId)
    })
  }

  destroy(ctx: HttpContext) {
    return orFillAgain(ctx, async () => {
      const { tag, undoId } = await inTransaction((trx) => deleteTag(trx, ctx.actor, ctx.params.id))
      return say(ctx, `Tag ${tag.name} deleted.`, undoId)
    })
  }
}

function say(ctx: HttpContext, message: string, undoId: string | null) {
  ctx.session.flash('toast', { message, ...(undoId && { undoId }) })
  return ctx.response.redirect().status(303).toPath(PAGE)
}

/** A refused form comes back filled, with the message at its field. */
async function orFillAgain(ctx: HttpContext, change: () => Promise<unknown>) {
  try {
    return await change()
  } catch (error) {
    if (!(error instanceof Problem) || !error.errors) throw error
    const messages = pageErrors(error.errors)
    ctx.session.flash(
      'inputErrorsBag',
      Object.fromEntries(Object.entries(messages).map(([name, text]) => [name, [text]]))
    )
    ctx.session.flashOnly(['form_id', 'name', 'color'])
    return ctx.response.redirect().status(303).toPath(PAGE)
  }
}

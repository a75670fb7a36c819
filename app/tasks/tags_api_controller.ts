import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { currentPosition } from '#app/messaging/status_queries'
import { answerChange } from '#app/shared/api_answer'
import { readBody, readQuery } from '#app/shared/api_input'
import { database } from '#app/shared/database'
import { rules } from '#app/shared/vine_rules'
import { createTag, deleteTag, type TagInput, updateTag } from '#app/tasks/change_tag'
import { tagToJson } from '#app/tasks/tag'
import { listTags } from '#app/tasks/tag_list_query'
import { undoHeader } from '#app/tasks/tasks_api_controller'
import { PAGE_MAX } from '#app/shared/paging'
import { tagName } from '#app/tasks/task_validators'

export const createTagBody = vine.create({
  name: tagName(),
  color: rules.color().optional(),
})
export const updateTagBody = vine.create({
  name: tagName().optional(),
  color: rules.color().optional(),
})
export const listTagsQuery = vine.create({
  limit: rules.queryInteger(1, PAGE_MAX).optional(),
  cursor: vine.string().minLength(1).maxLength(1000).optional(),
})

export const tagsApi = {
  async index(ctx: HttpContext) {
    const query = await readQuery<{ limit?: number; cursor?: string }>(ctx, listTagsQuery)
    const position = await currentPosition(database())
    const { tags, nextCursor } = await listTags(database(), ctx.actor, query)
    return { data: tags.map(tagToJson), meta: { next_cursor: nextCursor, position } }
  },

  async store(ctx: HttpContext) {
    const body = await readBody<{ name: string; color?: string }>(ctx, createTagBody)
    return answerChange(ctx, async (trx) => {
      const { tag, undoId } = await createTag(trx, ctx.actor, body)
      return { status: 201, headers: undoHeader(undoId), body: tagToJson(tag) }
    })
  },

  async update(ctx: HttpContext) {
    const body = await readBody<TagInput>(ctx, updateTagBody)
    return answerChange(ctx, async (trx) => {
      const { tag, undoId } = await updateTag(trx, ctx.actor, ctx.params.id, body)
      return { status: 200, headers: undoHeader(undoId), body: tagToJson(tag) }
    })
  },

  destroy(ctx: HttpContext) {
    return answerChange(ctx, async (trx) => {
      const { undoId } = await deleteTag(trx, ctx.actor, ctx.params.id)
      return { status: 204, headers: undoHeader(undoId) }
    })
  },
}

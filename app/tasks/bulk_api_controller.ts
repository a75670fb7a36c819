import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { answerChange } from '#app/shared/api_answer'
import { readBody } from '#app/shared/api_input'
import type { JsonSchema } from '#app/shared/json_schema'
import { type FieldError, invalid } from '#app/shared/problem'
import { rules } from '#app/shared/vine_rules'
import { type BulkAction, bulkChange } from '#app/tasks/bulk_change'
import { PRIORITIES, TAGS_PER_TASK } from '#app/tasks/task'
import { undoHeader } from '#app/tasks/tasks_api_controller'
import { BULK_MAX, tagName } from '#app/tasks/task_validators'

export const BULK_ACTIONS = [
  'complete',
  'reopen',
  'delete',
  'restore',
  'reschedule',
  'tag',
  'untag',
  'priority',
] as const

export const bulkBody = vine.create({
  action: vine.enum(BULK_ACTIONS),
  ids: vine.array(rules.uuid()).minLength(1).maxLength(BULK_MAX),
  due_date: rules.dateOrInstant().nullable().optional(),
  due_timezone: rules.timeZone().nullable().optional(),
  tags: vine.array(tagName()).minLength(1).maxLength(TAGS_PER_TASK).optional(),
  priority: vine.enum(PRIORITIES).optional(),
})

/** What each action needs, and what it may have besides. */
const FIELDS: Partial<Record<string, { needs: string[]; takes?: string[] }>> = {
  reschedule: { needs: ['due_date'], takes: ['due_timezone'] },
  tag: { needs: ['tags'] },
  untag: { needs: ['tags'] },
  priority: { needs: ['priority'] },
}
const NOTHING: JsonSchema = { not: {} }
const ACTION_FIELDS = ['due_date', 'due_timezone', 'tags', 'priority']
const fieldsOf = (action: string) => FIELDS[action] ?? { needs: [] }

/** The same as `checkFields`, for the description of the API. */
export const bulkBodyRules: JsonSchema[] = [
  {
    oneOf: BULK_ACTIONS.map((action) => {
      const { needs, takes = [] } = fieldsOf(action)
      const others = ACTION_FIELDS.filter(
        (field) => !needs.includes(field) && !takes.includes(field)
      )
      return {
        properties: {
          action: { const: action },
          ...Object.fromEntries(others.map((field) => [field, NOTHING])),
        },
        ...(needs.length > 0 && { required: needs }),
      }
    }),
  },
]

export async function bulk(ctx: HttpContext) {
  const { ids, ...action } = await readBody<BulkAction & { ids: string[] }>(ctx, bulkBody)
  checkFields(action)
  return answerChange(ctx, async (trx) => {
    const { outcomes, undoId } = await bulkChange(trx, ctx.actor, ids, action as BulkAction)
    return { status: 200, headers: undoHeader(undoId), body: { data: outcomes, undo: undoId } }
  })
}

function checkFields(action: { action: string } & Record<string, unknown>) {
  const { needs, takes = [] } = fieldsOf(action.action)
  const given = Object.keys(action).filter(
    (field) => field !== 'action' && action[field] !== undefined
  )
  const errors: FieldError[] = [
    ...needs
      .filter((field) => !given.includes(field))
      .map((field) => ({
        field,
        rule: 'required',
        message: `${field} is missing: ${action.action} needs it.`,
      })),
    ...given
      .filter((field) => !needs.includes(field) && !takes.includes(field))
      .map((field) => ({
        field,
        rule: 'unknown',
        message: `${field} has no meaning for ${action.action}. Leave it out.`,
      })),
  ]
  if (errors.length > 0) throw invalid(errors)
}

import type { HttpContext } from '@adonisjs/core/http'
import { validateInput } from '#app/shared/api_input'
import { inTransaction } from '#app/shared/database'
import { invalidField } from '#app/shared/problem'
import { bulkBody } from '#app/tasks/bulk_api_controller'
import { type BulkAction, bulkChange, type BulkOutcome } from '#app/tasks/bulk_change'
import { TAGS_PER_TASK } from '#app/tasks/task'
import { goBack, orSayWhy } from '#app/tasks/pages/page_answer'

export default class BulkController {
  store(ctx: HttpContext) {
    return orSayWhy(ctx, async () => {
      const { ids, ...bulk } = await validateInput<BulkAction & { ids: string[] }>(
        bulkBody,
        readForm(ctx)
      )
      const { outcomes, undoId } = await inTransaction((trx) =>
        bulkChange(trx, ctx.actor, ids, bulk as BulkAction)
      )
      return goBack(ctx, sentence(bulk as BulkAction, outcomes), undoId)
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

const WORDS: Record<BulkAction['action'], string> = {
  complete: 'done',
  reopen: 'active again',
  delete: 'in the trash',
  restore: 'back',
  reschedule: 'rescheduled',
  tag: 'tagged',
  untag: 'without the tag',
  priority: 'given the priority',
}

function sentence({ action }: BulkAction, outcomes: BulkOutcome[]): string {
  const count = (...wanted: BulkOutcome['outcome'][]) =>
    outcomes.filter(({ outcome }) => wanted.includes(outcome)).length
  const [gone, full] = [count('not_found', 'task_in_trash'), count('too_many_tags')]
  const changed = count('changed')
  const done =
    changed === 0
      ? 'Nothing was changed.'
      : `${changed} ${changed === 1 ? 'task' : 'tasks'} ${WORDS[action]}.`
  return [
    done,
    gone > 0 && `${gone} could not be changed: deleted elsewhere.`,
    full > 0 && `${full} could not be tagged: a task has at most ${TAGS_PER_TASK} tags.`,
  ]
    .filter(Boolean)
    .join(' ')
}

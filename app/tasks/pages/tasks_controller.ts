import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#app/shared/clock'
import { database, inTransaction } from '#app/shared/database'
import { pageFrame } from '#app/shared/page_frame'
import { invalid, notFound, Problem } from '#app/shared/problem'
import { addDays, today } from '#app/shared/time'
import { addQuickly, type ListDefaults, readQuickTask } from '#app/tasks/add_quickly'
import { findTag } from '#app/tasks/tag'
import { findTask } from '#app/tasks/task_row'
import { deleteForGood, trashTask } from '#app/tasks/trash'
import { updateTask } from '#app/tasks/update_task'
import { addLine, keepAddLine, readAddLine } from '#app/tasks/pages/add_line'
import { pageNow } from '#app/tasks/pages/due_words'
import { DEFAULT_ADDRESS, formatAddress, listAddress } from '#app/tasks/pages/list_address'
import { listView } from '#app/tasks/pages/list_view'
import { currentPlace } from '#app/tasks/pages/lists_controller'
import { askAgain, typedInto } from '#app/tasks/pages/ask_again'
import { formRepeat } from '#app/tasks/pages/repeat/form_repeat'
import { goBack, orSayWhy, returnPath } from '#app/tasks/pages/page_answer'
import { savedSentence, trashedSentence } from '#app/tasks/pages/occurrence_words'
import { seriesView } from '#app/tasks/pages/series_view'
import { readScope, scopeQuestion } from '#app/tasks/pages/scope_question'
import { pageErrors, readTaskForm, type TaskForm } from '#app/tasks/pages/task_form'
import { taskView } from '#app/tasks/pages/task_view'
import { addedWords } from '#app/tasks/pages/understood_words'

export default class TasksController {
  /** The line at the top of a list. */
  async store(ctx: HttpContext) {
    const line = readAddLine(ctx)
    try {
      const quick = await readQuickTask(line, ctx.actor, await listDefaults(ctx))
      const { task, undoId } = await inTransaction((trx) => addQuickly(trx, ctx.actor, quick))
      const now = pageNow(clock.nowMs(), ctx.actor.timezone)
      return goBack(ctx, addedWords(task.title, quick.understood, now), undoId)
    } catch (error) {
      if (!(error instanceof Problem) || !error.errors) throw error
      keepAddLine(ctx, line, error.message)
      return goBack(ctx)
    }
  }

  show(ctx: HttpContext) {
    return page(ctx, false)
  }

  edit(ctx: HttpContext) {
    return page(ctx, true)
  }

  async update(ctx: HttpContext) {
    const form = ctx.request.body() as TaskForm
    const id: string = ctx.params.id
    try {
      const present = await findTask(database(), ctx.actor.userId, id)
      if (!present) throw notFound('task')
      const input = await readTaskForm(form, present, ctx.actor)
      const ask = await scopeQuestion(database(), present, input)
      const scope = ask.length > 0 ? readScope(form.scope) : undefined
      if (ask.length > 0 && !scope) return askAgain(ctx, form, {}, { ask })
      const precondition = (version: number) => String(version) === form.version
      const { task, undoId } = await inTransaction((trx) =>
        updateTask(trx, ctx.actor, id, input, { precondition, scope })
      )
      return goBack(ctx, undoId ? savedSentence(present, task) : 'Nothing was changed.', undoId)
    } catch (error) {
      if (!(error instanceof Problem) || ![409, 412, 422].includes(error.status)) throw error
      return askWhy(ctx, form, error)
    }
  }

  destroy(ctx: HttpContext) {
    return orSayWhy(ctx, async () => {
      if (ctx.request.qs().permanent === '1') {
        await inTransaction((trx) => deleteForGood(trx, ctx.actor, ctx.params.id))
        return goBack(ctx, 'Deleted for good.')
      }
      const scope = ctx.request.input('scope') === 'this' ? 'this' : undefined
      const { task, undoId } = await inTransaction((trx) =>
        trashTask(trx, ctx.actor, ctx.params.id, { scope })
      )
      return goBack(ctx, trashedSentence(task, pageNow(clock.nowMs(), ctx.actor.timezone)), undoId)
    })
  }
}

async function page(ctx: HttpContext, editing: boolean) {
  const task = await findTask(database(), ctx.actor.userId, ctx.params.id)
  if (!task) throw notFound('task')
  const address =
    listAddress(ctx.request.qs().back) ?? listAddress(task.deletedAt ? '/trash' : DEFAULT_ADDRESS)
  if (!address) throw notFound('list')
  const returnTo = formatAddress(address)
  const now = pageNow(clock.nowMs(), ctx.actor.timezone)
  const frame = await pageFrame(ctx, currentPlace(address))
  const list = await listView(ctx.actor, address, frame.nav)
  const mine = typedInto(ctx, task.id)
  return ctx.view.render('tasks/show', {
    ...frame,
    returnTo,
    list,
    add: addLine(ctx),
    task: taskView(task, ctx.actor, returnTo),
    series: editing
      ? null
      : await seriesView(database(), task, ctx.actor, now, encodeURIComponent(returnTo)),
    editing: editing && (!task.deletedAt || mine !== undefined),
    repeat: editing && task.status === 'active' && formRepeat(task, mine?.old, ctx.actor),
    old: mine?.old,
    errors: mine?.errors,
    ask: mine?.ask,
  })
}

/** After somebody else's change, saving once more is a decision. */
async function askWhy(ctx: HttpContext, form: TaskForm, problem: Problem) {
  const said = MEANWHILE[problem.status]
  const present = said ? await findTask(database(), ctx.actor.userId, ctx.params.id) : undefined
  const errors = said ? { version: said } : pageErrors(problem.errors ?? [])
  return askAgain(ctx, { ...form, ...(present && { version: String(present.version) }) }, errors)
}

const MEANWHILE: Record<number, string> = {
  409: 'The task is in the trash. What you typed is below; restore the task, then save again to keep it.',
  412: 'The task was changed since you opened it. What you typed is below; save again to keep it.',
}

/** A task shows where it was added: in Today it is due today, in Upcoming tomorrow, in the list of a tag it has it. */
async function listDefaults(ctx: HttpContext): Promise<ListDefaults> {
  const path = returnPath(ctx)
  const address =
    listAddress(path) ?? listAddress(new URLSearchParams(path.split('?')[1]).get('back'))
  const now = today(ctx.actor.timezone)
  if (address?.kind === 'today') return { due_date: now }
  if (address?.kind === 'upcoming') return { due_date: addDays(now, 1) }
  if (!address?.tagId) return {}
  const tag = await findTag(database(), ctx.actor.userId, address.tagId)
  if (!tag) {
    throw invalid([
      {
        field: 'title',
        rule: 'tag',
        message: 'The tag of this list is gone. Add the task elsewhere.',
      },
    ])
  }
  return { tags: [tag.name] }
}

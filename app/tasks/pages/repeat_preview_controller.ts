import type { HttpContext } from '@adonisjs/core/http'
import { database } from '#app/shared/database'
import { notFound } from '#app/shared/problem'
import { findTask } from '#app/tasks/task_row'
import { askAgain } from '#app/tasks/pages/ask_again'
import { formRepeat } from '#app/tasks/pages/repeat/form_repeat'
import type { TaskForm } from '#app/tasks/pages/task_form'

export default class RepeatPreviewController {
  /** What the form says of the task's repeats: a script is given the control, a browser the form with it. */
  async store(ctx: HttpContext) {
    const form = ctx.request.body() as TaskForm
    const task = await findTask(database(), ctx.actor.userId, ctx.params.id)
    if (!task) throw notFound('task')
    if (ctx.request.header('x-fragment') !== 'repeat') {
      return askAgain(ctx, form, {}, { anchor: '#repeat' })
    }
    return ctx.view.render('tasks/partials/repeat', {
      task,
      repeat: formRepeat(task, form, ctx.actor),
    })
  }
}

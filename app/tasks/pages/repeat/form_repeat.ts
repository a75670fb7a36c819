import type { Actor } from '#app/shared/actor'
import { clock } from '#app/shared/clock'
import { startOfDue } from '#app/tasks/occurrences/new_series'
import type { Task } from '#app/tasks/task'
import { startOfForm } from '#app/tasks/pages/due_form'
import { pageNow } from '#app/tasks/pages/due_words'
import { sentFields } from '#app/tasks/pages/repeat/fields'
import { repeatView } from '#app/tasks/pages/repeat/repeat_view'
import { presentFields } from '#app/tasks/pages/repeat/task_repeat'
import type { TaskForm } from '#app/tasks/pages/task_form'

/** The repeat control of a task's form: as it was sent, or as the task is. */
export function formRepeat(task: Task, form: TaskForm | undefined, actor: Actor) {
  const now = pageNow(clock.nowMs(), actor.timezone)
  const sent = form && sentFields(form)
  if (!form || !sent) return repeatView(task, presentFields(task, now.zone), startOfDue(task), now)
  return repeatView(task, sent, startOfForm(form, task, now.zone), now)
}

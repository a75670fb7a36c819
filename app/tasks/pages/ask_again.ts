import type { HttpContext } from '@adonisjs/core/http'
import { DEFAULT_ADDRESS } from '#app/tasks/pages/list_address'
import { returnPath } from '#app/tasks/pages/page_answer'
import type { ScopeChoice } from '#app/tasks/pages/scope_question'
import type { TaskForm } from '#app/tasks/pages/task_form'

export interface Typed {
  id: string
  old: TaskForm
  errors: Record<string, string>
  /** Whether it has to be said whom the change is for. */
  ask?: ScopeChoice[]
}

/** The form of a task again, filled as it was sent. */
export function askAgain(
  ctx: HttpContext,
  form: TaskForm,
  errors: Record<string, string> = {},
  { anchor = '', ask }: { anchor?: string; ask?: ScopeChoice[] } = {}
) {
  const id: string = ctx.params.id
  const old = { ...form, tags: [form.tags ?? []].flat() }
  ctx.session.flash('edit', { id, old, errors, ...(ask && { ask }) } satisfies Typed)
  const back = new URLSearchParams(returnPath(ctx).split('?')[1]).get('back') ?? DEFAULT_ADDRESS
  return ctx.response
    .redirect()
    .status(303)
    .toPath(`/tasks/${id}/edit?back=${encodeURIComponent(back)}${anchor}`)
}

/** What was typed into the form of this task and not saved; a form that expired has it in the session as well. */
export function typedInto(ctx: HttpContext, id: string): Typed | undefined {
  const kept = ctx.session.flashMessages.get('edit') as Typed | undefined
  if (kept) return kept.id === id ? kept : undefined
  return ctx.session.flashMessages.has('version')
    ? { id, old: ctx.session.flashMessages.all() as TaskForm, errors: {} }
    : undefined
}

import type { Actor } from '#app/shared/actor'
import type { Trx } from '#app/shared/database'
import { notFound } from '#app/shared/problem'
import { applyDecision } from '#app/tasks/change_tasks'
import { changeDue } from '#app/tasks/due_date'
import { decideEdit } from '#app/tasks/occurrences/edit_occurrence'
import type { Scope } from '#app/tasks/occurrences/scope'
import { holdTasks } from '#app/tasks/occurrences/hold'
import type { Task } from '#app/tasks/task'
import { type Precondition, refuseInTrash, requireVersion } from '#app/tasks/task_rules'
import { resolveTags } from '#app/tasks/task_tags'
import type { UpdateTaskInput } from '#app/tasks/task_validators'

export interface UpdateOptions {
  precondition?: Precondition
  /** Of a task that repeats: whom the change is for. */
  scope?: Scope
  /** A last look at the locked task, e.g. whether read-only fields that came along agree with it. */
  check?: (task: Task) => void
}

/** Changes the named fields and no others. */
export async function updateTask(
  trx: Trx,
  actor: Actor,
  id: string,
  input: UpdateTaskInput,
  { precondition, scope, check }: UpdateOptions = {}
): Promise<{ task: Task; undoId: string | null }> {
  const tagIds = input.tags && (await resolveTags(trx, actor, input.tags))
  const held = await holdTasks(trx, actor.userId, [id])
  const [task] = held.tasks
  if (!task) throw notFound('task')
  refuseInTrash(task)
  requireVersion(task, precondition)
  check?.(task)
  const own = {
    ...task,
    ...changeDue(task, input, actor.timezone),
    title: input.title ?? task.title,
    description: input.description === undefined ? task.description : input.description,
    priority: input.priority ?? task.priority,
    tagIds: tagIds ?? task.tagIds,
  }
  const decision = await decideEdit(trx, actor, held, { task, own, input, scope })
  const { tasks, undoId } = await applyDecision(trx, actor, 'task.update', held, decision)
  return { task: tasks[0] ?? task, undoId }
}

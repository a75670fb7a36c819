import type { Actor } from '#app/shared/actor'
import type { Trx } from '#app/shared/database'
import { changeTask } from '#app/tasks/change_tasks'
import { changeDue } from '#app/tasks/due_date'
import type { Task } from '#app/tasks/task'
import { type Precondition, refuseInTrash, requireVersion } from '#app/tasks/task_rules'
import { resolveTags } from '#app/tasks/task_tags'
import type { UpdateTaskInput } from '#app/tasks/task_validators'

/**
 * Changes the named fields and no others.
 *
 * @param check a last look at the locked task, e.g. whether read-only fields that came along agree with it
 */
export async function updateTask(
  trx: Trx,
  actor: Actor,
  id: string,
  input: UpdateTaskInput,
  precondition?: Precondition,
  check: (task: Task) => void = () => {}
): Promise<{ task: Task; undoId: string | null }> {
  const tagIds = input.tags && (await resolveTags(trx, actor, input.tags))
  return changeTask(trx, actor, 'task.update', id, (task) => {
    refuseInTrash(task)
    requireVersion(task, precondition)
    check(task)
    return {
      ...task,
      ...changeDue(task, input, actor.timezone),
      title: input.title ?? task.title,
      description: input.description === undefined ? task.description : input.description,
      priority: input.priority ?? task.priority,
      tagIds: tagIds ?? task.tagIds,
    }
  })
}

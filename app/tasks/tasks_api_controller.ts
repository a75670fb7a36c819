import type { HttpContext } from '@adonisjs/core/http'
import { currentPosition } from '#app/messaging/status_queries'
import { answerChange, type ApiAnswer } from '#app/shared/api_answer'
import { readBody, readQuery } from '#app/shared/api_input'
import { database, type Trx } from '#app/shared/database'
import { etag, ifMatch } from '#app/shared/etag'
import { notFound } from '#app/shared/problem'
import { completeTask, reopenTask, skipTask } from '#app/tasks/complete_task'
import { createTask } from '#app/tasks/create_task'
import {
  FOLLOWING_FIELDS,
  PRESENT_FIELDS,
  refuseReadOnlyUnlessEqual,
} from '#app/tasks/read_only_fields'
import type { Task } from '#app/tasks/task'
import { type Scope, scopeOfPermanent } from '#app/tasks/occurrences/scope'
import { listTasks } from '#app/tasks/task_list_query'
import { findTask } from '#app/tasks/task_row'
import { searchTasks, type SearchTasksInput } from '#app/tasks/task_search_query'
import { taskToJson } from '#app/tasks/task_transformer'
import * as input from '#app/tasks/task_validators'
import { deleteForGood, restoreTask, trashTask } from '#app/tasks/trash'
import { updateTask } from '#app/tasks/update_task'

export const tasksApi = {
  index: (ctx: HttpContext) => list(ctx, input.listTasksQuery),
  filter: (ctx: HttpContext) => list(ctx, input.filterTasksQuery),

  async search(ctx: HttpContext) {
    const query = await readQuery<SearchTasksInput>(ctx, input.searchTasksQuery)
    const position = await currentPosition(database())
    const { tasks, nextCursor } = await searchTasks(database(), ctx.actor, query)
    return { data: tasks.map(taskToJson), meta: { next_cursor: nextCursor, position } }
  },

  async store(ctx: HttpContext) {
    const body = await readBody<input.CreateTaskInput>(
      ctx,
      input.createTaskBody,
      input.READ_ONLY_FIELDS
    )
    return answerChange(ctx, async (trx) => {
      const { task, undoId } = await createTask(trx, ctx.actor, body)
      refuseReadOnlyUnlessEqual(ctx.request.body(), task)
      return withTask(task, undoId, 201)
    })
  },

  async show(ctx: HttpContext) {
    const { trashed } = await readQuery<{ trashed?: boolean }>(ctx, input.showTaskQuery)
    const task = await findTask(database(), ctx.actor.userId, ctx.params.id)
    if (!task || (task.deletedAt && !trashed)) throw notFound('task')
    ctx.response.header('etag', etag(task.version))
    return taskToJson(task)
  },

  async update(ctx: HttpContext) {
    const body = await readBody<input.UpdateTaskInput>(
      ctx,
      input.updateTaskBody,
      input.READ_ONLY_FIELDS
    )
    const check = (task: Task) =>
      refuseReadOnlyUnlessEqual(ctx.request.body(), task, PRESENT_FIELDS)
    const { scope } = await readQuery<{ scope?: Scope }>(ctx, input.updateTaskQuery)
    return changeOne(ctx, async (trx) => {
      const changed = await updateTask(trx, ctx.actor, ctx.params.id, body, {
        precondition: ifMatch(ctx),
        scope,
        check,
      })
      refuseReadOnlyUnlessEqual(ctx.request.body(), changed.task, FOLLOWING_FIELDS)
      return changed
    })
  },

  async destroy(ctx: HttpContext) {
    const { permanent, scope } = await readQuery<input.DeleteTaskInput>(ctx, input.deleteTaskQuery)
    if (permanent && scope) throw scopeOfPermanent()
    return answerChange(ctx, async (trx): Promise<ApiAnswer> => {
      if (permanent) {
        await deleteForGood(trx, ctx.actor, ctx.params.id, ifMatch(ctx))
        return { status: 204 }
      }
      const { undoId } = await trashTask(trx, ctx.actor, ctx.params.id, {
        precondition: ifMatch(ctx),
        scope,
      })
      return { status: 204, headers: undoHeader(undoId) }
    })
  },

  restore: (ctx: HttpContext) =>
    changeOne(ctx, (trx) => restoreTask(trx, ctx.actor, ctx.params.id)),
  async complete(ctx: HttpContext) {
    const body = await readBody<input.CompleteTaskInput>(ctx, input.completeTaskBody)
    const completedAt = input.completionTime(body)
    return changeOne(ctx, (trx) =>
      completeTask(trx, ctx.actor, ctx.params.id, ifMatch(ctx), completedAt)
    )
  },
  skip: (ctx: HttpContext) =>
    changeOne(ctx, (trx) => skipTask(trx, ctx.actor, ctx.params.id, ifMatch(ctx))),
  reopen: (ctx: HttpContext) =>
    changeOne(ctx, (trx) => reopenTask(trx, ctx.actor, ctx.params.id, ifMatch(ctx))),

  async replaceTags(ctx: HttpContext) {
    const body = await readBody<{ tags: string[] }>(ctx, input.taskTagsBody)
    return changeOne(ctx, (trx) =>
      updateTask(trx, ctx.actor, ctx.params.id, body, { precondition: ifMatch(ctx) })
    )
  },
}

/** The answer's headers of a change that can be taken back. */
export function undoHeader(undoId: string | null): Record<string, string> {
  return undoId ? { 'taskflow-undo': undoId } : {}
}

async function list(ctx: HttpContext, validator: Parameters<typeof readQuery>[1]) {
  const query = await readQuery<input.ListTasksInput>(ctx, validator)
  const position = await currentPosition(database())
  const { tasks, nextCursor } = await listTasks(database(), ctx.actor, query)
  return { data: tasks.map(taskToJson), meta: { next_cursor: nextCursor, position } }
}

function changeOne(
  ctx: HttpContext,
  change: (trx: Trx) => Promise<{ task: Task; undoId: string | null }>
) {
  return answerChange(ctx, async (trx) => {
    const { task, undoId } = await change(trx)
    return withTask(task, undoId, 200)
  })
}

/** The answer of a change of one task. */
export function withTask(task: Task, undoId: string | null, status: number): ApiAnswer {
  return {
    status,
    headers: {
      etag: etag(task.version),
      ...undoHeader(undoId),
      ...(status === 201 && { location: `/api/tasks/${task.id}` }),
    },
    body: taskToJson(task),
  }
}

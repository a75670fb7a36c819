import { rows, type Trx } from '#app/shared/database'
import { type Due, type Priority, priorityRank, type Task } from '#app/tasks/task'
import { findTask } from '#app/tasks/task_row'
import { setTaskTags } from '#app/tasks/task_tags'

export interface NewTask {
  title: string
  description: string | null
  priority: Priority
  due: Due
  tagIds: string[]
  seriesId: string | null
  occurrenceKey: string | null
}

/** Writes an active task; its tags are held by now. */
export async function insertTask(trx: Trx, userId: string, task: NewTask): Promise<Task> {
  const [created] = await rows<{ id: string }>(
    trx,
    `INSERT INTO tasks (user_id, title, description, priority, due_on, due_wall, due_timezone, due_at,
       series_id, occurrence_key, title_sort, search, created_at, updated_at)
     VALUES (:userId, :title, :description, :priority, :dueOn, :dueWall, :dueTimezone, :dueAt,
       :seriesId, :occurrenceKey, left(taskflow_fold(:title), 80),
       taskflow_search_vector(:userId, :title,
         (SELECT string_agg(name, ' ') FROM tags WHERE id = ANY(:tagIds::uuid[])), :description),
       taskflow_now(), taskflow_now())
     RETURNING id`,
    { ...task, ...task.due, userId, priority: priorityRank(task.priority) }
  )
  if (!created) throw new Error('a task was not written')
  await setTaskTags(trx, [{ taskId: created.id, tagIds: task.tagIds }])
  const written = await findTask(trx, userId, created.id)
  if (!written) throw new Error('a task is gone within its own transaction')
  return written
}

import { rows, type Trx } from '#app/shared/database'
import type { TaskState } from '#app/tasks/task'

export const UNDO_HOURS = 24 // PRODUCT.md, "POST /undo/{id}"

/** What a change did, row by row: what was there before, and the version that the change left behind. */
export interface UndoChanges {
  tasks?: { id: string; before: TaskState | null; version: number }[]
  tags?: { id: string; before: TagState | null; version: number | null }[]
}

export interface TagState {
  name: string
  color: string
  createdAt: string
  /** Only of a deleted tag: the tasks that had it. */
  taskIds?: string[]
}

/** Keeps a change for undo; answers its id. */
export async function rememberChange(trx: Trx, userId: string, action: string, changes: UndoChanges): Promise<string> {
  const [entry] = await rows<{ id: string }>(
    trx,
    `INSERT INTO undo_entries (user_id, action, changes, created_at)
     VALUES (:userId, :action, :changes, taskflow_now()) RETURNING id`,
    { userId, action, changes: JSON.stringify(changes) }
  )
  if (!entry) throw new Error('an undo entry was not written')
  return entry.id
}

import { createHash } from 'node:crypto'
import { canonicalJson } from '#app/shared/canonical_json'
import { rows, type Trx } from '#app/shared/database'
import type { SeriesState } from '#app/recurrence/series'
import type { TaskState } from '#app/tasks/task'

export const UNDO_HOURS = 24 // PRODUCT.md, "POST /undo/{id}"

/** What a change did, row by row: what was there before, and how to know that nothing has changed since. */
export interface UndoChanges {
  tasks?: TaskChange[]
  tags?: TagChange[]
  series?: SeriesChange[]
}

export interface SeriesChange {
  id: string
  /** Null: the change made the series. */
  before: SeriesState | null
  /** As with a task. */
  version: number
  after: string
}

export interface TaskChange {
  id: string
  /** Null: the change made the task, or the task is gone for good since. */
  before: TaskState | null
  /** Only of a task that is gone for good: the series in which it was before. */
  seriesId?: string | null
  /** The version that the change left behind. */
  version: number
  /** Fingerprint of the state that the change left behind: later changes that were undone do not count. */
  after?: string
}

export interface TagChange {
  id: string
  /** Null: the change made the tag. */
  before: TagState | null
  /** Null: the change deleted the tag. */
  after: TagLook | null
}

export interface TagLook {
  name: string
  color: string
}

export interface TagState extends TagLook {
  createdAt: string
  /** Only of a deleted tag: the tasks that had it. */
  taskIds?: string[]
}

/** Keeps a change for undo; answers its id. */
export async function rememberChange(
  trx: Trx,
  userId: string,
  action: string,
  changes: UndoChanges
): Promise<string> {
  const [entry] = await rows<{ id: string }>(
    trx,
    `INSERT INTO undo_entries (user_id, action, changes, created_at)
     VALUES (:userId, :action, :changes, taskflow_now()) RETURNING id`,
    { userId, action, changes: JSON.stringify(changes) }
  )
  if (!entry) throw new Error('an undo entry was not written')
  return entry.id
}

/** Leaves the mark of a change that cannot be taken back: whoever counts the tasks of these users counts anew. */
export async function markChanged(trx: Trx, userIds: string[]) {
  await rows(
    trx,
    `INSERT INTO undo_entries (user_id, action, changes, created_at)
     SELECT id, 'due.rebuild', '{}', taskflow_now() FROM unnest(:userIds::uuid[]) AS id`,
    { userIds }
  )
}

/** Equal for equal states. Of an all-day task the date counts alone: its instant moves with the profile's zone. */
export function fingerprint(state: TaskState): string {
  const { seriesId, occurrenceKey, detached, skippedAt, ...plain } = state
  const series = { seriesId, occurrenceKey, detached, skippedAt }
  return hash({ ...plain, ...(state.dueOn && { dueAt: null }), ...(seriesId && { series }) })
}

export function seriesFingerprint(state: SeriesState): string {
  const { rule, pattern, startWall, timezone, mode, endedAt, endedBy } = state
  return hash({ rule, pattern, startWall, timezone, mode, endedAt, endedBy })
}

function hash(value: object) {
  return createHash('sha256').update(canonicalJson(value)).digest('base64url')
}

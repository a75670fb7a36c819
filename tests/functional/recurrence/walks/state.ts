import { database, rows } from '#app/shared/database'

/** A task as its row is. */
export interface WalkedTask {
  id: string
  series_id: string | null
  occurrence_key: string | null
  status: 'active' | 'completed'
  trashed: boolean
  detached: boolean
  due: string
  timed: boolean
  pending: boolean
  closing_event_id: string | null
  version: number
}

export interface WalkedSeries {
  id: string
  live: boolean
  mode: 'fixed' | 'after_completion'
  rule: string
  start_wall: string
  timezone: string | null
  /** What keys depend on: after another one they may begin anew. */
  recurrence: string
}

/** Everything of the only person, in the order of its making. */
export interface WalkState {
  tasks: WalkedTask[]
  series: WalkedSeries[]
}

export async function walkState(): Promise<WalkState> {
  const tasks = await rows<WalkedTask>(
    database(),
    `SELECT id, series_id, occurrence_key, status, deleted_at IS NOT NULL AS trashed, detached, due_wall IS NOT NULL AS timed,
       concat_ws(' ', due_on, due_wall, due_timezone, due_at) AS due, closing_event_id, version,
       next_key IS NOT NULL AND next_task_id IS NULL AND NOT detached AS pending
     FROM tasks ORDER BY id`
  )
  const series = await rows<WalkedSeries>(
    database(),
    `SELECT id, ended_at IS NULL AS live, mode, rule, start_wall, timezone,
       concat_ws(' ', rule, start_wall, timezone, mode) AS recurrence
     FROM series ORDER BY id`
  )
  return { tasks, series }
}

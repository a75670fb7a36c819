import { database, inTransaction, rows, type Client, type Trx } from '#app/shared/database'
import { instantFromSql } from '#app/shared/time'
import { isSameDue, rebuiltDue } from '#app/tasks/rebuilt_due'
import type { Due } from '#app/tasks/task'
import { markChanged } from '#app/tasks/undo_entry'

const BATCH_TASKS = 500 // some 10 ms of reckoning: requests of this process go on in between

export interface Progress {
  lookedAt: number
  changed: number
}

interface Options {
  /** Only says what would change. */
  dryRun?: boolean
  /** Ends it between two batches. */
  signal?: AbortSignal
  /** First in each transaction; what it throws ends the whole. */
  guard?: (trx: Trx) => Promise<void>
}

/**
 * Rebuilds the instants of the due dates of all active tasks, the trash included, from what people see: date, wall time
 * and zone. Yields after each batch how far it is. Versions stay as they are, and there are no events: nothing has changed
 * that a person said.
 */
export async function* rebuildDueDates({ dryRun, signal, guard }: Options = {}) {
  const progress: Progress = { lookedAt: 0, changed: 0 }
  for (let after: string | undefined = FIRST_ID; after && !signal?.aborted;) {
    const batch = await readBatch(database(), after)
    const ids = batch.filter(isStale).map(({ id }) => id)
    progress.lookedAt += batch.length
    if (dryRun) progress.changed += ids.length
    else if (ids.length > 0) {
      progress.changed += await inTransaction(async (trx) => {
        await guard?.(trx)
        return rebuild(trx, ids)
      })
    }
    yield { ...progress }
    after = batch.length < BATCH_TASKS ? undefined : batch.at(-1)?.id
  }
}

/** How many `rebuildDueDates` will look at. */
export async function countDueDates(client: Client): Promise<number> {
  const [found] = await rows<{ count: number }>(
    client,
    `SELECT count(*)::int AS count FROM tasks t WHERE ${DATED}`
  )
  return found?.count ?? 0
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000'
const DATED = `t.status = 'active' AND t.due_at IS NOT NULL`

interface DatedRow extends Due {
  id: string
  userId: string
  occurrenceKey: string | null
  profileZone: string
}

/** Locks nothing: of a thousand tasks few will have to be written. Index: tasks_pkey. */
function readBatch(client: Client, after: string): Promise<DatedRow[]> {
  return read(client, 't.id > :after', { after })
}

/**
 * Locked in the order in which every other change locks them, and read again by a statement of its own: a profile's
 * zone that changed while we waited has to be the one that we read.
 */
async function rebuild(trx: Trx, ids: string[]): Promise<number> {
  await rows(trx, 'SELECT FROM tasks WHERE id = ANY(:ids::uuid[]) ORDER BY id FOR NO KEY UPDATE', {
    ids,
  })
  const locked = await read(trx, 't.id = ANY(:ids::uuid[])', { ids })
  const stale = locked.filter(isStale)
  const values = stale.map((task) => {
    const { dueWall, dueAt } = rebuiltDue(task, task.profileZone)
    return { id: task.id, due_wall: dueWall, due_at: dueAt }
  })
  await rows(
    trx,
    `UPDATE tasks t SET due_wall = v.due_wall, due_at = v.due_at
     FROM jsonb_to_recordset(:values::jsonb) AS v (id uuid, due_wall timestamp, due_at timestamptz)
     WHERE t.id = v.id`,
    { values: JSON.stringify(values) }
  )
  await markChanged(trx, [...new Set(stale.map(({ userId }) => userId))])
  return stale.length
}

async function read(client: Client, condition: string, bindings: Record<string, unknown>) {
  const found = await rows<DatedRow & { dueAt: string }>(
    client,
    `SELECT t.id, t.user_id AS "userId", t.due_on::text AS "dueOn", t.due_timezone AS "dueTimezone",
       replace(t.due_wall::text, ' ', 'T') AS "dueWall", t.due_at::text AS "dueAt",
       t.occurrence_key AS "occurrenceKey", u.timezone AS "profileZone"
     FROM tasks t JOIN users u ON u.id = t.user_id
     WHERE ${condition} AND ${DATED} ORDER BY t.id LIMIT ${BATCH_TASKS}`,
    bindings
  )
  return found.map((row): DatedRow => ({ ...row, dueAt: instantFromSql(row.dueAt) }))
}

function isStale(task: DatedRow): boolean {
  return !isSameDue(task, rebuiltDue(task, task.profileZone))
}

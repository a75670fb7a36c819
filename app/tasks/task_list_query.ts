import { type Client, rows } from '#app/shared/database'
import { decodeCursor, encodeCursor } from '#app/shared/cursor'
import { nowInstant } from '#app/shared/time'
import type { Actor } from '#app/shared/actor'
import { correctTypos, type Corrections, FEW_HITS } from '#app/tasks/search_terms'
import { filterConditions } from '#app/tasks/task_filters'
import type { Task, TaskStatus } from '#app/tasks/task'
import { TASK_COLUMNS, taskFromRow, type TaskRow } from '#app/tasks/task_row'
import { type ListTasksInput, pageSize, type SortField } from '#app/tasks/task_validators'

export interface TaskPage {
  tasks: Task[]
  nextCursor: string | null
  /** What `q` was taken to mean besides what it says. */
  corrections: Corrections
}

/** What only pages ask for: the completed and the deleted in the order in which they became it. */
export interface ListTasksForPageInput extends Omit<ListTasksInput, 'sort'> {
  sort?: PageSort | `-${PageSort}`
  /** An instant: completed since then. */
  completed_since?: string
}
type PageSort = SortField | 'completed_at' | 'deleted_at'

/** What a list is sorted by, and the type of the key; each has an index in migration 0002 for each status. */
const SORT_KEYS: Record<PageSort, { sql: (descending: boolean) => string; type: string }> = {
  // No due date sorts last both ways. Indexes: tasks_due, tasks_due_desc.
  due_date: {
    sql: (desc) => `coalesce(t.due_at, '${desc ? '-' : ''}infinity')`,
    type: 'timestamptz',
  },
  priority: { sql: () => 't.priority', type: 'smallint' },
  created_at: { sql: () => 't.created_at', type: 'timestamptz' },
  updated_at: { sql: () => 't.updated_at', type: 'timestamptz' },
  title: { sql: () => 't.title_sort', type: 'text' },
  completed_at: { sql: () => 't.completed_at', type: 'timestamptz' },
  deleted_at: { sql: () => 't.deleted_at', type: 'timestamptz' },
}

/**
 * One page of the user's tasks. Keyset pagination with the id as tie-break: rows that come or go between two pages
 * neither repeat nor hide another.
 */
export async function listTasks(
  client: Client,
  actor: Actor,
  input: ListTasksForPageInput
): Promise<TaskPage> {
  const { limit, cursor: cursorText, ...scope } = input
  const boundTo = { ...scope, user: actor.userId, zone: actor.timezone }
  const cursor = cursorText === undefined ? undefined : decodeCursor(cursorText, boundTo)
  const now = cursor?.now ?? nowInstant()
  const forgiving = cursor?.forgiving ?? (await findsLittle(client, actor, input, now))
  const corrections =
    forgiving && input.q
      ? await correctTypos(client, actor.userId, input.q)
      : new Map<string, string[]>()
  const found = await selectPage(client, actor, input, now, cursor?.after, corrections)
  const size = pageSize(input)
  const page = found.slice(0, size)
  const last = page.at(-1)
  return {
    tasks: page.map(taskFromRow),
    nextCursor:
      found.length > size && last
        ? encodeCursor({ after: [last.sort_key, last.id], now, forgiving }, boundTo)
        : null,
    corrections,
  }
}

/** Whether typos are forgiven: as the search does, by what is found under all the filters. Index: tasks_search. */
async function findsLittle(
  client: Client,
  actor: Actor,
  input: ListTasksForPageInput,
  now: string
): Promise<boolean> {
  if (!input.q?.trim()) return false
  const filter = filterConditions(input, actor.userId, actor.timezone, now)
  const hits = await rows(
    client,
    `SELECT 1 FROM tasks t WHERE t.user_id = :userId AND ${trash(input)}
       ${input.status ? 'AND t.status = :status' : ''}${filter.sql} LIMIT ${FEW_HITS}`,
    { ...filter.bindings, userId: actor.userId, ...(input.status && { status: input.status }) }
  )
  return hits.length < FEW_HITS
}

type KeyedRow = TaskRow & { sort_key: string }

async function selectPage(
  client: Client,
  actor: Actor,
  input: ListTasksForPageInput,
  now: string,
  after: [string, string] | undefined,
  corrections: Corrections
): Promise<KeyedRow[]> {
  const descending = input.sort?.startsWith('-') ?? false
  const field = (input.sort?.replace('-', '') ?? 'due_date') as PageSort
  const key = SORT_KEYS[field].sql(descending)
  const type = SORT_KEYS[field].type
  const [direction, beyond] = descending ? ['DESC', '<'] : ['ASC', '>']
  const filter = filterConditions(input, actor.userId, actor.timezone, now, corrections)
  const position = after ? ` AND (${key}, t.id) ${beyond} (:afterKey::${type}, :afterId::uuid)` : ''
  // Each status is a scan of its own index range that stops at the page's size; the outer sort merges them.
  const since = input.completed_since ? ' AND t.completed_at >= :since::timestamptz' : ''
  const branch = (status: string) => `(SELECT t.*, ${key} AS sort_key FROM tasks t
    WHERE t.user_id = :userId${status} AND ${trash(input)}${filter.sql}${since}${position}
    ORDER BY ${key} ${direction}, t.id ${direction} LIMIT :rows)`
  return rows<KeyedRow>(
    client,
    `SELECT ${TASK_COLUMNS}, t.sort_key::text AS sort_key FROM (
       SELECT * FROM (${statusRanges(input).map(branch).join(' UNION ALL ')}) AS merged
       ORDER BY sort_key ${direction}, id ${direction} LIMIT :rows) AS t
     ORDER BY t.sort_key ${direction}, t.id ${direction}`,
    {
      ...filter.bindings,
      userId: actor.userId,
      rows: pageSize(input) + 1,
      ...(since && { since: input.completed_since }),
      ...(after && { afterKey: after[0], afterId: after[1] }),
    }
  )
}

/** The index ranges to merge. The trash is one: its index does not ask for the status. */
function statusRanges(input: ListTasksForPageInput): string[] {
  if (input.status) return [` AND t.status = '${input.status}'`]
  if (input.trashed && !input.overdue) return ['']
  const statuses: TaskStatus[] = input.overdue ? ['active'] : ['active', 'completed']
  return statuses.map((status) => ` AND t.status = '${status}'`)
}

function trash(input: ListTasksForPageInput) {
  return input.trashed ? 't.deleted_at IS NOT NULL' : 't.deleted_at IS NULL'
}

import type { Actor } from '#app/shared/actor'
import { decodeCursor, encodeCursor } from '#app/shared/cursor'
import { type Client, rows } from '#app/shared/database'
import { nowInstant } from '#app/shared/time'
import { correctTypos, type Corrections, searchBindings, TSQUERY } from '#app/tasks/search_terms'
import { filterConditions } from '#app/tasks/task_filters'
import type { Task } from '#app/tasks/task'
import { TASK_COLUMNS, taskFromRow, type TaskRow } from '#app/tasks/task_row'
import { type ListTasksInput, pageSize, type TaskFilters } from '#app/tasks/task_validators'

/** In order of rank there is no cheap page 40: nobody reads so far, a better word finds it (PRODUCT.md, "Search"). */
export const SEARCH_MAX = 200
/** With fewer exact hits than this a typo is assumed possible, and near words are looked for too. */
const FEW_HITS = 5

/** What a list that filters by `q` forgives: the same as the search does. */
export async function correctionsForList(client: Client, actor: Actor, q: string | undefined): Promise<Corrections> {
  if (!q?.trim()) return new Map()
  const hits = await rows(
    client,
    `SELECT 1 FROM tasks t WHERE t.user_id = :userId AND t.search @@ ${TSQUERY} LIMIT ${FEW_HITS}`,
    { userId: actor.userId, ...searchBindings(q) }
  )
  return hits.length < FEW_HITS ? correctTypos(client, actor.userId, q) : new Map()
}

export interface SearchPage {
  tasks: Task[]
  /** Words of the tasks that were found instead of what was typed, by what was typed. */
  corrections: Corrections
  nextCursor: string | null
}

export type SearchTasksInput = TaskFilters & Pick<ListTasksInput, 'limit' | 'cursor'> & { q: string }

/** Full-text search by rank: title before tags before description, the nearer due date first among equals. */
export async function searchTasks(client: Client, actor: Actor, input: SearchTasksInput): Promise<SearchPage> {
  const { limit, cursor: cursorText, ...scope } = input
  const boundTo = { ...scope, user: actor.userId, zone: actor.timezone, search: true }
  const cursor = cursorText === undefined ? undefined : decodeCursor(cursorText, boundTo)
  const now = cursor?.now ?? nowInstant()
  let corrections: Corrections = new Map()
  let hits = await ranked(client, actor, input, now, corrections)
  if (hits.length < FEW_HITS) {
    corrections = await correctTypos(client, actor.userId, input.q)
    if (corrections.size > 0) hits = await ranked(client, actor, input, now, corrections)
  }
  const size = pageSize(input)
  const start = cursor ? hits.findIndex(({ id }) => id === cursor.after[1]) + 1 || Number(cursor.after[0]) : 0
  const page = hits.slice(start, start + size)
  const last = page.at(-1)
  const more = last !== undefined && start + size < hits.length
  return {
    tasks: await load(client, page.map(({ id }) => id)),
    corrections,
    nextCursor: more ? encodeCursor({ after: [String(start + size), last.id], now }, boundTo) : null,
  }
}

/**
 * The weights keep the tiers apart: ts_rank adds at most pi²/6 of a weight for one word however often it occurs.
 * Index: tasks_search (user_id first, or the words of everybody's tasks would be read).
 */
function ranked(
  client: Client,
  actor: Actor,
  input: SearchTasksInput,
  now: string,
  corrections: Corrections
): Promise<{ id: string }[]> {
  const { q, ...filters } = input
  const filter = filterConditions(filters, actor.userId, actor.timezone, now)
  return rows<{ id: string }>(
    client,
    `WITH query AS MATERIALIZED (SELECT ${TSQUERY} AS every, taskflow_search_query(:f_exact::jsonb) AS exact)
     SELECT t.id FROM tasks t, query
     WHERE t.user_id = :userId AND t.search @@ query.every
       AND ${input.trashed ? 't.deleted_at IS NOT NULL' : 't.deleted_at IS NULL'}
       ${input.status ? 'AND t.status = :status' : ''}${filter.sql}
     ORDER BY t.search @@ query.exact DESC, ts_rank('{0, 0.01, 0.1, 1}', t.search, query.every) DESC,
       t.status, coalesce(t.due_at, 'infinity'), t.id
     LIMIT ${SEARCH_MAX}`,
    {
      ...filter.bindings,
      ...searchBindings(q, corrections),
      f_exact: searchBindings(q).f_terms,
      userId: actor.userId,
      ...(input.status && { status: input.status }),
    }
  )
}

async function load(client: Client, ids: string[]): Promise<Task[]> {
  if (ids.length === 0) return []
  const found = await rows<TaskRow>(
    client,
    `SELECT ${TASK_COLUMNS} FROM unnest(:ids::uuid[]) WITH ORDINALITY AS hit (id, place)
     JOIN tasks t ON t.id = hit.id ORDER BY hit.place`,
    { ids }
  )
  return found.map(taskFromRow)
}

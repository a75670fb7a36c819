import type { Actor } from '#app/shared/actor'
import { decodeCursor, encodeCursor } from '#app/shared/cursor'
import { type Client, rows } from '#app/shared/database'
import { nowInstant } from '#app/shared/time'
import {
  correctTypos,
  type Corrections,
  FEW_HITS,
  parseSearch,
  searchBindings,
  TSQUERY,
} from '#app/tasks/search_terms'
import { filterConditions } from '#app/tasks/task_filters'
import type { Task } from '#app/tasks/task'
import { TASK_COLUMNS, taskFromRow, type TaskRow } from '#app/tasks/task_row'
import { type ListTasksInput, pageSize, type TaskFilters } from '#app/tasks/task_validators'

/** In order of rank there is no cheap page 40: nobody reads so far, a better word finds it (PRODUCT.md, "Search"). */
export const SEARCH_MAX = 200

export interface SearchPage {
  tasks: Task[]
  /** Words of the tasks that were found instead of what was typed, by what was typed. */
  corrections: Corrections
  nextCursor: string | null
}

export type SearchTasksInput = TaskFilters &
  Pick<ListTasksInput, 'limit' | 'cursor'> & { q: string }

/** Full-text search by rank: title before tags before description, the nearer due date first among equals. */
export async function searchTasks(
  client: Client,
  actor: Actor,
  input: SearchTasksInput
): Promise<SearchPage> {
  const { limit, cursor: cursorText, ...scope } = input
  const boundTo = { ...scope, user: actor.userId, zone: actor.timezone, search: true }
  const cursor = cursorText === undefined ? undefined : decodeCursor(cursorText, boundTo)
  const now = cursor?.now ?? nowInstant()
  const after = cursor && afterHit(cursor.after)
  const room = SEARCH_MAX - (after?.shown ?? 0)
  const size = Math.min(pageSize(input), room)

  let corrections: Corrections = cursor?.forgiving
    ? await correctTypos(client, actor.userId, input.q)
    : new Map()
  let hits = await ranked(client, actor, input, {
    now,
    corrections,
    after,
    rows: Math.max(size + 1, FEW_HITS),
  })
  const forgiving = cursor?.forgiving ?? hits.length < FEW_HITS
  if (forgiving && !cursor) {
    corrections = await correctTypos(client, actor.userId, input.q)
    if (corrections.size > 0) {
      hits = await ranked(client, actor, input, { now, corrections, rows: size + 1 })
    }
  }

  const page = hits.slice(0, size)
  const last = page.at(-1)
  const more = last !== undefined && hits.length > size && size < room
  const shown = (after?.shown ?? 0) + size
  return {
    tasks: page.map(taskFromRow),
    corrections,
    nextCursor: more
      ? encodeCursor({ after: [hitKey(last, shown), last.id], now, forgiving }, boundTo)
      : null,
  }
}

/** Where a hit stands: exact ones first, then by rank, then what is open and due sooner. Ascending throughout. */
interface HitKey {
  inexact: boolean
  negative_rank: string
  due_key: string
}
type Hit = TaskRow & HitKey
type After = HitKey & { shown: number; status: string; id: string }

function hitKey(hit: Hit, shown: number) {
  return JSON.stringify([shown, hit.inexact, hit.negative_rank, hit.status, hit.due_key])
}

function afterHit([key, id]: [string, string]): After {
  const [shown, inexact, rank, status, due] = JSON.parse(key) as [
    number,
    boolean,
    string,
    string,
    string,
  ]
  return { shown, inexact, negative_rank: rank, status, due_key: due, id }
}

/**
 * The weights keep the tiers apart: of one word ts_rank adds at least 0.6 of a weight wherever it occurs, at most the
 * whole however often it does, and that for each word which a prefix matches: 800 such words are no room in the tags
 * and 3,300 none in the description to reach the next tier.
 * Index: tasks_search, whose lexemes begin with their owner's key, or the words of everybody's tasks would be read.
 */
function ranked(
  client: Client,
  actor: Actor,
  input: SearchTasksInput,
  page: { now: string; corrections: Corrections; after?: After | undefined; rows: number }
): Promise<Hit[]> {
  const { q, ...filters } = input
  const filter = filterConditions(filters, actor.userId, actor.timezone, page.now)
  const forgiven = page.corrections.size > 0
  const after =
    page.after &&
    `WHERE (inexact, negative_rank, status, due_key, id) >
    (:after_inexact::boolean, :after_negative_rank::real, :after_status::text, :after_due_key::timestamptz, :after_id::uuid)`
  return rows<Hit>(
    client,
    `WITH query AS MATERIALIZED (
       SELECT ${TSQUERY} AS every, ${forgiven ? 'taskflow_search_query(:f_owner::uuid, :f_exact::jsonb)' : 'NULL'} AS exact,
         taskflow_search_query(:f_owner::uuid, :f_terms::jsonb, for_rank => true) AS ranking),
     hits AS (
       SELECT t.id, t.status, ${forgiven ? 'NOT t.search @@ query.exact' : 'false'} AS inexact,
         -ts_rank('{0, 1e-7, 1e-3, 1}', t.search, query.ranking) AS negative_rank,
         coalesce(t.due_at, 'infinity') AS due_key
       FROM tasks t, query
       WHERE ${ownedBy(q)} AND t.search @@ query.every
         AND ${input.trashed ? 't.deleted_at IS NOT NULL' : 't.deleted_at IS NULL'}
         ${input.status ? 'AND t.status = :status' : ''}${filter.sql}),
     hit AS (
       SELECT * FROM hits ${after ?? ''}
       ORDER BY inexact, negative_rank, status, due_key, id LIMIT :rows)
     SELECT ${TASK_COLUMNS}, hit.inexact, hit.negative_rank::text AS negative_rank, hit.due_key::text AS due_key
     FROM hit JOIN tasks t ON t.id = hit.id
     ORDER BY hit.inexact, hit.negative_rank, hit.status, hit.due_key, hit.id`,
    {
      ...filter.bindings,
      ...searchBindings(actor.userId, q, page.corrections),
      ...(page.after &&
        Object.fromEntries(
          Object.entries(page.after).map(([name, value]) => [`after_${name}`, value])
        )),
      f_exact: searchBindings(actor.userId, q).f_terms,
      rows: page.rows,
      userId: actor.userId,
      ...(input.status && { status: input.status }),
    }
  )
}

/**
 * The words say whose task it is (their lexemes begin with the owner's key), so the owner need only be checked: asked
 * with `=`, the planner would also walk an index over all of the owner's tasks. A search that only excludes has
 * nothing else to walk.
 */
function ownedBy(q: string) {
  const hasWords = parseSearch(q).some((term) => !term.excluded)
  return hasWords ? 't.user_id IS NOT DISTINCT FROM :userId' : 't.user_id = :userId'
}

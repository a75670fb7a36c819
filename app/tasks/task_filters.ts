import type { Bindings } from '#app/shared/database'
import { instantOrStartOfDay } from '#app/shared/time'
import { priorityRank } from '#app/tasks/task'
import { type Corrections, searchBindings, TSQUERY } from '#app/tasks/search_terms'
import { tagKey } from '#app/tasks/task_tags'
import type { TaskFilters } from '#app/tasks/task_validators'

/** A filter as SQL over a table called `t`; bindings are named `f_…`. */
export interface Condition {
  sql: string
  bindings: Bindings
}

/**
 * What the filters ask for, status and trash left out (they choose the index).
 *
 * @param zone the profile's: a date means the start of that day there
 * @param now the first page's "now", on which every page agrees what is overdue
 */
export function filterConditions(
  filters: TaskFilters,
  userId: string,
  zone: string,
  now: string,
  corrections: Corrections = new Map()
): Condition {
  const parts: string[] = []
  const bindings: Bindings = {}
  if (filters.priority?.length) {
    parts.push('t.priority = ANY(:f_priorities::smallint[])')
    bindings.f_priorities = filters.priority.map(priorityRank)
  }
  if (filters.due_before) {
    parts.push('t.due_at < :f_before::timestamptz')
    bindings.f_before = instantOrStartOfDay(filters.due_before, zone)
  }
  if (filters.due_after) {
    parts.push('t.due_at >= :f_after::timestamptz')
    bindings.f_after = instantOrStartOfDay(filters.due_after, zone)
  }
  if (filters.overdue !== undefined) {
    const overdue = `t.status = 'active' AND t.due_at < :f_now::timestamptz`
    parts.push(filters.overdue ? overdue : `(${overdue}) IS NOT TRUE`)
    bindings.f_now = now
  }
  if (filters.tags?.length) {
    const keys = [...new Set(filters.tags.map(tagKey))]
    parts.push(tagCondition(filters.tags_match ?? 'any'))
    Object.assign(bindings, { f_keys: keys, f_user: userId })
  }
  if (filters.tag_id) {
    parts.push('EXISTS (SELECT 1 FROM task_tags tt WHERE tt.task_id = t.id AND tt.tag_id = :f_tag)')
    bindings.f_tag = filters.tag_id
  }
  if (filters.q?.trim()) {
    parts.push(`t.search @@ ${TSQUERY}`)
    Object.assign(bindings, searchBindings(userId, filters.q, corrections))
  }
  return { sql: parts.map((part) => ` AND ${part}`).join(''), bindings }
}

/** Index: task_tags' primary key, for a row; the tags themselves are looked up once. */
function tagCondition(match: 'any' | 'all') {
  const wanted =
    'ARRAY(SELECT id FROM tags WHERE user_id = :f_user AND name_key = ANY(:f_keys::text[]))'
  if (match === 'any') {
    return `EXISTS (SELECT 1 FROM task_tags tt WHERE tt.task_id = t.id AND tt.tag_id = ANY(${wanted}))`
  }
  return `(SELECT count(*) FROM task_tags tt WHERE tt.task_id = t.id AND tt.tag_id = ANY(${wanted})) = cardinality(:f_keys::text[])`
}

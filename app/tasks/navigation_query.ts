import type { Actor } from '#app/shared/actor'
import { clock } from '#app/shared/clock'
import { type Client, rows } from '#app/shared/database'
import { addDays, startOfDay, today } from '#app/shared/time'
import { cachedNavigation, type CountedNavigation } from '#app/tasks/navigation_cache'

export interface Navigation {
  /** Active tasks: due by the end of today (overdue ones too), due later, all. */
  counts: { overdue: number; today: number; upcoming: number; all: number }
  tags: { id: string; name: string; color: string; count: number }[]
}

/** What the sidebar says. */
export function navigation(client: Client, actor: Actor): Promise<Navigation> {
  return cachedNavigation(client, actor, () => countNavigation(client, actor))
}

type CountedRow = Navigation['counts'] & {
  tags: Navigation['tags'] | null
  next_due_ms: number | null
  snapshot: string
}

/** Read from indexes alone: tasks_due, task_tags_open. */
async function countNavigation(client: Client, actor: Actor): Promise<CountedNavigation> {
  const nowMs = clock.nowMs()
  const tomorrow = startOfDay(addDays(today(actor.timezone), 1), actor.timezone)
  const [found] = await rows<CountedRow>(
    client,
    `SELECT counts.*, pg_current_snapshot()::text AS snapshot, (
       SELECT json_agg(json_build_object('id', g.id, 'name', g.name, 'color', g.color, 'count',
           (SELECT count(*) FROM task_tags tt WHERE tt.tag_id = g.id AND tt.open)) ORDER BY g.name_key)
       FROM tags g WHERE g.user_id = :userId) AS tags
     FROM (SELECT count(*)::int AS all,
         count(*) FILTER (WHERE due_at < :now)::int AS overdue,
         count(*) FILTER (WHERE due_at < :tomorrow)::int AS today,
         count(*) FILTER (WHERE due_at >= :tomorrow)::int AS upcoming,
         (extract(epoch FROM min(due_at) FILTER (WHERE due_at >= :now)) * 1000)::float8 AS next_due_ms
       FROM tasks WHERE user_id = :userId AND status = 'active' AND deleted_at IS NULL) AS counts`,
    { userId: actor.userId, now: new Date(nowMs).toISOString(), tomorrow }
  )
  if (!found) throw new Error('an aggregate answered no row')
  const { tags, next_due_ms: nextDueMs, snapshot, ...counts } = found
  return {
    navigation: { counts, tags: tags ?? [] },
    snapshot,
    validUntilMs: Math.min(Date.parse(tomorrow), nextDueMs ?? Infinity),
  }
}

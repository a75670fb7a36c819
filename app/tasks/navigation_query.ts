import type { Actor } from '#app/shared/actor'
import { type Client, rows } from '#app/shared/database'
import { addDays, startOfDay, today } from '#app/shared/time'
import { clock } from '#app/shared/clock'

export interface Navigation {
  /** Active tasks: due by the end of today (overdue ones too), due later, all. */
  counts: { overdue: number; today: number; upcoming: number; all: number }
  tags: { id: string; name: string; color: string; count: number }[]
}

/** What the sidebar says. Indexes: tasks_due, task_tags_tag. */
export async function navigation(client: Client, actor: Actor): Promise<Navigation> {
  const [found] = await rows<Navigation['counts'] & { tags: Navigation['tags'] | null }>(
    client,
    `SELECT counts.*, (
       SELECT json_agg(json_build_object('id', g.id, 'name', g.name, 'color', g.color, 'count', coalesce(used.count, 0))
         ORDER BY g.name_key)
       FROM tags g LEFT JOIN (
         SELECT tt.tag_id, count(*)::int AS count FROM tasks t JOIN task_tags tt ON tt.task_id = t.id
         WHERE t.user_id = :userId AND t.status = 'active' AND t.deleted_at IS NULL GROUP BY tt.tag_id) AS used
         ON used.tag_id = g.id
       WHERE g.user_id = :userId) AS tags
     FROM (SELECT count(*)::int AS all,
         count(*) FILTER (WHERE coalesce(due_at, 'infinity') < :now)::int AS overdue,
         count(*) FILTER (WHERE coalesce(due_at, 'infinity') < :tomorrow)::int AS today,
         count(*) FILTER (WHERE coalesce(due_at, 'infinity') >= :tomorrow
           AND coalesce(due_at, 'infinity') < 'infinity')::int AS upcoming
       FROM tasks WHERE user_id = :userId AND status = 'active' AND deleted_at IS NULL) AS counts`,
    {
      userId: actor.userId,
      now: new Date(clock.nowMs()).toISOString(),
      tomorrow: startOfDay(addDays(today(actor.timezone), 1), actor.timezone),
    }
  )
  const { tags, ...counts } = found ?? { overdue: 0, today: 0, upcoming: 0, all: 0, tags: null }
  return { counts, tags: tags ?? [] }
}

import type { Actor } from '#app/shared/actor'
import { type Client, rows } from '#app/shared/database'
import { addDays, startOfDay, today } from '#app/shared/time'
import { clock } from '#app/shared/clock'

export interface Navigation {
  /** Active tasks: due by the end of today (overdue ones too), due later, all. */
  counts: { overdue: number; today: number; upcoming: number; all: number }
  tags: { id: string; name: string; color: string; count: number }[]
}

/** What the sidebar says, read from indexes alone: tasks_due, task_tags_open. */
export async function navigation(client: Client, actor: Actor): Promise<Navigation> {
  const [found] = await rows<Navigation['counts'] & { tags: Navigation['tags'] | null }>(
    client,
    `SELECT counts.*, (
       SELECT json_agg(json_build_object('id', g.id, 'name', g.name, 'color', g.color, 'count',
           (SELECT count(*) FROM task_tags tt WHERE tt.tag_id = g.id AND tt.open)) ORDER BY g.name_key)
       FROM tags g WHERE g.user_id = :userId) AS tags
     FROM (SELECT count(*)::int AS all,
         count(*) FILTER (WHERE due_at < :now)::int AS overdue,
         count(*) FILTER (WHERE due_at < :tomorrow)::int AS today,
         count(*) FILTER (WHERE due_at >= :tomorrow)::int AS upcoming
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

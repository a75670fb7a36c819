import type pg from 'pg'
import { demoTasks } from '#app/tasks/demo_tasks'

const QUERIES = [
  'invoice',
  'zurich',
  'lib',
  'tomatos',
  '"pull request"',
  'call -meeting',
  'passport',
  'budget amelie',
]

/** What the operations are about: ids of the measured user's tasks, words to search, titles to write. */
export class Samples {
  #next = 0
  #active: string[]

  private constructor(
    private readonly ids: string[],
    active: string[]
  ) {
    this.#active = active
  }

  static async read(pool: pg.Pool, userId: string): Promise<Samples> {
    const { rows } = await pool.query<{ id: string; status: string }>(
      'SELECT id, status FROM tasks WHERE user_id = $1 AND deleted_at IS NULL ORDER BY md5(id::text)',
      [userId]
    )
    return new Samples(
      rows.map(({ id }) => id),
      rows.filter(({ status }) => status === 'active').map(({ id }) => id)
    )
  }

  id(): string {
    return this.ids[this.#next++ % this.ids.length]!
  }

  /** Each one once: completing it again would be no change, and so be no measure. */
  activeId(): string {
    const id = this.#active.pop()
    if (!id) throw new Error('All tasks are completed: measure for fewer seconds')
    return id
  }

  /** Makes every task active again, and the table as it was before. */
  async reopenAll(pool: pg.Pool) {
    await pool.query(
      "UPDATE tasks SET status = 'active', completed_at = NULL WHERE id = ANY($1) AND status = 'completed'",
      [this.ids]
    )
    await pool.query('VACUUM (ANALYZE) tasks, task_tags')
    this.#active = [...this.ids]
  }

  query(): string {
    return QUERIES[this.#next++ % QUERIES.length]!
  }

  title(): string {
    return `Renamed ${this.#next++}`
  }

  newTask() {
    const [task] = demoTasks(1, ++this.#next, '2026-11-21')
    return { title: task!.title, priority: task!.priority, tags: task!.tags, due_date: task!.dueOn }
  }
}

import type pg from 'pg'
import type { Actor } from '#app/shared/actor'
import type { Client, Trx } from '#app/shared/database'
import { completeTask } from '#app/tasks/complete_task'
import { createTask } from '#app/tasks/create_task'
import { navigation } from '#app/tasks/navigation_query'
import { listTasks } from '#app/tasks/task_list_query'
import { findTask } from '#app/tasks/task_row'
import { searchTasks } from '#app/tasks/task_search_query'
import { updateTask } from '#app/tasks/update_task'
import type { Operation } from '../load.js'
import type { Samples } from './samples.js'

/**
 * The floor: the statements of each operation through `pg` alone, in this process, with nothing of HTTP, sessions,
 * validation or templates around them.
 */
export function bareOperations(
  pool: pg.Pool,
  actor: Actor,
  samples: Samples
): Record<string, Operation> {
  const client = asClient(pool)
  const change = async (work: (trx: Trx) => Promise<unknown>) => {
    const connection = await pool.connect()
    try {
      await connection.query('BEGIN')
      await work(asClient(connection) as Trx)
      await connection.query('COMMIT')
    } finally {
      connection.release()
    }
  }
  return {
    list: async () => void (await listTasks(client, actor, { status: 'active', limit: 50 })),
    filter: async () =>
      void (await listTasks(client, actor, {
        status: 'active',
        priority: ['high'],
        tags: ['work'],
        limit: 50,
      })),
    search: async () => void (await searchTasks(client, actor, { q: samples.query(), limit: 50 })),
    read: async () => void (await findTask(client, actor.userId, samples.id())),
    create: () => change((trx) => createTask(trx, actor, samples.newTask())),
    update: () => change((trx) => updateTask(trx, actor, samples.id(), { title: samples.title() })),
    complete: () => change((trx) => completeTask(trx, actor, samples.activeId())),
    frame: async () => void (await navigation(client, actor)),
  }
}

/** What the queries need of a client: knex's places become PostgreSQL's. */
function asClient(target: { query(text: string, values: unknown[]): Promise<unknown> }): Client {
  const rawQuery = (sql: string, values: unknown[] = []) => {
    let place = 0
    const text = sql.replaceAll(/\\\?|\?/g, (mark) => (mark === '?' ? `$${++place}` : '?'))
    return target.query(text, values)
  }
  return { rawQuery } as unknown as Client
}

import type { Knex } from 'knex'
import db from '@adonisjs/lucid/services/db'

/** The SQL statements that the application sends while something runs; BEGIN and COMMIT are not among them. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = []
  const knex = db.connection().getWriteClient() as Knex
  const listen = ({ sql }: { sql: string }) =>
    void (/^(BEGIN|COMMIT|ROLLBACK)/i.test(sql) || sent.push(sql))
  knex.on('query', listen)
  try {
    await work()
  } finally {
    knex.off('query', listen)
  }
  return sent
}

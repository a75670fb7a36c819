import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type { Knex } from 'knex'
import { database, rows } from '#app/shared/database'
import { liveSeriesAfter } from '#app/tasks/occurrences/live_series_query'
import { overdueAfter, pendingState } from '#app/tasks/occurrences/pending_query'
import { makePerson } from '#tests/support/people'

const SERIES = 20_000

/** Series with an open occurrence and a closed one each, which nothing has to be done for. */
async function manySeries() {
  const { id } = await makePerson({ password: null })
  await rows(
    database(),
    `WITH made AS (
       INSERT INTO series (user_id, rule, start_wall, mode, created_at, updated_at)
       SELECT :id, 'FREQ=DAILY', '2026-01-01', 'fixed', now(), now() FROM generate_series(1, :count::int) RETURNING id)
     INSERT INTO tasks (user_id, title, title_sort, search, created_at, updated_at,
       series_id, occurrence_key, status, completed_at, closed_at)
     SELECT :id, 'x', 'x', '', now(), now(),
       made.id, key, CASE WHEN at IS NULL THEN 'active' ELSE 'completed' END, at, at
     FROM made, (VALUES ('2026-01-01', now() - interval '1 hour'), ('2026-01-02', NULL)) AS occurrence (key, at)`,
    { id, count: SERIES }
  )
  for (const table of ['series', 'tasks']) await rows(database(), `VACUUM ANALYZE ${table}`)
}

interface PlanNode {
  'Relation Name'?: string
  'Node Type': string
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  'Plans'?: PlanNode[]
}

/** What the statement of a query really does. */
async function planOf(query: () => Promise<unknown>): Promise<PlanNode> {
  const sent: { sql: string; bindings: unknown[] }[] = []
  const knex = db.connection().getWriteClient() as Knex
  const listen = (each: { sql: string; bindings: unknown[] }) => void sent.push(each)
  knex.on('query', listen)
  await query().finally(() => knex.off('query', listen))
  const [{ sql, bindings }] = sent as [(typeof sent)[0]]
  const literal = sql.replaceAll(/\$(\d+)/g, (_place, n) => `'${bindings[Number(n) - 1]}'`)
  const explained = await db.rawQuery(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${literal}`)
  return explained.rows[0]['QUERY PLAN'][0].Plan as PlanNode
}

function nodes(plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodes)]
}

test.group('What the sweep and the repair read', () => {
  test('is what an index finds, however many tasks and series there are', async ({ assert }) => {
    await manySeries()
    const plans = {
      overdue: await planOf(() => overdueAfter(database(), undefined, 100)),
      pending: await planOf(() => pendingState(database())),
      live: await planOf(() => liveSeriesAfter(database(), undefined, 100)),
    }
    for (const [name, plan] of Object.entries(plans)) {
      const scans = nodes(plan).filter((node) => node['Node Type'] === 'Seq Scan')
      assert.deepEqual(scans, [], name)
    }
    const blocks = (plan: PlanNode) => plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
    assert.isAtMost(blocks(plans.overdue), 10)
    assert.isAtMost(blocks(plans.pending), 10)
    assert.isAtMost(blocks(plans.live), 100 * 8) // a few for each of a hundred series
  })
})

import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { listAuditEntries } from '#app/audit/audit_list_query'
import type { ListAuditInput } from '#app/audit/audit_validators'
import { database, rows } from '#app/shared/database'

const TASK = randomUUID()

/** 100,000 entries: half of them one person's, the rest of 500 others. All of one task's are among that person's. */
async function aLargeTrail(busy: string, quiet: string) {
  await rows(
    database(),
    `INSERT INTO audit_entries (event_id, position, user_seq, user_id, task_id, event_type, schema_version, occurred_at, actor, data, understood)
     SELECT uuidv7(), n, n,
       CASE WHEN n % 2 = 0 THEN :busy::uuid WHEN n % 1000 = 1 THEN :quiet::uuid ELSE md5((n % 1000)::text)::uuid END,
       CASE WHEN n % 5000 = 0 THEN :task::uuid ELSE uuidv7() END,
       CASE WHEN n % 10000 = 0 THEN 'task.purged' WHEN n % 4 < 2 THEN 'task.updated' ELSE 'task.completed' END,
       1, timestamptz '2026-01-01' + make_interval(mins => n), '{"kind": "user"}', '{"task": {"title": "Water the tomatoes"}}', true
     FROM generate_series(1, 100000) AS n`,
    { busy, quiet, task: TASK }
  )
  await rows(database(), 'VACUUM ANALYZE audit_entries')
}

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  'Plans'?: PlanNode[]
}

/** What the list's statement really does, as often as it takes for PostgreSQL to settle on how to plan it. */
async function planOf(userId: string, input: ListAuditInput) {
  const { sql, bindings } = await sentBy(() =>
    listAuditEntries(database(), { userId, timezone: 'UTC' }, { limit: 50, ...input })
  )
  const values = bindings.map((value) => (Array.isArray(value) ? `'{${value}}'` : `'${value}'`))
  return db.transaction(async (trx) => {
    await trx.rawQuery(`PREPARE audited AS ${sql}`)
    for (let time = 0; time < 6; time++) await trx.rawQuery(`EXECUTE audited (${values})`)
    const explained = await trx.rawQuery(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE audited (${values})`
    )
    await trx.rawQuery('DEALLOCATE audited')
    return explained.rows[0]['QUERY PLAN'][0].Plan as PlanNode
  })
}

async function sentBy(work: () => Promise<unknown>) {
  const sent: { sql: string; bindings: unknown[] }[] = []
  const knex = db.connection().getWriteClient() as Knex
  const listen = (query: { sql: string; bindings: unknown[] }) => void sent.push(query)
  knex.on('query', listen)
  await work().finally(() => knex.off('query', listen))
  return sent[0]!
}

const scansEverybody = (node: PlanNode): boolean =>
  node['Node Type'] === 'Seq Scan' || (node.Plans ?? []).some(scansEverybody)

test.group('The audit list among 100,000 entries', (group) => {
  group.tap((each) => each.timeout(20_000))

  test('reads little more than its page, whoever asks and whatever for', async ({ assert }) => {
    const [busy, quiet] = [randomUUID(), randomUUID()]
    await aLargeTrail(busy, quiet)
    const first = await listAuditEntries(
      database(),
      { userId: busy, timezone: 'UTC' },
      { since: '2026-01-02' }
    )
    const cursor = first.nextCursor!
    const cases: [string, string, ListAuditInput, blocks: number][] = [
      ['the newest', busy, {}, 200],
      ['the newest of few', quiet, {}, 300],
      ['one task', busy, { task: TASK }, 200],
      ['one task and a type', busy, { task: TASK, type: ['task.purged'] }, 200],
      ['a rare type', busy, { type: ['task.purged'] }, 200],
      ['several types', busy, { type: ['task.purged', 'task.updated', 'task.completed'] }, 200],
      ['a long time', busy, { since: '2026-01-02' }, 200],
      ['a long time and a type', busy, { since: '2026-01-02', type: ['task.purged'] }, 200],
      ['a short time', busy, { since: '2026-03-11T10:30:00Z' }, 200],
      ['the time to come', busy, { since: '2030-01-01' }, 200],
      [
        'a short time and a type',
        busy,
        { since: '2026-03-11T10:30:00Z', type: ['task.updated'] },
        200,
      ],
      ['a later page', busy, { since: '2026-01-02', cursor }, 200],
    ]
    for (const [what, userId, input, blocks] of cases) {
      const plan = await planOf(userId, input)
      const read = plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
      assert.isBelow(read, blocks, `${what}: ${JSON.stringify(plan, null, 1)}`)
      assert.isFalse(scansEverybody(plan), what)
    }
  })
})

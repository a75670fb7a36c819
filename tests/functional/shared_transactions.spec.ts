import { test } from '@japa/runner'
import { until } from '#tests/support/until'
import { database, inTransaction, rows, type Trx } from '#app/shared/database'

/** Ends the connection of a transaction, as a restart of PostgreSQL does. */
async function terminate(trx: Trx) {
  const [self] = await rows<{ pid: number }>(trx, 'SELECT pg_backend_pid() AS pid')
  await rows(database(), 'SELECT pg_terminate_backend(:pid)', self)
}

const insert = (trx: Trx) =>
  rows(trx, `INSERT INTO state_entries (key, value, etag) VALUES ('a', '{}', uuidv7())`)

/** The connection that was ended is noticed by whoever has it next. */
function entries() {
  return until('the pool has another connection', () =>
    rows(database(), 'SELECT 1 AS one FROM state_entries').catch(() => undefined)
  )
}

test.group('A transaction', () => {
  test('whose commit fails is no success', async ({ assert }) => {
    await assert.rejects(() =>
      inTransaction(async (trx) => {
        await insert(trx)
        await terminate(trx)
        return 'done'
      })
    )
    assert.lengthOf(await entries(), 0)
  })

  test('whose deferred constraint fails at the commit is no success', async ({ assert }) => {
    await assert.rejects(() =>
      inTransaction(async (trx) => {
        await rows(
          trx,
          `CREATE TEMPORARY TABLE deferred (a int UNIQUE DEFERRABLE INITIALLY DEFERRED) ON COMMIT DROP`
        )
        await rows(trx, 'INSERT INTO deferred VALUES (1), (1)')
      })
    )
  })

  test('that commits answers what its callback answered', async ({ assert }) => {
    assert.equal(await inTransaction(async (trx) => (await insert(trx), 'done')), 'done')
    assert.lengthOf(await rows(database(), 'SELECT 1 AS one FROM state_entries'), 1)
  })
})

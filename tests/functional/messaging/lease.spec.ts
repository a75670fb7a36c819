import { randomUUID } from 'node:crypto'
import { getActiveTest, test } from '@japa/runner'
import { fence, type Lease, LeaseKeeper, LeaseLost } from '#app/messaging/lease'
import { database, inTransaction, rows } from '#app/shared/database'
import type { DirectConnection } from '#app/platform/direct_connection'
import { TEST_DATABASE } from '#tests/support/database'
import { HalfOpenProxy } from '#tests/support/half_open_proxy'
import { connectionOfTest } from '#tests/support/messaging'
import { testDatabaseUrl } from '#tests/support/test_postgres'
import { until } from '#tests/support/until'

/** A candidate for a part: keeps the leases that it was given, and works until they end. */
function candidate(name: string, connection: DirectConnection = connectionOfTest()) {
  const leases: Lease[] = []
  const keeper = new LeaseKeeper(connection, {
    name,
    holder: randomUUID(),
    work: (lease) => {
      leases.push(lease)
      return new Promise((resolve) => lease.signal.addEventListener('abort', () => resolve()))
    },
  })
  keeper.start()
  getActiveTest()?.cleanup(() => keeper.stop())
  return { keeper, leases }
}

test.group('Lease', () => {
  test('of many candidates one plays the part at a time', async ({ assert }) => {
    const candidates = Array.from({ length: 5 }, () => candidate('relay'))
    await until('one holds it', () => candidates.some(({ keeper }) => keeper.isHeld))
    assert.lengthOf(
      candidates.filter(({ keeper }) => keeper.isHeld),
      1
    )
  })

  test('different parts are played side by side', async () => {
    const [one, other] = [candidate('one'), candidate('other')]
    await until('both are held', () => one.keeper.isHeld && other.keeper.isHeld)
  })

  test('a lease that is given back is taken over with the next epoch', async ({ assert }) => {
    const first = candidate('relay')
    await until('the first holds it', () => first.keeper.isHeld)
    const second = candidate('relay')
    await first.keeper.stop()
    await until('the second holds it', () => second.keeper.isHeld)
    assert.equal(Number(second.leases[0]!.epoch), Number(first.leases[0]!.epoch) + 1)
  })

  test('a holder goes on for longer than a lease, because it renews it', async ({ assert }) => {
    const held = candidate('relay')
    await until('it is held', () => held.keeper.isHeld)
    const [first] = await expiries()
    await until('it was renewed twice past its first end', async () => {
      const [now] = await expiries()
      return Number(now) > Number(first) + 3
    })
    assert.lengthOf(held.leases, 1)
    assert.isTrue(held.leases[0]!.lasts())
  })

  test('a holder whose connection hangs half-open stops by itself, and another takes over', async ({
    assert,
  }) => {
    const { proxy, connectionString } = await HalfOpenProxy.before(testDatabaseUrl(TEST_DATABASE))
    const cutOff = candidate('relay', connectionOfTest({ connectionString, queryTimeoutMs: 1000 }))
    await until('it is held', () => cutOff.keeper.isHeld)
    const other = candidate('relay')
    proxy.cut()
    await until('the other holds it', () => other.keeper.isHeld, 5)
    await until('the former holder has noticed', () => !cutOff.leases[0]!.lasts(), 5)
    assert.isTrue(cutOff.leases[0]!.signal.aborted)
  })

  test('a holder that was cut off plays again once its connection heals and the part is free', async () => {
    const { proxy, connectionString } = await HalfOpenProxy.before(testDatabaseUrl(TEST_DATABASE))
    const back = candidate('relay', connectionOfTest({ connectionString, queryTimeoutMs: 1000 }))
    await until('it is held', () => back.keeper.isHeld)
    proxy.cut()
    await until('it was lost', () => !back.keeper.isHeld)
    proxy.heal()
    await until('it is held again', () => back.keeper.isHeld)
  })

  test('a former holder commits nothing', async ({ assert }) => {
    const first = candidate('relay')
    await until('the first holds it', () => first.keeper.isHeld)
    await rows(database(), `UPDATE leases SET epoch = epoch + 1, holder = 'somebody else'`)
    await assert.rejects(
      () => inTransaction((trx) => fence(trx, first.leases[0]!)),
      LeaseLost as never
    )
  })

  test('nobody takes over while a fenced transaction of the holder is open', async ({ assert }) => {
    const first = candidate('relay')
    await until('the first holds it', () => first.keeper.isHeld)
    const lease = first.leases[0]!
    await inTransaction(async (trx) => {
      await fence(trx, lease)
      const expired = connectionOfTest()
      // Renewing does not wait for the transaction, taking over does.
      await expired.query(`UPDATE leases SET expires_at = '-infinity' WHERE name = 'relay'`)
      const other = await expired.query(
        `SELECT name FROM leases WHERE name = 'relay' FOR UPDATE SKIP LOCKED`
      )
      assert.lengthOf(other, 0)
    })
  })

  test('a transaction of a holder that stopped in its middle is ended by the database', async ({
    assert,
  }) => {
    const first = candidate('relay')
    await until('the first holds it', () => first.keeper.isHeld)
    await assert.rejects(() =>
      inTransaction(async (trx) => {
        await fence(trx, first.leases[0]!)
        const [{ pid }] = (await rows<{ pid: number }>(trx, 'SELECT pg_backend_pid() AS pid')) as [
          { pid: number },
        ]
        await until('its transaction is ended', async () => {
          const alive = await rows(
            database(),
            'SELECT 1 AS one FROM pg_stat_activity WHERE pid = :pid',
            { pid }
          )
          return alive.length === 0
        })
        await rows(trx, 'SELECT 1 AS one')
      })
    )
    assert.isTrue(first.keeper.isHeld)
  })
})

/** Ends of the leases, in seconds of PostgreSQL's clock. */
async function expiries(): Promise<number[]> {
  const found = await rows<{ at: number }>(
    database(),
    'SELECT extract(epoch FROM expires_at)::float AS at FROM leases ORDER BY name'
  )
  return found.map(({ at }) => at)
}

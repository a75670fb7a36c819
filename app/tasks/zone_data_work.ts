import logger from '@adonisjs/core/services/logger'
import { fence, type Lease } from '#app/messaging/lease'
import { pause } from '#app/messaging/wake_up'
import { database, inTransaction, type Trx } from '#app/shared/database'
import { type Progress, rebuildDueDates } from '#app/tasks/rebuild_due_dates'
import { rebuiltWith, setRebuiltWith, ZONE_DATA } from '#app/tasks/zone_data'

const RETRY_MS = 60 * 1000

/**
 * Rebuilds the due dates once, if the last rebuild was with other zone data, and then keeps the lease: in a rolling upgrade
 * the new release waits until the last process of the old one is gone, and no two releases undo each other's work.
 */
export async function zoneDataWork(lease: Lease, version = ZONE_DATA) {
  while (!lease.signal.aborted) {
    const done = await bringUpToDate(lease, version).then(
      () => true,
      (error) => {
        logger.warn({ err: error }, 'due dates were not rebuilt and will be tried again')
        return false
      }
    )
    if (done) await ended(lease.signal)
    else await pause(RETRY_MS, lease.signal)
  }
}

async function bringUpToDate(lease: Lease, version: string) {
  const before = await rebuiltWith(database())
  if (before === version) return
  const { signal } = lease
  const guard = (trx: Trx) => fence(trx, lease)
  let progress: Progress | undefined
  for await (const step of rebuildDueDates({ signal, guard })) progress = step
  if (signal.aborted) return
  // Last: a rebuild that ended early begins anew, in whichever process.
  await inTransaction(async (trx) => {
    await guard(trx)
    await setRebuiltWith(trx, version)
  })
  // Where there are no due dates, as at a first start, nothing has happened that is worth a line.
  if (progress?.lookedAt) {
    logger.info({ from: before, to: version, ...progress }, 'due dates were rebuilt')
  }
}

async function ended(signal: AbortSignal) {
  if (signal.aborted) return
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
}

import logger from '@adonisjs/core/services/logger'
import { fence, type Lease, LeaseLost } from '#app/messaging/lease'
import { TRANSACTION_TIMEOUT_MS } from '#app/messaging/transaction_limits'
import { systemActor } from '#app/shared/actor'
import { database, inBoundedTransaction, type Trx } from '#app/shared/database'
import { liveSeriesAfter } from '#app/tasks/occurrences/live_series_query'
import { type MadeNext, makeMissing, makeNext } from '#app/tasks/occurrences/make_next'
import { countMade } from '#app/tasks/occurrences/metrics'
import { overdueAfter, type PendingRow } from '#app/tasks/occurrences/pending_query'

const PENDING_AT_ONCE = 100
const SERIES_AT_ONCE = 1000

/** Makes the occurrences that have been missing for 30 s: their event was lost, given up, or is late. */
export async function sweepPending(lease: Lease, atOnce = PENDING_AT_ONCE) {
  let last: PendingRow | undefined
  do {
    const overdue = await overdueAfter(database(), last, atOnce)
    for (const closed of overdue) {
      const { series_id: seriesId, occurrence_key: key, closing_event_id: closingEventId } = closed
      await make(lease, 'sweep', seriesId, (trx) =>
        makeNext(trx, systemActor('series-sweep'), { seriesId, key, closingEventId })
      )
      if (lease.signal.aborted) return
    }
    last = overdue.at(-1)
  } while (last)
}

/** Makes what follows in series that go on but wait for nothing: a former release closed their occurrence. */
export async function repairSeries(lease: Lease, atOnce = SERIES_AT_ONCE) {
  let lastId: string | undefined
  do {
    const live = await liveSeriesAfter(database(), lastId, atOnce)
    for (const { id } of live.filter(({ waits }) => !waits)) {
      await make(lease, 'repair', id, (trx) => makeMissing(trx, systemActor('series-sweep'), id))
      if (lease.signal.aborted) return
    }
    lastId = live.at(-1)?.id
  } while (lastId && !lease.signal.aborted)
}

/** In a transaction of its own, so that one series that cannot go on stops no other. */
async function make(
  lease: Lease,
  by: 'sweep' | 'repair',
  seriesId: string,
  work: (trx: Trx) => Promise<MadeNext>
) {
  try {
    const { created } = await inBoundedTransaction(TRANSACTION_TIMEOUT_MS, async (trx) => {
      await fence(trx, lease)
      return work(trx)
    })
    if (!created) return
    countMade(by)
    logger.info({ by, series_id: seriesId }, 'a missing occurrence was made')
  } catch (error) {
    if (error instanceof LeaseLost) throw error
    logger.warn({ by, series_id: seriesId, err: error }, 'a missing occurrence could not be made')
  }
}
